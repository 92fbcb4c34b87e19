/** The notebooks as the library lists them, and those in which words are found. Pure. */

import type { ListedNotebook, NotebookDocument } from "../../engine/ports.ts";
import { BUNDLED, isBundled } from "./bundled.ts";
import { choices, ownNotebooks } from "./listing.ts";

/** A line of the library. */
export interface ShelfRow {
  readonly id: string;
  readonly title: string;
  /** null: it ships with the app, and nothing was changed in it. */
  readonly updatedAt: number | null;
  readonly isExample: boolean;
  /** Where the words stand in its text; null: in the title, or none were asked for. */
  readonly found: string | null;
}

export interface Shelf {
  readonly stored: readonly ListedNotebook[];
  /** The texts of those that are stored, as far as they were read. */
  readonly documents: readonly Pick<NotebookDocument, "id" | "text">[];
}

/**
 * One's own notebooks, newest first, then the examples. With words, those that have all of them in
 * title or text; then all lessons are looked at, by what they are about.
 */
export function rowsOf({ stored, documents }: Shelf, words: string): ShelfRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = new Map(documents.map(({ id, text }) => [id, text]));
  const abouts = new Map(BUNDLED.map(({ id, about }) => [id, about]));
  const own = ownNotebooks(stored);
  const examples =
    wanted.length === 0 ? choices(stored).filter(({ id }) => isBundled(id)) : BUNDLED;
  return [...own, ...examples].flatMap(({ id, title }) => {
    const text = texts.get(id) ?? abouts.get(id) ?? "";
    if (!hasAll(`${title}\n${text}`, wanted)) return [];
    const updatedAt = stored.find((each) => each.id === id)?.updatedAt ?? null;
    const found = hasAll(title, wanted) ? null : excerptOf(text, wanted);
    return [{ id, title, updatedAt, isExample: isBundled(id), found }];
  });
}

function hasAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

/** Letters of a line that are shown before the word, and in all. */
const BEFORE = 40;
const MOST = 120;

/** The line with the first word that stands in the text. */
function excerptOf(text: string, words: readonly string[]): string | null {
  const lines = text.split(/\r\n|\r|\n/);
  for (const word of words) {
    const line = lines.find((each) => each.toLowerCase().includes(word));
    if (line === undefined) continue;
    const from = Math.max(0, line.toLowerCase().indexOf(word) - BEFORE);
    const part = line.slice(from, from + MOST);
    return `${from > 0 ? "…" : ""}${part}${from + MOST < line.length ? "…" : ""}`.trim();
  }
  return null;
}
