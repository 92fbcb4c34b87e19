/** Light or dark: what the person chose, else what the system prefers. */

import { readSetting, writeSetting } from "../settings.ts";

export type Theme = "light" | "dark";

const KEY = "flowbook:theme";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

/** What whoever embeds the page wants; null: what the system prefers. */
let given: { readonly theme: Theme | null } | null = null;

/** For a page that is a guest in another one: the choice made in this browser does not hold there. */
export function giveTheme(theme: Theme | null): void {
  given = { theme };
  applyTheme();
}

const chosen = (): Theme | null => {
  const stored = readSetting(KEY);
  return stored === "light" || stored === "dark" ? stored : null;
};

/** The theme in force. */
export const currentTheme = (): Theme =>
  (given === null ? chosen() : given.theme) ?? (prefersDark.matches ? "dark" : "light");

/** Sets the page's theme and keeps it in step with the system; call once at the start. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = currentTheme();
  for (const listener of listeners) listener();
}

export function toggleTheme(): void {
  writeSetting(KEY, currentTheme() === "dark" ? "light" : "dark");
  applyTheme();
}

/** For useSyncExternalStore. */
export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

prefersDark.addEventListener("change", applyTheme);
