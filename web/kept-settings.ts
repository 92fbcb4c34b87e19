/**
 * Small settings that this browser keeps: the one place that touches `localStorage`. Where storage is
 * blocked (in a frame of another site, by a person's choice) or full, they last as long as the page.
 */

const inPage = new Map<string, string>();

/** null: nothing is kept under this name. */
export function keptSetting(name: string): string | null {
  const own = inPage.get(name);
  if (own !== undefined) return own;
  try {
    return localStorage.getItem(name);
  } catch {
    /* Blocked: what this page was told is all there is. */
    return null;
  }
}

/** Keeps a setting in place of what was kept. @param value  null: nothing is kept */
export function keepSetting(name: string, value: string | null): void {
  inPage.delete(name);
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    /* Blocked or full: it is kept for as long as the page is there. */
    if (value !== null) inPage.set(name, value);
  }
}
