/** Which notebooks there are to open, and which of them an address names. Pure. */

import type { ListedNotebook } from "../../engine/ports.ts";
import { BUNDLED, firstBundled, isBundled, type BundledNotebook } from "./bundled.ts";

/** What a new notebook begins as: a title, and a cell to write in. */
export const NEW_TEXT = "# Untitled\n\n```ts\n\n```\n";

export interface Choice {
  readonly id: string;
  /** What to tell, if it is not what the address names; null: it is. */
  readonly problem: string | null;
}

/** Those that are a person's to open: not in the bin, and not made for one call of the automation. */
const openable = (stored: readonly ListedNotebook[]): readonly ListedNotebook[] =>
  stored.filter(({ id, deletedAt }) => deletedAt === null && !id.startsWith("automation-"));

/** What the menu offers: the bundled ones first, then all others, those written last first. */
export const choices = (stored: readonly ListedNotebook[]): readonly BundledNotebook[] => [
  ...BUNDLED,
  ...openable(stored).filter(({ id }) => !isBundled(id)),
];

/** What `?notebook=…` of an address names; null: nothing. */
const namedBy = (search: string): string | null => new URLSearchParams(search).get("notebook");

/** The notebook that an address names, if there is one; the first bundled one if not. */
export async function chooseNotebook(
  search: string,
  list: () => Promise<readonly ListedNotebook[]>,
): Promise<Choice> {
  const named = namedBy(search);
  if (named === null) return { id: firstBundled(), problem: null };
  if (isBundled(named)) return { id: named, problem: null };
  if (openable(await list()).some(({ id }) => id === named)) return { id: named, problem: null };
  const problem = `The address names the notebook "${named}", and this browser has none of that name. Choose another one from the menu, or import it from a file.`;
  return { id: firstBundled(), problem };
}
