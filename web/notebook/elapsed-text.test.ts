import { expect, it } from "vitest";
import { elapsedText } from "./elapsed-text.ts";

it("says how long a cell has run", () => {
  expect(elapsedText(-5)).toBe("0 s");
  expect(elapsedText(59_999)).toBe("59 s");
  expect(elapsedText(61_000)).toBe("1:01 min");
  expect(elapsedText(3_660_000)).toBe("1:01 h");
});
