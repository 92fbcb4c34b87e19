/** The file formats of notebooks, and which of them a file is in. */

import { counted, badFile, MOST_CHARACTERS, type FormatId, type NotebookFormat } from "./format.ts";
import { ipynbFormat } from "./ipynb.ts";
import { markdownFormat } from "./markdown-file.ts";
import { pythonFormat } from "./python-script.ts";
import { typescriptFormat } from "./typescript-script.ts";

/** In the order in which they are offered. */
export const FORMATS: readonly NotebookFormat[] = [
  markdownFormat,
  ipynbFormat,
  pythonFormat,
  typescriptFormat,
];

/** Says what a file can be, to whoever brought another one. */
const ACCEPTED =
  "Flowbook reads Markdown (.md), Jupyter notebooks (.ipynb), Python (.py), TypeScript (.ts) and its own exports (.flowbook).";

/**
 * The format of a file by its name, and where that tells nothing by what is in it.
 * @throws FlowbookError `badFile` where it is of no kind that can be read
 */
export function formatOf(name: string, text: string): NotebookFormat {
  if (text.length > MOST_CHARACTERS) {
    throw badFile(
      `The file has ${counted(text.length, "character")}, and at most ${MOST_CHARACTERS} are read. Clear the outputs of a notebook before you save it.`,
    );
  }
  if (text.includes("\0")) {
    throw badFile(`"${name}" is no text. ${ACCEPTED}`, { name });
  }
  const byName = FORMATS.find(({ extensions }) =>
    extensions.some((extension) => name.toLowerCase().endsWith(extension)),
  );
  const found = byName?.id ?? guess(name, text);
  const format = FORMATS.find(({ id }) => id === found);
  if (format) return format;
  throw badFile(`"${name}" is of a kind that cannot be read. ${ACCEPTED}`, { name });
}

/** Of a name that says nothing: none, `.txt`, `.json`. Other kinds are what they say they are. */
function guess(name: string, text: string): FormatId | null {
  const extension = /\.\w+$/.exec(name)?.[0].toLowerCase();
  if (/^\s*\{/.test(text) && /"nbformat"\s*:/.test(text)) return "ipynb";
  if (extension !== undefined && extension !== ".txt") return null;
  if (/^# ?%%/m.test(text)) return "py";
  if (/^\/\/ ?%%/m.test(text)) return "ts";
  return /^(?:#{1,6} |```|~~~)/m.test(text) ? "markdown" : null;
}
