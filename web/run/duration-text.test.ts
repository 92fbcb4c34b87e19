import { expect, it } from "vitest";
import { durationText } from "./duration-text.ts";

it("chooses the unit that reads best", () => {
  expect([0.25, 12, 3400, 125_000, 599_800, 4_800_000].map(durationText)).toEqual([
    "0.3 ms",
    "12 ms",
    "3.4 s",
    "2 min 5 s",
    "10 min 0 s",
    "1 h 20 min",
  ]);
});
