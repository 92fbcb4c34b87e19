/** Searches the items of a list by the one line of each: bounded, and never in the way of a run. */

import type { FoundItems } from "../api.ts";

export const MAX_SEARCHED = 100_000;
export const MAX_HITS = 10_000;
/** Items between two turns of the event loop. */
const STRIDE = 1000;

/** The items that have the text in their line, whatever its case and the blanks around it. */
export async function findItems(items: Iterable<string>, text: string): Promise<FoundItems> {
  const wanted = text.trim().toLowerCase();
  const lines = new Map<number, string>();
  let searched = 0;
  for (const line of items) {
    if (searched === MAX_SEARCHED || lines.size === MAX_HITS) {
      return { lines, searched, isAll: false };
    }
    if (line.toLowerCase().includes(wanted)) lines.set(searched, line);
    searched++;
    if (searched % STRIDE === 0) await turn();
  }
  return { lines, searched, isAll: true };
}

/** What else the engine has to do is done first. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
