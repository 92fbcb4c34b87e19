/** Which exercises of a notebook somebody has passed: kept for this browser. */

import { keepSetting, keptSetting } from "../kept-settings.ts";

const keyOf = (notebook: string): string => `flowbook:passed:${notebook}`;

const changes = new EventTarget();

/** The names of the checks that were passed, sorted. */
export function passedChecks(notebook: string): readonly string[] {
  const text = keptSetting(keyOf(notebook)) ?? "";
  return text === "" ? [] : text.split(" ");
}

/** Keeps that a check was passed; once is enough. @param check  a name without spaces */
export function keepPassed(notebook: string, check: string): void {
  const passed = passedChecks(notebook);
  if (passed.includes(check)) return;
  keepSetting(keyOf(notebook), [...passed, check].toSorted().join(" "));
  changes.dispatchEvent(new Event("change"));
}

/** @returns what ends the listening */
export function subscribeProgress(listener: () => void): () => void {
  changes.addEventListener("change", listener);
  /* Another tab may have passed one meanwhile. */
  addEventListener("storage", listener);
  return () => {
    changes.removeEventListener("change", listener);
    removeEventListener("storage", listener);
  };
}
