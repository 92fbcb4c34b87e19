/** Whether runs that were cut off go on by themselves: kept for this browser. */

import { readSetting, removeSetting, writeSetting } from "../settings.ts";

const KEY = "flowbook:resume-at-once";

export const resumesAtOnce = (): boolean => readSetting(KEY) === "yes";

export function keepResumesAtOnce(does: boolean): void {
  if (does) writeSetting(KEY, "yes");
  else removeSetting(KEY);
}
