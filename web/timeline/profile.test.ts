import { expect, it } from "vitest";
import { stripParts } from "./profile.ts";

const strip = { x: 10, y: 0, width: 200, height: 5 };

it("leaves no state of a strip unseen, and stays as long as it is", () => {
  const parts = stripParts(
    [
      ["Failed", 1],
      ["Success", 999],
    ],
    strip,
  );
  expect(parts.map(({ type }) => type)).toEqual(["Failed", "Success"]);
  expect(parts[0]?.area).toMatchObject({ x: 10, width: 2 });
  const last = parts[1]?.area;
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(210);
  expect(last?.width).toBeGreaterThan(190);
});

it("divides it by their shares", () => {
  const [one, other] = stripParts(
    [
      ["Failed", 1],
      ["Success", 1],
    ],
    strip,
  );
  expect(one?.area.width).toBe(other?.area.width);
});
