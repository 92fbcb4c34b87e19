import fc from "fast-check";
import { expect, it } from "vitest";
import { joinCells, placeOf } from "./joined.ts";

it("finds every letter of every cell again", () => {
  const texts = fc.array(fc.string(), { maxLength: 6 });
  fc.assert(
    fc.property(texts, fc.nat(), (all, pick) => {
      const cells = all.map((text, index) => ({
        id: `c${index}`,
        text: text.replaceAll("\r", ""),
      }));
      const joined = joinCells(cells);
      for (const { id, text } of cells) {
        const offset = pick % (text.length + 1);
        const at = (joined.starts.get(id) ?? 0) + offset;
        expect(joined.text.slice(at, at + text.length - offset)).toBe(text.slice(offset));
        expect(placeOf(joined, cells, at)).toEqual({ cell: id, offset });
      }
    }),
  );
});

it("lets no cell run into the next", () => {
  const cells = [
    { id: "a", text: "const f = () => 1" },
    { id: "b", text: "(2)" },
  ];
  expect(joinCells(cells).text).toBe("export {};\nconst f = () => 1\n;\n(2)\n;\n");
  expect(placeOf(joinCells(cells), cells, 0)).toBeNull();
});
