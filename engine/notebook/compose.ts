/** Writes cells as a document that reads as these cells again. */

import { FlowbookError } from "../model/errors.ts";
import type { Cell, CellId } from "../model/notebook.ts";
import { isBlank, linesOf, partBlankEnds, withPlainEnds } from "./lines.ts";
import { FENCE, findOpenFence, readBlocks, type Block } from "./markdown.ts";

/** A cell to be written. */
export interface Draft extends Cell {
  /** `raw` is how it stood in the document before; does it no longer hold? */
  readonly isChanged: boolean;
  /** Where it stood among the cells; null: it is new. */
  readonly position: number | null;
}

/**
 * The cells of the new document. First it is written with as little change as possible; if that
 * does not read as intended (prose with an open comment swallows the next cell), with plain fences,
 * blank lines between the cells, and all blocks closed.
 */
export function composeCells(drafts: readonly Draft[], newId: () => CellId): Cell[] {
  const eol = /\r\n|\r|\n/.exec(drafts.map(({ raw }) => raw).join(""))?.[0] ?? "\n";
  for (const write of [writeGently, writePlainly]) {
    const parts = write(drafts, eol);
    const expected = readingOf(drafts, parts);
    const blocks = expected.length === 0 ? [] : readBlocks(parts.join(""));
    if (!isAs(blocks, expected)) continue;
    return blocks.map((block, index) => ({ ...block, id: expected[index]?.id ?? newId() }));
  }
  throw new FlowbookError("bug", "These cells cannot be written as Markdown. Undo the last edit.", {
    cells: drafts.map(({ kind, text }) => ({ kind, text })),
  });
}

/** What the document must read as, and which cell lives on in it. */
interface Expected {
  readonly id: CellId | null;
  readonly block: Block;
}

const isAs = (blocks: readonly Block[], expected: readonly Expected[]): boolean =>
  blocks.length === expected.length &&
  expected.every(({ block: { kind, language, text } }, index) => {
    const block = blocks[index];
    return block?.kind === kind && block.language === language && block.text === text;
  });

/** Code as it is, and the prose between as its own text reads: several cells, or one of several. */
function readingOf(drafts: readonly Draft[], parts: readonly string[]): Expected[] {
  const expected: Expected[] = [];
  let prose = "";
  let heir: CellId | null = null;
  const endProse = () => {
    const blocks = readBlocks(prose).filter(({ kind, text }) => kind === "code" || text !== "");
    const heirBlock = blocks.find(({ kind }) => kind === "prose") ?? blocks[0];
    expected.push(...blocks.map((block) => ({ id: block === heirBlock ? heir : null, block })));
    prose = "";
    heir = null;
  };
  for (const [index, draft] of drafts.entries()) {
    if (draft.kind === "prose") {
      prose += parts[index] ?? "";
      heir ??= draft.id;
    } else {
      endProse();
      expected.push({ id: draft.id, block: { ...draft, text: withPlainEnds(draft.text) } });
    }
  }
  endProse();
  return expected;
}

/** Untouched cells stay as they are, touched ones keep their fences and the blank lines round them. */
function writeGently(drafts: readonly Draft[], eol: string): string[] {
  const parts = drafts.map((draft) => (draft.isChanged ? rewritten(draft, eol) : draft.raw));
  return parts.map((part, index) => {
    const [draft, next] = [drafts[index], drafts[index + 1]];
    if (draft === undefined || next === undefined) return part;
    const stayed = draft.position !== null && draft.position + 1 === next.position;
    const isSeam = draft.isChanged || next.isChanged || !stayed;
    return isSeam ? part + gapBetween(part, parts[index + 1] ?? "", eol) : part;
  });
}

/** All anew: plain fences, blank lines between, and prose that leaves nothing open. */
function writePlainly(drafts: readonly Draft[], eol: string): string[] {
  return drafts.map((draft) => {
    const text =
      draft.kind === "code"
        ? fenced(draft, null)
        : closed(withPlainEnds(partBlankEnds(draft.text).own));
    return text === "" ? "" : `${text}\n\n`.replaceAll("\n", eol);
  });
}

/** What two parts lack of a blank line between them. */
function gapBetween(before: string, after: string, eol: string): string {
  const last = linesOf(before).at(-1) ?? "";
  if (last === "") return "";
  const end = /[\r\n]$/.test(last) ? "" : eol;
  const hasBlank = (end === "" && isBlank(last)) || isBlank(linesOf(after)[0] ?? "");
  return end + (hasBlank ? "" : eol);
}

function rewritten(draft: Draft, eol: string): string {
  if (draft.kind === "prose" && isBlank(draft.text)) return "";
  const { lead, own, trail } = partBlankEnds(draft.raw);
  const text = draft.kind === "code" ? fenced(draft, FENCE.exec(own)) : withPlainEnds(draft.text);
  return lead + text.replaceAll("\n", eol) + (trail === "" && draft.raw === "" ? eol : trail);
}

/** A fenced block; its marks are as before, but longer than any like them in the text. */
export function fenced(draft: Cell, before: RegExpExecArray | null): string {
  const text = withPlainEnds(draft.text);
  const old = before?.groups?.["mark"] ?? "```";
  const runs = text.match(old.startsWith("~") ? /~+/g : /`+/g) ?? [];
  const length = runs.reduce((longest, run) => Math.max(longest, run.length + 1), old.length);
  const mark = old.charAt(0).repeat(length);
  const info = before?.groups?.["info"]?.trim() ?? "";
  const standard = draft.language === "python" ? "python" : "ts";
  const first = mark + (languageIn(info) === draft.language ? info : standard);
  return [first, ...(text === "" ? [] : [text]), mark].join("\n");
}

const languageIn = (info: string) => readBlocks(`~~~${info}\n~~~`)[0]?.language;

/** What may close a block that prose left open. */
const CLOSINGS = ["-->", "</pre>", "</script>", "</style>", "</textarea>", "?>", "]]>", ">"];

/** Prose after which a cell can follow. */
function closed(prose: string): string {
  const fence = findOpenFence(prose);
  const closings = fence === null ? CLOSINGS : [fence, ...CLOSINGS];
  const candidates = [prose, ...closings.map((closing) => `${prose}\n${closing}`)];
  return candidates.find(letsCellFollow) ?? prose;
}

const letsCellFollow = (prose: string): boolean =>
  readBlocks(`${prose}\n\n~~~ts\n~~~\n`).length > readBlocks(prose).length;
