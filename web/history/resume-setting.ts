/** Whether runs that were cut off go on by themselves: kept for this browser. */

import { keepSetting, keptSetting } from "../kept-settings.ts";

const KEY = "flowbook:resume-at-once";

export const resumesAtOnce = (): boolean => keptSetting(KEY) === "yes";

export function keepResumesAtOnce(does: boolean): void {
  if (does) keepSetting(KEY, "yes");
  else keepSetting(KEY, null);
}
