/** What every file format of a notebook is: pure functions that write it and read it. */

import { FlowbookError } from "../../model/errors.ts";
import type { Notebook } from "../../model/notebook.ts";

export type FormatId = "markdown" | "ipynb" | "py" | "ts";

/** A notebook as a file. */
export interface WrittenFile {
  readonly text: string;
  /** What the file does not have, or has otherwise, in plain sentences. */
  readonly warnings: readonly string[];
}

/** A file as a notebook's document. */
export interface ReadFile {
  /** Reads as the notebook. */
  readonly markdown: string;
  readonly warnings: readonly string[];
  /** It says itself what the document was: nothing is to be added, not even a title. */
  readonly isOwn: boolean;
}

export interface NotebookFormat {
  readonly id: FormatId;
  /** What it is called. */
  readonly title: string;
  /** One sentence: who can use such a file, and how. */
  readonly about: string;
  /** What its files' names end in: with the dot, the usual one first. */
  readonly extensions: readonly [string, ...string[]];
  readonly mediaType: string;
  /** Why it makes no sense for this notebook; null: it does. */
  whyNot(notebook: Notebook): string | null;
  write(notebook: Notebook): WrittenFile;
  /** @throws FlowbookError `badFile`: says where in the file something is wrong, and what */
  read(text: string): ReadFile;
}

/** Characters of a file that is read: of a Jupyter notebook most of them may be pictures. */
export const MOST_CHARACTERS = 50_000_000;

/** Characters of the document that comes of it: an editor has to hold it. */
export const MOST_DOCUMENT = 5_000_000;

export const MOST_CELLS = 5_000;

export const badFile = (message: string, data: Readonly<Record<string, unknown>> = {}) =>
  new FlowbookError("badFile", message, data);

/** `1 output`, `3 outputs`. */
export const counted = (count: number, thing: string): string =>
  `${count} ${thing}${count === 1 ? "" : "s"}`;

/** `cell 3`, `cells 3 and 4`, `cells 1, 2 and 7`. @param numbers  from 1 */
export function cellsText(numbers: readonly number[]): string {
  const own = [...new Set(numbers)];
  const last = own.at(-1);
  const rest = own.slice(0, -1).join(", ");
  return rest === "" ? `cell ${last}` : `cells ${rest} and ${last}`;
}
