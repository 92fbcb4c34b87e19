/**
 * Scripts in the "percent format" that VS Code, Spyder and Jupytext read: a comment `# %%` begins a
 * cell, and `# %% [markdown]` one of prose, each line of which is a comment.
 */

import type { Cell, LanguageId } from "../../model/notebook.ts";
import { checkNameOf } from "../check-cells.ts";
import { isBlank, partBlankEnds, withPlainEnds } from "../lines.ts";
import { BYTE_ORDER_MARK } from "../markdown.ts";
import type { Piece } from "./assemble.ts";

export interface ScriptLanguage {
  readonly id: LanguageId;
  /** What begins a comment. */
  readonly sign: "#" | "//";
}

/** What a marker says of its cell. */
export interface Marker {
  readonly kind: "code" | "prose" | "raw";
  /** Code in another language than the script's stands in comments. */
  readonly language: LanguageId;
  readonly check: string | null;
  /** Other words: they are kept as the cell's first line. */
  readonly title: string;
}

/** `# %% [markdown]`, `# %% check="its-name"`, `# %% [typescript]`. */
export function markerFor(cell: Pick<Cell, "kind" | "language" | "raw">, own: ScriptLanguage) {
  const check = checkNameOf(cell);
  const words = [
    own.sign,
    "%%",
    cell.kind === "prose" ? "[markdown]" : "",
    cell.kind === "code" && cell.language !== own.id ? `[${cell.language}]` : "",
    check === null ? "" : `check=${JSON.stringify(check)}`,
  ];
  return words.filter((word) => word !== "").join(" ");
}

/** Each line as a comment. A line that would then begin a cell gets `|` in place of the space. */
export const commented = (text: string, { sign }: ScriptLanguage): string =>
  withPlainEnds(text)
    .split("\n")
    .map((line) => {
      if (line === "") return sign;
      return `${sign}${/^\s*%%/.test(line) ? "|" : " "}${line}`;
    })
    .join("\n");

/** The same lines without what makes them comments; lines that are none stay. */
const uncommented = (text: string, { sign }: ScriptLanguage): string =>
  text
    .split("\n")
    .map((line) => {
      if (!line.startsWith(sign)) return line;
      const rest = line.slice(sign.length);
      return /^\|\s*%%/.test(rest) || rest.startsWith(" ") ? rest.slice(1) : rest;
    })
    .join("\n");

/** A cell of a script, as it stands there. */
export interface ScriptCell {
  readonly marker: Marker;
  /** Without blank lines round it. */
  readonly body: string;
}

/** The cells of a script; one without markers is one cell. */
export function splitScript(text: string, own: ScriptLanguage): ScriptCell[] {
  const plain = withPlainEnds(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  const cells: ScriptCell[] = [];
  let marker: Marker | null = null;
  let lines: string[] = [];
  const end = () => {
    const body = partBlankEnds(lines.join("\n")).own;
    if (marker !== null || body !== "") cells.push({ marker: marker ?? readMarker("", own), body });
    lines = [];
  };
  for (const line of withoutHeader(plain, own).split("\n")) {
    const words = markerWords(line, own);
    if (words === null) lines.push(line);
    else {
      end();
      marker = readMarker(words, own);
    }
  }
  end();
  return cells;
}

/** What stands behind `# %%`; null: the line begins no cell. nbconvert writes `# In[1]:`. */
export function markerWords(line: string, { sign }: ScriptLanguage): string | null {
  if (!line.startsWith(sign)) return null;
  const rest = line.slice(sign.length);
  if (/^ In\[[ \d]*\]:?\s*$/.test(rest)) return "";
  return /^\s*%%(?!%)(?<words>.*)$/.exec(rest)?.groups?.["words"]?.trim() ?? null;
}

const KINDS: ReadonlyMap<string, Marker["kind"] | LanguageId> = new Map([
  ["markdown", "prose"],
  ["md", "prose"],
  ["raw", "raw"],
  ["typescript", "typescript"],
  ["python", "python"],
]);

const CHECK = /\bcheck=(?<name>"(?:[^"\\]|\\.)*")/;

export function readMarker(words: string, own: ScriptLanguage): Marker {
  let rest = words;
  let kind: Marker["kind"] = "code";
  let language = own.id;
  const bracket = /\[(?<word>\w+)\]/.exec(words);
  const meant = KINDS.get(bracket?.groups?.["word"]?.toLowerCase() ?? "");
  if (bracket && meant !== undefined) {
    rest = rest.replace(bracket[0], "");
    if (meant === "python" || meant === "typescript") language = meant;
    else kind = meant;
  }
  const check = CHECK.exec(rest);
  if (check) rest = rest.replace(check[0], "");
  return { kind, language, check: nameIn(check?.groups?.["name"]), title: rest.trim() };
}

function nameIn(quoted: string | undefined): string | null {
  if (quoted === undefined) return null;
  try {
    const name: unknown = JSON.parse(quoted);
    return typeof name === "string" && /^\S+$/.test(name) ? name : null;
  } catch {
    /* Not written by us: quotes round something that is no JSON text. */
    return null;
  }
}

/** Jupytext's notes to itself. */
const withoutHeader = (text: string, { sign }: ScriptLanguage): string => {
  const lines = text.split("\n");
  if (lines[0] !== `${sign} ---` || !lines[1]?.startsWith(`${sign} jupyter`)) return text;
  const end = lines.indexOf(`${sign} ---`, 1);
  return end === -1 ? text : lines.slice(end + 1).join("\n");
};

const INFO: Readonly<Record<LanguageId, string>> = { python: "python", typescript: "ts" };

/** The cell as one of a notebook. */
export function toPiece({ marker, body }: ScriptCell, own: ScriptLanguage): Piece {
  const { kind, language, check, title } = marker;
  if (kind === "raw") {
    return { kind: "prose", text: `~~~~text\n${uncommented(body, own)}\n~~~~` };
  }
  if (kind === "prose") {
    const prose = proseIn(body, own);
    return { kind, text: title === "" ? prose : `${title}\n\n${prose}` };
  }
  const code = language === own.id ? body : uncommented(body, own);
  const first = title === "" ? "" : `${language === "python" ? "#" : "//"} ${title}\n`;
  return {
    kind,
    language,
    text: first + code,
    info: check === null ? undefined : `${INFO[language]} check ${check}`,
  };
}

/** Prose as comments, or as one text in quotes or one comment of several lines. */
function proseIn(body: string, own: ScriptLanguage): string {
  const quoted =
    own.sign === "#"
      ? /^[rR]?("""|''')(?<text>[\s\S]*)\1$/.exec(body)
      : /^\/\*\*?(?<text>[\s\S]*?)\*\/$/.exec(body);
  return partBlankEnds(quoted?.groups?.["text"] ?? uncommented(body, own)).own;
}

/** The lines of a script's cells, with a blank line between. */
export const joinCells = (cells: readonly string[]): string =>
  cells.map((cell) => `${cell}\n`).join("\n");

/** One cell: its marker, and what stands below. */
export const scriptCell = (marker: string, body: string): string =>
  isBlank(body) ? marker : `${marker}\n${body}`;
