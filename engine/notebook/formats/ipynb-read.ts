/** Reads a Jupyter notebook of whatever origin: Jupyter, Colab, VS Code, or this project. */

import type { LanguageId } from "../../model/notebook.ts";
import { withPlainEnds } from "../lines.ts";
import { readBlocks } from "../markdown.ts";
import { assemble, type Piece } from "./assemble.ts";
import { cellsText, counted, type ReadFile } from "./format.ts";
import {
  isObject,
  objectIn,
  parseJupyter,
  textIn,
  type JsonObject,
  type JupyterCell,
  type JupyterNotebook,
} from "./ipynb-parse.ts";
import { withAttachments } from "./ipynb-attachments.ts";

/** No text is lost: what Flowbook has no cell for becomes a block within the prose. */
export function readIpynb(text: string): ReadFile {
  const notebook = parseJupyter(text);
  const own = objectIn(notebook.metadata, "flowbook");
  const isOwn = own["version"] === 1;
  const main = languageOf(notebook);
  const reader = new Reader(main);
  const pieces = notebook.cells.map((cell, index) => reader.read(cell, index + 1));
  const eol = textIn(own, "eol") ?? "\n";
  const markdown = assemble(pieces, {
    eol: /^(?:\r\n|\r)$/.test(eol) ? eol : "\n",
    isMarked: own["isMarked"] === true,
  });
  return { markdown, warnings: reader.warnings(), isOwn };
}

/** Names of languages by which Jupyter's kernels and editors call those that run here. */
const KNOWN: ReadonlyMap<string, LanguageId> = new Map([
  ["python", "python"],
  ["python3", "python"],
  ["ipython", "python"],
  ["py", "python"],
  ["typescript", "typescript"],
  ["javascript", "typescript"],
  ["ts", "typescript"],
  ["js", "typescript"],
  ["deno", "typescript"],
]);

/** The language of its kernel; where it says none, Jupyter's own. */
function languageOf({ metadata }: JupyterNotebook): string {
  const kernel = objectIn(metadata, "kernelspec");
  return (
    textIn(objectIn(metadata, "language_info"), "name") ??
    textIn(kernel, "language") ??
    textIn(kernel, "name") ??
    "python"
  ).toLowerCase();
}

/** A line that IPython reads, and Python does not: `%matplotlib inline`, `!pip install x`. */
const MAGIC = /^[ \t]*(?:%{1,2}[a-zA-Z_]|!{1,2}[ \t]*[^=\s])/m;

class Reader {
  readonly #main: string;
  #outputs = 0;
  readonly #withOutputs: number[] = [];
  readonly #magics: number[] = [];
  readonly #blocks: number[] = [];
  readonly #raws: number[] = [];
  readonly #foreign = new Map<string, number[]>();
  readonly #lostFiles: number[] = [];

  constructor(main: string) {
    this.#main = main;
  }

  /** @param number  the cell's, from 1 */
  read(cell: JupyterCell, number: number): Piece {
    if (cell.outputs > 0) this.#withOutputs.push(number);
    this.#outputs += cell.outputs;
    const own = objectIn(cell.metadata, "flowbook");
    if (cell.type === "code") return this.#readCode(cell, own, number);
    const isProse = cell.type === "markdown" || textIn(cell.metadata, "raw_mimetype") === MARKDOWN;
    if (!isProse) {
      this.#raws.push(number);
      return { kind: "prose", text: block("text", cell.source) };
    }
    const { text, isWhole } = withAttachments(cell.source, cell.attachments);
    if (!isWhole) this.#lostFiles.push(number);
    const piece: Piece = { kind: "prose", text: withPlainEnds(text) };
    const raw = rawOf(own, piece);
    if (raw === undefined && readBlocks(piece.text).some(({ kind }) => kind === "code")) {
      this.#blocks.push(number);
    }
    return { ...piece, raw };
  }

  #readCode({ source, metadata }: JupyterCell, own: JsonObject, number: number): Piece {
    const name = cellLanguage(metadata, own) ?? this.#main;
    const language = KNOWN.get(name);
    if (language === undefined) {
      this.#foreign.set(name, [...(this.#foreign.get(name) ?? []), number]);
      return { kind: "prose", text: block(name, source) };
    }
    if (language === "python" && MAGIC.test(source)) this.#magics.push(number);
    const piece: Piece = { kind: "code", language, text: withPlainEnds(source) };
    return { ...piece, info: textIn(own, "info"), raw: rawOf(own, piece) };
  }

  warnings(): string[] {
    const found: string[] = [];
    const say = (numbers: readonly number[], words: (cells: string) => string) => {
      if (numbers.length > 0) found.push(words(cellsText(numbers)));
    };
    say(this.#withOutputs, () => {
      const cells = counted(this.#withOutputs.length, "cell");
      return `${counted(this.#outputs, "output")} of ${cells} left out: run the cells to have them again.`;
    });
    say(
      this.#magics,
      (cells) =>
        `Lines that only Jupyter can run (%… and !…) stand in ${cells}. They are kept as they are; take them out before you run.`,
    );
    for (const [name, numbers] of this.#foreign) {
      say(
        numbers,
        (cells) => `Flowbook does not run ${name}: ${cells} became text with a block of code.`,
      );
    }
    say(this.#raws, (cells) => `Raw text (${cells}) became a block in the text.`);
    say(
      this.#blocks,
      (cells) =>
        `Code of Python or TypeScript within the text of ${cells} is a cell of its own now.`,
    );
    say(
      this.#lostFiles,
      (cells) => `Files attached to ${cells} are no pictures, or too large, and were left out.`,
    );
    return found;
  }
}

const MARKDOWN = "text/markdown";

function cellLanguage(metadata: JsonObject, own: JsonObject): string | undefined {
  const polyglot = metadata["polyglot_notebook"] ?? metadata["dotnet_interactive"];
  const named =
    textIn(own, "language") ??
    textIn(objectIn(metadata, "vscode"), "languageId") ??
    (isObject(polyglot)
      ? (textIn(polyglot, "kernelName") ?? textIn(polyglot, "language"))
      : undefined);
  return named?.toLowerCase();
}

/** The stretch that a file says the cell is, if it is: whoever edited the file edited the source. */
function rawOf(own: JsonObject, piece: Piece): string | undefined {
  const raw = textIn(own, "raw");
  if (raw === undefined) return undefined;
  const [block, ...others] = readBlocks(raw);
  const isSame =
    others.length === 0 &&
    block?.kind === piece.kind &&
    block.language === piece.language &&
    block.text === piece.text;
  return isSame ? raw : undefined;
}

/** A fenced block that is no cell. */
function block(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  const name = language.replace(/[^\w.+#-]/g, "");
  return `${mark}${name}\n${withPlainEnds(text)}\n${mark}`;
}
