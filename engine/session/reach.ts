/** May a notebook reach an address? A pure rule. */

import type { NetworkSettings } from "../model/network.ts";

export type Reach =
  | { readonly type: "allowed"; readonly url: string; readonly host: string }
  /** Not now; a person can allow the host. */
  | { readonly type: "ask"; readonly host: string; readonly why: string }
  /** Nobody can allow it. */
  | { readonly type: "never"; readonly why: string };

const never = (why: string): Reach => ({ type: "never", why });

/**
 * @param address  as user code wrote it
 * @param own  where the app itself comes from: its files, and whatever else lives beside them
 */
export function reachOf(address: string, settings: NetworkSettings, own: string): Reach {
  const url = parse(address);
  if (url === null) {
    return never(`${short(address)} is no whole address. Write it out: https://host.example/path.`);
  }
  /* `api.example.com` and `api.example.com.` are the same machine: one permission, one name. */
  if (url.hostname.endsWith(".")) url.hostname = url.hostname.replace(/\.+$/, "");
  const { host } = url;
  const isLocal = isThisMachine(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal)) {
    return never(
      `${short(address)} cannot be reached: only https: addresses can (and http: ones of this machine).`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    return never(
      `The address of ${host} has a user name or a password in it. Send them in an Authorization header.`,
    );
  }
  if (isOwn(url, own)) {
    return never(
      `${host} is where this app comes from, which code of a notebook never reaches. Ask another host.`,
    );
  }
  if (settings.isOff) {
    const why = `The network is switched off for this notebook, so ${host} was not reached. Switch it on under Network (at the top of the page) and run again.`;
    return { type: "ask", host, why };
  }
  /* A host may have the name of something that every object has. */
  if (!Object.hasOwn(settings.hosts, host) || settings.hosts[host] !== true) {
    const why = `This notebook may not reach ${host}. Allow it under Network (at the top of the page) and run again.`;
    return { type: "ask", host, why };
  }
  return { type: "allowed", url: url.href, host };
}

function parse(address: string): URL | null {
  try {
    const url = new URL(address);
    return url.hostname === "" && isWeb(url) ? null : url;
  } catch {
    /* Relative, or no address at all. */
    return null;
  }
}

const isWeb = ({ protocol }: URL): boolean => protocol === "https:" || protocol === "http:";

/** Whatever it answers to: the app on this machine has several names. */
function isOwn(url: URL, own: string): boolean {
  const app = parse(own);
  if (app === null || !isWeb(app)) return false;
  const appHost = app.hostname.replace(/\.+$/, "");
  if (isThisMachine(url.hostname) && isThisMachine(appHost)) return portOf(url) === portOf(app);
  /* Whatever the port and the scheme: a cookie does not tell them apart. */
  return url.hostname === appHost;
}

const portOf = ({ port, protocol }: URL): string =>
  port === "" ? (protocol === "https:" ? "443" : "80") : port;

/** As `URL` writes host names: numbers in their shortest form, in small letters. */
const isThisMachine = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  /^127\.\d+\.\d+\.\d+$/.test(hostname) ||
  hostname === "0.0.0.0" ||
  hostname === "[::1]" ||
  hostname === "[::]" ||
  /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(hostname);

/** An address within a sentence. */
const short = (address: string): string =>
  address.length > 200 ? `${address.slice(0, 200)}…` : address || "An empty text";
