/** Writes a notebook as Jupyter has it: nbformat 4.5. */

import type { LanguageId, Notebook } from "../../model/notebook.ts";
import { draftsOf, hasMark } from "../edit.ts";
import { linesOf, partBlankEnds } from "../lines.ts";
import { FENCE } from "../markdown.ts";
import { usualRaw, type Piece } from "./assemble.ts";
import { cellsText, type WrittenFile } from "./format.ts";

/** What we note in a file's metadata, under `flowbook`; only what is not as usual. */
export interface OwnNotes {
  readonly version: 1;
  /** What ends lines, where it is not `\n`. */
  readonly eol?: string;
  /** The document begins with a byte order mark. */
  readonly isMarked?: true;
}

/** And in a cell's. */
export interface OwnCellNotes {
  /** Where it is not the notebook's. */
  readonly language?: LanguageId;
  /** The words behind the fence: `python check its-name`. */
  readonly info?: string;
  /** The cell's exact stretch of the document. */
  readonly raw?: string;
}

const KERNELS: Readonly<Record<LanguageId, object>> = {
  python: {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    language_info: { file_extension: ".py", mimetype: "text/x-python", name: "python" },
  },
  typescript: {
    kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
    language_info: { file_extension: ".ts", mimetype: "text/x.typescript", name: "typescript" },
  },
};

const STANDARD: Readonly<Record<LanguageId, string>> = { python: "python", typescript: "ts" };

/** Reading it gives the same document, byte for byte, as long as nobody changed the file. */
export function writeIpynb(notebook: Notebook): WrittenFile {
  const drafts = draftsOf(notebook).filter(({ raw }) => raw !== "");
  const eol = /\r\n|\r|\n/.exec(drafts.map(({ raw }) => raw).join(""))?.[0] ?? "\n";
  const language = mainLanguage(notebook);
  const ids = new Set<string>();
  const cells = drafts.map((draft, index) => {
    const isLast = index === drafts.length - 1;
    const notes = notesOf({ ...draft, info: infoOf(draft.raw) }, { isLast, eol, language });
    const own = Object.keys(notes).length === 0 ? {} : { flowbook: notes };
    const foreign = draft.kind === "code" && draft.language !== language;
    const metadata = foreign ? { ...own, vscode: { languageId: draft.language } } : own;
    const id = idFor(draft.id, ids);
    const source = linesOf(draft.text);
    return draft.kind === "prose"
      ? { cell_type: "markdown", id, metadata, source }
      : { cell_type: "code", execution_count: null, id, metadata, outputs: [], source };
  });
  const notes: OwnNotes = {
    version: 1,
    ...(eol === "\n" ? {} : { eol }),
    ...(hasMark(notebook) ? { isMarked: true } : {}),
  };
  const metadata = { ...(language === null ? {} : KERNELS[language]), flowbook: notes };
  const file = { cells, metadata, nbformat: 4, nbformat_minor: 5 };
  return { text: `${JSON.stringify(file, null, 1)}\n`, warnings: warningsFor(notebook, language) };
}

/** Jupyter has one language a notebook: Python where there is some, for it is what most kernels speak. */
function mainLanguage({ cells }: Notebook): LanguageId | null {
  const languages = new Set(cells.map(({ language }) => language));
  if (languages.has("python")) return "python";
  return languages.has("typescript") ? "typescript" : null;
}

function warningsFor({ cells }: Notebook, language: LanguageId | null): string[] {
  const others = cells.flatMap((cell, index) =>
    cell.kind === "code" && cell.language !== language ? [index + 1] : [],
  );
  if (others.length === 0) return [];
  return [
    `A Jupyter notebook has one language, here Python. The TypeScript of ${cellsText(others)} is in the file and comes back as it was, but Jupyter cannot run it.`,
  ];
}

interface Place {
  readonly isLast: boolean;
  readonly eol: string;
  readonly language: LanguageId | null;
}

function notesOf(piece: Piece & { raw: string }, { isLast, eol, language }: Place): OwnCellNotes {
  const { language: own, info, raw } = piece;
  const isUsualInfo = own === undefined || info === STANDARD[own];
  return {
    ...(own === undefined || own === language ? {} : { language: own }),
    ...(isUsualInfo || info === undefined ? {} : { info }),
    ...(usualRaw(piece, isLast, eol) === raw ? {} : { raw }),
  };
}

/** The words behind the fence that a code cell begins with. */
const infoOf = (raw: string): string | undefined =>
  FENCE.exec(partBlankEnds(raw).own)?.groups?.["info"]?.trim();

/** nbformat wants 1 to 64 letters, digits, `-` and `_`, each id once. */
function idFor(id: string, taken: Set<string>): string {
  const plain = id.replace(/[^\w-]/g, "-").slice(0, 50) || "cell";
  let name = plain;
  for (let n = 2; taken.has(name); n += 1) name = `${plain}-${n}`;
  taken.add(name);
  return name;
}
