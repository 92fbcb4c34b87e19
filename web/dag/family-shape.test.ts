import { expect, it } from "vitest";
import { lookOf, type Family } from "../theme/state-look.ts";
import { STATE_TYPES } from "../../engine/model/state.ts";
import { drawShapes } from "./family-shape.ts";
import type { Pen } from "./pen.ts";

const FAMILIES = [...new Set(STATE_TYPES.map((type) => lookOf(type).family))];

/** What is drawn of a family, in one colour. */
function drawn(family: Family, side: number): string {
  const parts: string[] = [];
  const pen: Pen = {
    path: (path, _at, { fill, stroke }) => parts.push(`${path} ${fill ?? "-"} ${stroke ?? "-"}`),
    word: () => {},
    strength: () => {},
  };
  const ink = { family, color: "one", ground: "ground", line: 1.2 };
  drawShapes(pen, [{ x: 2, y: 3, width: side, height: side }], ink);
  return parts.join("\n");
}

it.each([3, 6, 12, 60])("tells all families apart without colour, %s units large", (side) => {
  expect(new Set(FAMILIES.map((family) => drawn(family, side))).size).toBe(FAMILIES.length);
});

it("stays within its area", () => {
  for (const family of FAMILIES) {
    const numbers = drawn(family, 12).match(/-?\d+(\.\d+)?(?=,)|(?<=,)-?\d+(\.\d+)?/g) ?? [];
    for (const number of numbers.map(Number)) {
      expect(number).toBeGreaterThanOrEqual(2);
      expect(number).toBeLessThanOrEqual(15);
    }
  }
});
