/** A file that somebody brought, as a new notebook. Pure. */

import type { Notebook } from "../../model/notebook.ts";
import type { NewId } from "../edit.ts";
import { findHeading, parseNotebook } from "../markdown.ts";
import { withTitle } from "../title.ts";
import { badFile, MOST_CHARACTERS } from "./format.ts";
import { formatOf } from "./formats.ts";

export interface BroughtFile {
  /** With its extension. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReadNotebook {
  readonly notebook: Notebook;
  /** What is not as it was in the file. */
  readonly warnings: readonly string[];
}

/**
 * Reads a file of any format that can be read. A notebook that a foreign file gives no heading is
 * called as the file is.
 * @throws FlowbookError `badFile`
 */
export function readNotebookFile(
  { name, bytes }: BroughtFile,
  id: string,
  newId: NewId,
): ReadNotebook {
  const text = decoded(name, bytes);
  const { markdown, warnings, isOwn } = formatOf(name, text).read(text);
  const notebook = parseNotebook(id, markdown);
  const title = name.replace(/\.\w+$/, "");
  const isNamed = isOwn || findHeading(notebook.cells) !== null;
  return { notebook: isNamed ? notebook : withTitle(notebook, title, newId), warnings };
}

/** @throws FlowbookError `badFile` where it is no text of UTF-8 */
function decoded(name: string, bytes: Uint8Array): string {
  if (bytes.length > 2 * MOST_CHARACTERS) {
    const most = `${(2 * MOST_CHARACTERS) / 1_000_000} MB`;
    throw badFile(
      `"${name}" is larger than the ${most} that can be read. Clear its outputs first.`,
    );
  }
  try {
    /* A byte order mark is the document's own. */
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw badFile(
      `"${name}" is no text in UTF-8. If it is a notebook, save it in that encoding; if not, choose another file.`,
    );
  }
}
