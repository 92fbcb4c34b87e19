/** The tokens of a cell, to be found by position: where the tree is silent about a `?` or a `private`. */

/** Offsets into the cell's text; comments are no tokens. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Tokens {
  /** The last token that ends at or before the offset. */
  before(offset: number): Token | null;
  /** The first token that starts at or after the offset. */
  after(offset: number): Token | null;
  /** The tokens between two offsets, in order. */
  between(start: number, end: number): readonly Token[];
}

/** @param raw  what the parser recorded: objects with `start`, `end` and a `type` */
export function readTokens(text: string, raw: readonly unknown[]): Tokens {
  const tokens = raw.flatMap((token) => readToken(text, token) ?? []);
  const firstAfter = (offset: number): number => {
    let low = 0;
    let high = tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tokens[middle]?.start ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    before(offset) {
      let index = firstAfter(offset) - 1;
      while ((tokens[index]?.end ?? -1) > offset) index -= 1;
      return tokens[index] ?? null;
    },
    after: (offset) => tokens[firstAfter(offset)] ?? null,
    between: (start, end) => tokens.slice(firstAfter(start), firstAfter(end)),
  };
}

function readToken(text: string, token: unknown): Token | null {
  if (typeof token !== "object" || token === null) return null;
  if (!("start" in token) || !("end" in token) || !("type" in token)) return null;
  const { start, end, type } = token;
  if (typeof start !== "number" || typeof end !== "number" || end <= start) return null;
  if (type === "CommentLine" || type === "CommentBlock") return null;
  return { start, end, text: text.slice(start, end) };
}
