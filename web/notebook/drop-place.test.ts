import fc from "fast-check";
import { expect, it } from "vitest";
import { dropIndex, edgeAt } from "./drop-place.ts";

it("drops above a cell's middle before it, and below after it", () => {
  expect(edgeAt(119, { top: 100, height: 40 })).toBe("above");
  expect(edgeAt(120, { top: 100, height: 40 })).toBe("below");
});

it("puts a cell right before or right after the one it is dropped on", () => {
  const cells = ["a", "b", "c", "d", "e"];
  const place = fc.nat(cells.length - 1);
  fc.assert(
    fc.property(place, place, fc.constantFrom("above", "below"), (from, over, edge) => {
      fc.pre(from !== over);
      const moved = cells[from]!;
      const others = cells.filter((cell) => cell !== moved);
      const order = others.toSpliced(dropIndex(from, over, edge), 0, moved);
      expect(order.indexOf(moved) - order.indexOf(cells[over]!)).toBe(edge === "above" ? -1 : 1);
    }),
  );
});

it("leaves a cell where it is that is dropped on itself", () => {
  expect(dropIndex(2, 2, "above")).toBe(2);
  expect(dropIndex(2, 2, "below")).toBe(2);
});
