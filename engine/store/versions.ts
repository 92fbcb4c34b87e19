/** Which texts of a notebook are kept as versions, and how ids change on the way into the bin. Pure. */

import type { Millis } from "../model/state.ts";
import type { NotebookDocument, NotebookVersion } from "../ports.ts";

/** Versions lie at least so far apart, but for those somebody wants kept. */
const APART: Millis = 5 * 60_000;

/** So many versions are kept of a notebook. */
export const MOST_VERSIONS = 50;

/** An earlier text, as it is kept. */
export interface KeptVersion extends Omit<NotebookVersion, "length"> {
  readonly text: string;
}

/** The text that a save replaces, as a version. */
export const asVersion = ({ revision, updatedAt, title, text }: NotebookDocument): KeptVersion => ({
  revision,
  savedAt: updatedAt,
  title,
  text,
});

/** What a list of versions shows of one. */
export const listed = ({ text, ...version }: KeptVersion): NotebookVersion => ({
  ...version,
  length: text.length,
});

/**
 * Whether the text that a save replaces becomes a version.
 * @param newest  when the newest version was saved; null: there is none
 * @param keep  whatever its age
 */
export function becomesVersion(
  replaced: NotebookDocument,
  by: Pick<NotebookDocument, "text" | "title" | "updatedAt">,
  { newest, keep }: { readonly newest: Millis | null; readonly keep: boolean },
): boolean {
  if (replaced.text === by.text && replaced.title === by.title) return false;
  return keep || newest === null || by.updatedAt - newest >= APART;
}

/** The id of a notebook in the bin: says which it was, and when it was put there. */
export const binId = (id: string, deletedAt: Millis): string => `bin:${id}:${deletedAt}`;

/** What the id of a notebook in the bin says; null: it is not one. */
export function parseBinId(id: string): { readonly id: string; readonly deletedAt: Millis } | null {
  const [, own, at] = /^bin:(.*):(\d+)$/s.exec(id) ?? [];
  return own === undefined ? null : { id: own, deletedAt: Number(at) };
}

/** The first free one of some ids. */
export async function firstFree(
  idAt: (n: number) => string,
  isTaken: (id: string) => boolean | Promise<boolean>,
): Promise<string> {
  for (let n = 0; ; n += 1) {
    const id = idAt(n);
    if (!(await isTaken(id))) return id;
  }
}

/** The ids that a notebook may have once it is taken out of the bin, best first. */
export const restoredId =
  (id: string) =>
  (n: number): string =>
    n === 0 ? id : `${id}-restored-${n}`;
