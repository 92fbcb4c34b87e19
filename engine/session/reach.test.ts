import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_NETWORK, type NetworkSettings } from "../model/network.ts";
import { reachOf } from "./reach.ts";

const OWN = "https://flowbook.example";
const allowing = (...hosts: string[]): NetworkSettings => ({
  isOff: false,
  hosts: Object.fromEntries(hosts.map((host) => [host, true])),
});
const typeOf = (address: string, settings = NO_NETWORK, own = OWN): string =>
  reachOf(address, settings, own).type;

describe("a host", () => {
  it("is asked about until somebody allows it, by a sentence that names it", () => {
    const reach = reachOf("https://api.example.com/v1?key=1", NO_NETWORK, OWN);
    expect(reach).toEqual({
      type: "ask",
      host: "api.example.com",
      why: "This notebook may not reach api.example.com. Allow it under Network (at the top of the page) and run again.",
    });
  });

  it("is reached once it is allowed, and no other is", () => {
    const settings = allowing("api.example.com");
    expect(reachOf("https://api.example.com/v1", settings, OWN)).toEqual({
      type: "allowed",
      host: "api.example.com",
      url: "https://api.example.com/v1",
    });
    expect(typeOf("https://API.Example.com/", settings)).toBe("allowed");
    expect(typeOf("https://api.example.com./", settings)).toBe("allowed");
    for (const other of [
      "https://example.com/",
      "https://evil.api.example.com/",
      "https://api.example.com.evil.org/",
      "https://api.example.com:8443/",
      "https://api.example.org/?api.example.com",
      "https://xapi.example.com/",
    ]) {
      expect([other, typeOf(other, settings)]).toEqual([other, "ask"]);
    }
  });

  it("that was kept off, or any while all is off, is not reached", () => {
    const kept = { isOff: false, hosts: { "api.example.com": false } };
    expect(typeOf("https://api.example.com/", kept)).toBe("ask");
    const off = { ...allowing("api.example.com"), isOff: true };
    expect(reachOf("https://api.example.com/", off, OWN)).toMatchObject({
      type: "ask",
      why: expect.stringContaining("switched off"),
    });
  });

  it("may have the name of what every object has", () => {
    for (const name of ["constructor", "__proto__", "tostring"]) {
      expect([name, typeOf(`https://${name}/`)]).toEqual([name, "ask"]);
    }
  });
});

describe("an address", () => {
  it.each([
    ["plain http", "http://api.example.com/"],
    ["a file", "file:///etc/passwd"],
    ["a blob", "blob:https://api.example.com/1"],
    ["data", "data:text/plain,hi"],
    ["a socket", "wss://api.example.com/"],
    ["a script", "javascript:alert(1)"],
    ["a relative one", "notebooks/thinking-prefectly.md"],
    ["a path", "/notebooks/"],
    ["half an address", "//api.example.com/"],
    ["nothing", ""],
    ["a name and a password", "https://user:word@api.example.com/"],
  ])("of %s is never reached", (_, address) => {
    expect(typeOf(address, allowing("api.example.com", ""))).toBe("never");
  });

  it("of this machine may be plain http, so that one can try things out", () => {
    for (const host of ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"]) {
      expect([host, typeOf(`http://${host}/x`)]).toEqual([host, "ask"]);
      expect([host, typeOf(`http://${host}/x`, allowing(host))]).toEqual([host, "allowed"]);
    }
  });
});

describe("the app's own address", () => {
  it.each([
    "https://flowbook.example/index.html",
    "https://FLOWBOOK.example",
    "https://flowbook.example./",
    "https://flowbook.example:8443/",
    "https://other.example/../..//@flowbook.example",
  ])("%s cannot be allowed", (address) => {
    const everything = allowing("flowbook.example", "flowbook.example:8443");
    const expected = address.includes("other.example") ? "ask" : "never";
    expect(typeOf(address, everything)).toBe(expected);
  });

  it.each([
    "http://localhost:4199/",
    "http://127.0.0.1:4199/",
    "http://127.9.9.9:4199",
    "http://[::1]:4199/",
    "http://2130706433:4199/",
    "http://0:4199/",
    "http://[::ffff:127.0.0.1]:4199/",
    "http://app.localhost:4199/",
  ])("on this machine has many names: %s", (address) => {
    const own = "http://localhost:4199";
    expect(typeOf(address, allowing(new URL(address).host), own)).toBe("never");
    expect(typeOf(address.replace("4199", "4200"), NO_NETWORK, own)).toBe("ask");
  });
});

it("whatever is asked, nothing is reached that was not allowed", () => {
  const part = fc.constantFrom(
    "https",
    "http",
    ":",
    "//",
    "/",
    "@",
    "api.example.com",
    "evil.org",
    ".",
    "\\",
    "#",
    "?",
    "%2f",
    "\u3002",
    "\t",
    "flowbook.example",
    "127.0.0.1",
    ":80",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const reach = reachOf(parts.join(""), allowing("api.example.com"), OWN);
      if (reach.type !== "allowed") return;
      expect(new URL(reach.url).origin).toBe("https://api.example.com");
    }),
    { numRuns: 3_000 },
  );
});
