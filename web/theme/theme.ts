/** Light or dark: what the person chose, else what the system prefers. */

import { keepSetting, keptSetting } from "../kept-settings.ts";

export type Theme = "light" | "dark";

const KEY = "flowbook:theme";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

const chosen = (): Theme | null => {
  const stored = keptSetting(KEY);
  return stored === "light" || stored === "dark" ? stored : null;
};

/** The theme in force. */
export const currentTheme = (): Theme => chosen() ?? (prefersDark.matches ? "dark" : "light");

/** Sets the page's theme and keeps it in step with the system; call once at the start. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = currentTheme();
  for (const listener of listeners) listener();
}

export function toggleTheme(): void {
  keepSetting(KEY, currentTheme() === "dark" ? "light" : "dark");
  applyTheme();
}

/** For useSyncExternalStore. */
export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

prefersDark.addEventListener("change", applyTheme);
