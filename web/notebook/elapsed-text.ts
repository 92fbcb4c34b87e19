/** How long something has run, in words that change once a second. Pure. */

import type { Millis } from "../../engine/model/state.ts";

export function elapsedText(elapsed: Millis): string {
  const seconds = Math.max(0, Math.floor(elapsed / 1000));
  const two = (number: number): string => String(number).padStart(2, "0");
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)} min`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)} h`;
}
