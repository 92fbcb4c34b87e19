/** Moments for people, in their own time zone. */

import type { Millis } from "../../engine/model/state.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/** `14:03:07`, with the date before it on any other day than that of `now`. */
export function momentText(at: Millis, now: Millis = Date.now()): string {
  const moment = new Date(at);
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(":");
  if (moment.toDateString() === new Date(now).toDateString()) return time;
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${time}`;
}

/** The same to the millisecond, for a history. */
export const preciseMomentText = (at: Millis): string =>
  `${momentText(at)}.${String(new Date(at).getMilliseconds()).padStart(3, "0")}`;

/** How long after the run began: `+767 ms`, `+1.581 s`; longer ones by the clock, `+1:02:03`. */
export function offsetText(span: Millis): string {
  if (span < 1000) return `+${Math.round(span)} ms`;
  if (span < 60_000) return `+${(span / 1000).toFixed(3)} s`;
  const seconds = Math.floor(span / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `+${hours}:${two(minutes)}:${two(seconds % 60)}`;
}
