import fc from "fast-check";
import { expect, it } from "vitest";
import { fuzzyFilter, fuzzyMatch } from "./fuzzy.ts";

const same = (text: string) => text;

it("finds letters in their order, and nothing else", () => {
  expect(fuzzyMatch("rna", "Run all")?.positions).toEqual([0, 2, 4]);
  expect(fuzzyMatch("nur", "Run all")).toBeNull();
  expect(fuzzyMatch("runn", "Run all")).toBeNull();
});

it("prefers beginnings of words, and letters side by side", () => {
  const titles = [
    "Run and go to the next",
    "Turn cell into text",
    "Interrupt",
    "Run cell",
    "Restart",
    "Run all cells",
  ];
  const found = (query: string) => fuzzyFilter(titles, query, same).map(({ item }) => item);
  expect(found("run")[0]).toBe("Run cell");
  expect(found("ra")[0]).toBe("Run all cells");
  expect(found("turn")[0]).toBe("Turn cell into text");
  expect(fuzzyFilter(["Run cell and add one", "Add one"], "add", same)[0]?.item).toBe("Add one");
  expect(found("inter")[0]).toBe("Interrupt");
});

it("keeps all in their order where nothing is asked for", () => {
  const titles = ["b", "a", "c"];
  expect(fuzzyFilter(titles, " ", same).map(({ item }) => item)).toEqual(titles);
});

it("finds whatever letters are taken from a text, and says where they stand", () => {
  const text = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme-ascii" });
  fc.assert(
    fc.property(text, fc.array(fc.nat(39), { maxLength: 8 }), (source, picks) => {
      const places = [...new Set(picks.filter((at) => at < source.length))].toSorted(
        (a, b) => a - b,
      );
      const query = places.map((at) => source.charAt(at)).join("");
      const positions = fuzzyMatch(query, source)?.positions;
      const read = positions?.map((at) => source.charAt(at).toLowerCase()).join("");
      expect(read).toBe(query.toLowerCase().replaceAll(" ", ""));
    }),
  );
});

it("is quick with a long text of one letter", () => {
  const start = performance.now();
  expect(fuzzyMatch("a".repeat(40), "a".repeat(200))?.positions).toHaveLength(40);
  expect(performance.now() - start).toBeLessThan(2000);
});
