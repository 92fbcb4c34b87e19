/** Makes a document of cells that were read from a file of another format. */

import type { Cell, LanguageId } from "../../model/notebook.ts";
import { MOST_LINE, MOST_LINES } from "../bounded.ts";
import { composeCells, fenced, type Draft } from "../compose.ts";
import { isBlank, partBlankEnds, withPlainEnds } from "../lines.ts";
import { BYTE_ORDER_MARK, FENCE, readBlocks, type Block } from "../markdown.ts";
import { badFile, counted, MOST_CELLS, MOST_DOCUMENT } from "./format.ts";

/** A cell as a file has it. */
export interface Piece {
  readonly kind: Cell["kind"];
  /** Code only. */
  readonly language?: LanguageId;
  readonly text: string;
  /** The words behind the fence, where they are not the usual ones. */
  readonly info?: string | undefined;
  /** Its exact stretch of the document, if the file knows it. */
  readonly raw?: string | undefined;
}

export interface Assembling {
  /** What ends the lines of the document. */
  readonly eol?: string;
  /** Whether it begins with a byte order mark. */
  readonly isMarked?: boolean;
}

/** The document that reads as these cells, in the words that they know of themselves. */
export function assemble(
  pieces: readonly Piece[],
  { eol = "\n", isMarked = false }: Assembling = {},
): string {
  if (pieces.length > MOST_CELLS) {
    const message = `The file has ${pieces.length} cells, and a notebook at most ${MOST_CELLS}. Split it into several files.`;
    throw badFile(message, { cells: pieces.length });
  }
  checkSize(pieces);
  const own = joinProse(pieces);
  return (isMarked ? BYTE_ORDER_MARK : "") + (plainly(own, eol) ?? composed(own, eol));
}

function checkSize(pieces: readonly Piece[]): void {
  let characters = 0;
  let lines = 0;
  for (const [index, { text }] of pieces.entries()) {
    for (const { length } of text.split("\n")) {
      characters += length + 1;
      lines++;
      if (length <= MOST_LINE) continue;
      const message = `Cell ${index + 1} of the file has a line of ${counted(length, "character")}, and a line has at most ${MOST_LINE}. Move long data out of it.`;
      throw badFile(message, { cell: index + 1, length });
    }
  }
  if (characters <= MOST_DOCUMENT && lines <= MOST_LINES) return;
  const message = `The text in the file has ${counted(characters, "character")} in ${counted(lines, "line")}, and a notebook at most ${MOST_DOCUMENT} in ${MOST_LINES}. Move long data out of it, or split it into several files.`;
  throw badFile(message, { characters, lines });
}

/** How a cell stands in a document where nothing speaks for anything else. */
export function usualRaw(piece: Piece, isLast: boolean, eol: string): string {
  if (piece.kind === "prose" && isBlank(piece.text)) return "";
  const text =
    piece.kind === "code"
      ? fenced({ ...piece, id: "", raw: "" }, fenceOf(piece.info))
      : withPlainEnds(piece.text);
  return `${text}\n${isLast ? "" : "\n"}`.replaceAll("\n", eol);
}

const fenceOf = (info: string | undefined): RegExpExecArray | null =>
  info === undefined ? null : FENCE.exec("```" + info.replace(/[\r\n]/g, " "));

/** Prose beside prose is one cell in a document; blank prose is none. */
function joinProse(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === "code" || piece.raw !== undefined) joined.push(piece);
    else if (isBlank(piece.text)) continue;
    else {
      const text = withPlainEnds(partBlankEnds(piece.text).own);
      const isBeside = last?.kind === "prose" && last.raw === undefined;
      if (isBeside) joined[joined.length - 1] = { ...last, text: `${last.text}\n\n${text}` };
      else joined.push({ kind: "prose", text });
    }
  }
  return joined;
}

/** One after the other; null where that does not read as intended. */
function plainly(pieces: readonly Piece[], eol: string): string | null {
  const raws = pieces.map(
    (piece, index) => piece.raw ?? usualRaw(piece, index === pieces.length - 1, eol),
  );
  const text = raws.join("");
  return isReadAs(readBlocks(text), pieces) ? text : null;
}

const isReadAs = (blocks: readonly Block[], pieces: readonly Piece[]): boolean =>
  blocks.length === pieces.length &&
  blocks.every((block, index) => {
    const piece = pieces[index];
    return (
      block.kind === piece?.kind &&
      block.language === piece.language &&
      block.text === withPlainEnds(piece.text)
    );
  });

/** With what is left open closed, and code that stands in prose as cells of its own. */
function composed(pieces: readonly Piece[], eol: string): string {
  let count = 0;
  const newId = () => `n${(count += 1)}`;
  const drafts = pieces.map(({ kind, language, text, info, raw }, position): Draft => ({
    id: newId(),
    kind,
    ...(language === undefined ? {} : { language }),
    text,
    /* Tells what ends lines, and what stands behind the fence. */
    raw: raw ?? (kind === "code" ? `\`\`\`${info ?? ""}${eol}\`\`\`${eol}` : ""),
    isChanged: true,
    position,
  }));
  return composeCells(drafts, newId)
    .map(({ raw }) => raw)
    .join("");
}
