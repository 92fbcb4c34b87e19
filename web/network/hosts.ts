/** The hosts of a notebook as a person sees them, and what saying something of one makes of the settings. Pure. */

import type { NetworkSettings } from "../../engine/model/network.ts";

/** undecided: it was asked for, and nobody has said anything yet. */
export type Standing = "allowed" | "off" | "undecided";

export interface Host {
  readonly name: string;
  readonly standing: Standing;
}

/** All that were asked for or spoken of, by name. */
export function hostsOf({ hosts }: NetworkSettings, asked: readonly string[]): readonly Host[] {
  const names = new Set([...Object.keys(hosts), ...asked]);
  return [...names]
    .toSorted((a, b) => a.localeCompare(b, "en"))
    .map((name) => ({ name, standing: standingOf(hosts, name) }));
}

function standingOf(hosts: NetworkSettings["hosts"], name: string): Standing {
  if (!Object.hasOwn(hosts, name)) return "undecided";
  return hosts[name] === true ? "allowed" : "off";
}

/** Those that a person has to be asked about: none once all is switched off. */
export const openQuestions = (
  settings: NetworkSettings,
  asked: readonly string[],
): readonly string[] =>
  settings.isOff
    ? []
    : hostsOf(settings, asked).flatMap(({ name, standing }) =>
        standing === "undecided" ? [name] : [],
      );

const hasAllowed = ({ hosts }: NetworkSettings): boolean => Object.values(hosts).includes(true);

/** Whether the notebook reaches anything. */
export const isOn = (settings: NetworkSettings): boolean => !settings.isOff && hasAllowed(settings);

/** Whether there is anything to switch on or off. */
export const canSwitch = hasAllowed;

/** Allows a host, or keeps it off. */
export function withHost(
  { isOff, hosts }: NetworkSettings,
  name: string,
  isAllowed: boolean,
): NetworkSettings {
  const next = { isOff, hosts: Object.fromEntries([...Object.entries(hosts), [name, isAllowed]]) };
  /* The switch for all would have nothing to switch, and the next question would not be heard. */
  return hasAllowed(next) ? next : { ...next, isOff: false };
}

/** In one sentence. */
export function summaryOf(settings: NetworkSettings): string {
  const allowed = Object.values(settings.hosts).filter(Boolean).length;
  if (allowed === 0) return "The network is off: no host is allowed.";
  if (settings.isOff) return "The network is off, whatever is allowed below.";
  return `The network is on, for ${allowed === 1 ? "one host" : `${allowed} hosts`}.`;
}
