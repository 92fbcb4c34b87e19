import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  findMatches,
  matchFrom,
  MOST_MATCHES,
  replaceMatches,
  replacementFor,
  type FindQuery,
} from "./matches.ts";

const query = (text: string, more: Partial<FindQuery> = {}): FindQuery => ({
  text,
  matchCase: false,
  wholeWord: false,
  isRegex: false,
  ...more,
});

const CELLS = [
  { id: "a", text: "const total = 1;\nTotal" },
  { id: "b", text: "subtotal + total" },
];

const placesOf = (found: ReturnType<typeof findMatches>) =>
  found.matches.map(({ cell, start }) => `${cell}${start}`);

describe("finding", () => {
  it("finds a text in all cells, whatever its case", () => {
    expect(placesOf(findMatches(CELLS, query("total")))).toEqual(["a6", "a17", "b3", "b11"]);
  });

  it("heeds the case, and whole words", () => {
    expect(placesOf(findMatches(CELLS, query("total", { matchCase: true })))).toEqual([
      "a6",
      "b3",
      "b11",
    ]);
    expect(placesOf(findMatches(CELLS, query("total", { wholeWord: true })))).toEqual([
      "a6",
      "a17",
      "b11",
    ]);
  });

  it("takes letters of all languages for letters of a word", () => {
    const cells = [{ id: "a", text: "größe Größen" }];
    expect(placesOf(findMatches(cells, query("größe", { wholeWord: true })))).toEqual(["a0"]);
    expect(placesOf(findMatches(cells, query("e", { wholeWord: true })))).toEqual([]);
  });

  it("reads signs literally, unless a regular expression is asked for", () => {
    const cells = [{ id: "a", text: "a.b axb [a-z]+" }];
    expect(placesOf(findMatches(cells, query("a.b")))).toEqual(["a0"]);
    expect(placesOf(findMatches(cells, query("a.b", { isRegex: true })))).toEqual(["a0", "a4"]);
    expect(placesOf(findMatches(cells, query("[a-z]+")))).toEqual(["a8"]);
  });

  it("finds ^ and $ at each line, and leaves matches of nothing out", () => {
    const cells = [{ id: "a", text: "one\ntwo" }];
    expect(placesOf(findMatches(cells, query("^\\w", { isRegex: true })))).toEqual(["a0", "a4"]);
    expect(findMatches(cells, query("x*", { isRegex: true })).matches).toEqual([]);
  });

  it("says what is wrong with a regular expression", () => {
    const found = findMatches(CELLS, query("(a", { isRegex: true }));
    expect(found.problem).toBe("This is no regular expression: Unterminated group.");
    expect(findMatches(CELLS, query("a)|(b", { isRegex: true, wholeWord: true })).problem).toMatch(
      /^This is no regular expression/,
    );
  });

  it("lists no more than the most, and says so", () => {
    const cells = [{ id: "a", text: "x".repeat(MOST_MATCHES + 1) }];
    const { matches, isCut } = findMatches(cells, query("x"));
    expect(matches).toHaveLength(MOST_MATCHES);
    expect(isCut).toBe(true);
  });

  it("finds any text where it stands, and no two that overlap", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", ".", "$", "(", "-", "ß", "\n") });
    fc.assert(
      fc.property(fc.array(letters), letters, (texts, text) => {
        fc.pre(text !== "");
        const cells = texts.map((each, index) => ({ id: `${index}`, text: each }));
        const { matches } = findMatches(cells, query(text, { matchCase: true }));
        for (const each of cells) {
          const own = matches.filter(({ cell }) => cell === each.id);
          expect(own.length).toBe(each.text.split(text).length - 1);
          let last = 0;
          for (const { start, end } of own) {
            expect(each.text.slice(start, end)).toBe(text);
            expect(start).toBeGreaterThanOrEqual(last);
            last = end;
          }
        }
      }),
    );
  });
});

describe("replacing", () => {
  it("replaces as splitting and joining would, and changes no other cell", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "$", "&", "1") });
    fc.assert(
      fc.property(fc.array(letters), letters, letters, (texts, text, template) => {
        fc.pre(text !== "");
        const cells = texts.map((each, index) => ({ id: `${index}`, text: each }));
        const { matches } = findMatches(cells, query(text, { matchCase: true }));
        const changed = replaceMatches(cells, matches, (match) =>
          replacementFor(match, template, false),
        );
        for (const each of cells) {
          const expected = each.text.split(text).join(template);
          expect(changed.get(each.id) ?? each.text).toBe(expected);
          expect(changed.has(each.id)).toBe(expected !== each.text);
        }
      }),
    );
  });

  it("puts in what groups caught, as JavaScript does", () => {
    const text = "ab-12 cd-34";
    const pattern = "(?<word>[a-z]+)-(\\d+)|(never)";
    const cells = [{ id: "a", text }];
    const { matches } = findMatches(cells, query(pattern, { isRegex: true }));
    for (const template of ["$2-$1", "$<word>!", "[$&]", "$$1", "$3|", "$"]) {
      const changed = replaceMatches(cells, matches, (match) =>
        replacementFor(match, template, true),
      );
      expect(changed.get("a")).toBe(text.replaceAll(new RegExp(pattern, "g"), template));
    }
  });

  it("leaves a text alone that has changed since it was searched", () => {
    const { matches } = findMatches([{ id: "a", text: "one" }], query("one"));
    expect(replaceMatches([{ id: "a", text: "two" }], matches, () => "x").size).toBe(0);
  });
});

it("goes on from a place, and from the end to the first again", () => {
  const { matches } = findMatches(CELLS, query("total"));
  const from = (cell: string | null, start: number) =>
    matchFrom(matches, ["a", "b"], { cell, start });
  expect(from(null, 0)).toBe(0);
  expect(from("a", 7)).toBe(1);
  expect(from("a", 18)).toBe(2);
  expect(from("b", 12)).toBe(0);
  expect(matchFrom([], ["a"], { cell: "a", start: 0 })).toBe(-1);
});
