/** Finds a text or a regular expression in the texts of cells, and replaces it. Pure. */

import type { Cell, CellId } from "../../engine/model/notebook.ts";

/** What is looked for. */
export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly isRegex: boolean;
}

export type FindText = Pick<Cell, "id" | "text">;

/** A place where it was found; offsets count from 0, in UTF-16 units. */
export interface Match {
  readonly cell: CellId;
  readonly start: number;
  readonly end: number;
  /** The text found, then what its groups caught. */
  readonly groups: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
}

export interface Found {
  readonly matches: readonly Match[];
  /** There are more than are listed. */
  readonly isCut: boolean;
  /** Why nothing can be found; null: it can. */
  readonly problem: string | null;
}

export const NOTHING_FOUND: Found = { matches: [], isCut: false, problem: null };

/** More matches than this are not listed: nobody looks at each of them. */
export const MOST_MATCHES = 10_000;

/** All matches, in the order of the cells; matches of no text are left out. */
export function findMatches(texts: readonly FindText[], query: FindQuery): Found {
  if (query.text === "") return NOTHING_FOUND;
  const pattern = patternOf(query);
  if (typeof pattern === "string") return { ...NOTHING_FOUND, problem: pattern };
  const matches: Match[] = [];
  for (const { id, text } of texts) {
    for (const found of text.matchAll(pattern)) {
      if (found[0] === "") continue;
      if (matches.length === MOST_MATCHES) return { matches, isCut: true, problem: null };
      const start = found.index;
      const end = start + found[0].length;
      matches.push({ cell: id, start, end, groups: [...found], named: { ...found.groups } });
    }
  }
  return { matches, isCut: false, problem: null };
}

/** The query as a pattern; where it cannot be one, the words that say why. */
function patternOf({ text, matchCase, wholeWord, isRegex }: FindQuery): RegExp | string {
  const own = isRegex ? text : text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
  const flags = matchCase ? "gm" : "gim";
  let reason = "";
  for (const [unicode, letter] of [
    ["u", String.raw`[\p{L}\p{N}_]`],
    ["", String.raw`\w`],
  ] as const) {
    /* The literal `-` needs no sign before it, and with the flag may have none. */
    const safe = isRegex ? own : own.replaceAll(String.raw`\-`, "-");
    const source = wholeWord ? `(?<!${letter})(?:${safe})(?!${letter})` : safe;
    try {
      /* By itself first: a bracket too many could close the one put round it. */
      void new RegExp(safe, flags + unicode);
      return new RegExp(source, flags + unicode);
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return `This is no regular expression: ${reason.slice(reason.lastIndexOf(": ") + 2)}.`;
}

/**
 * What a match is replaced by. Of a regular expression `$1`, `$<name>`, `$&` and `$$` are as in
 * JavaScript; any other text stands for itself.
 */
export function replacementFor(match: Match, template: string, isRegex: boolean): string {
  if (!isRegex) return template;
  return template.replaceAll(
    /\$(?:(?<sign>[$&])|(?<group>\d{1,2})|<(?<name>[^>]*)>)/g,
    (all: string, ...rest: unknown[]) => {
      const { sign, group, name } = rest.at(-1) as Record<string, string | undefined>;
      if (sign === "$") return "$";
      if (sign === "&") return match.groups[0] ?? "";
      if (name !== undefined) return name in match.named ? (match.named[name] ?? "") : all;
      const number = Number(group);
      return number > 0 && number < match.groups.length ? (match.groups[number] ?? "") : all;
    },
  );
}

/** The texts that change when these matches, of texts as they are now, are replaced. */
export function replaceMatches(
  texts: readonly FindText[],
  matches: readonly Match[],
  replace: (match: Match) => string,
): ReadonlyMap<CellId, string> {
  const changed = new Map<CellId, string>();
  for (const { id, text } of texts) {
    let next = "";
    let last = 0;
    for (const match of matches) {
      /* Of a text that has changed since it was searched nothing is replaced. */
      if (match.cell !== id || text.slice(match.start, match.end) !== match.groups[0]) continue;
      next += text.slice(last, match.start) + replace(match);
      last = match.end;
    }
    next += text.slice(last);
    if (next !== text) changed.set(id, next);
  }
  return changed;
}

/** The index of the first match at or after a place; behind the last it begins again. -1: no match. */
export function matchFrom(
  matches: readonly Match[],
  cells: readonly CellId[],
  from: { readonly cell: CellId | null; readonly start: number },
): number {
  if (matches.length === 0) return -1;
  const order = new Map(cells.map((cell, index) => [cell, index]));
  const at = (from.cell === null ? undefined : order.get(from.cell)) ?? 0;
  const index = matches.findIndex(({ cell, start }) => {
    const place = order.get(cell) ?? 0;
    return place > at || (place === at && start >= from.start);
  });
  return index === -1 ? 0 : index;
}
