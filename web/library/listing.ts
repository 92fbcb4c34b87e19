/** Which notebooks there are to open, and which of them an address names. Pure. */

import type { ListedNotebook } from "../../engine/ports.ts";
import { BUNDLED, firstBundled, isBundled, STARTERS } from "./bundled.ts";

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

export interface Listed {
  readonly id: string;
  readonly title: string;
}

/** What the menu offers: where one begins, the lessons one has begun, and all others, newest first. */
export function choices(stored: readonly ListedNotebook[]): readonly Listed[] {
  const own = openable(stored);
  const isBegun = (id: string): boolean => own.some((each) => each.id === id);
  const lessons = BUNDLED.filter((each) => !STARTERS.includes(each));
  return [
    ...STARTERS,
    ...lessons.filter(({ id }) => isBegun(id)),
    ...own.filter(({ id }) => !isBundled(id)),
  ];
}

/** Those that a person made. */
export const ownNotebooks = (stored: readonly ListedNotebook[]): readonly ListedNotebook[] =>
  openable(stored).filter(({ id }) => !isBundled(id));

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
