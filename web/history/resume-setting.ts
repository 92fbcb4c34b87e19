/** Whether runs that were cut off go on by themselves: kept for this browser. */

const KEY = "flowbook:resume-at-once";

export const resumesAtOnce = (): boolean => localStorage.getItem(KEY) === "yes";

export function keepResumesAtOnce(does: boolean): void {
  if (does) localStorage.setItem(KEY, "yes");
  else localStorage.removeItem(KEY);
}
