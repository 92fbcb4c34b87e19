/** Finds what is meant by a few letters typed: they stand in the text in that order. Pure. */

export interface FuzzyMatch {
  /** The greater the better. */
  readonly score: number;
  /** Where the letters stand in the text, ascending. */
  readonly positions: readonly number[];
}

/**
 * Added for a letter that begins a word, and for one that follows the letter before it: a word that
 * is typed on must not fall apart into beginnings of others.
 */
const WORD_START = 8;
const ADJACENT = 9;

/**
 * How well a query fits a text, whatever the case; null: not at all. Spaces of the query count as
 * nothing, so words may be given by their beginnings.
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const wanted = query.toLowerCase().replaceAll(" ", "").split("");
  const letters = text.toLowerCase();
  /* The best way for the letters so far, by where the last of them stands. */
  let ways = new Map<number, FuzzyMatch>([[-1, { score: 0, positions: [] }]]);
  for (const letter of wanted) {
    const next = new Map<number, FuzzyMatch>();
    for (let at = letters.indexOf(letter); at !== -1; at = letters.indexOf(letter, at + 1)) {
      const start = at === 0 || /[^\p{L}\p{N}]/u.test(letters.charAt(at - 1)) ? WORD_START : 0;
      for (const [last, way] of ways) {
        if (last >= at) continue;
        const score = way.score + start + (last === at - 1 && last !== -1 ? ADJACENT : 0);
        if (score <= (next.get(at)?.score ?? -1)) continue;
        next.set(at, { score, positions: [...way.positions, at] });
      }
    }
    if (next.size === 0) return null;
    ways = next;
  }
  return [...ways.values()].reduce((best, way) => (way.score > best.score ? way : best));
}

/**
 * The items that fit the query, the best first, of two that fit as well the shorter; for an empty
 * query all, in their order.
 */
export function fuzzyFilter<T>(
  items: readonly T[],
  query: string,
  textOf: (item: T) => string,
): readonly { readonly item: T; readonly positions: readonly number[] }[] {
  if (query.trim() === "") return items.map((item) => ({ item, positions: [] }));
  return items
    .flatMap((item) => {
      const text = textOf(item);
      const match = fuzzyMatch(query, text);
      return match ? [{ item, ...match, length: text.length }] : [];
    })
    .toSorted((one, other) => other.score - one.score || one.length - other.length);
}
