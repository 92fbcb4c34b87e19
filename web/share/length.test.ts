import { expect, it } from "vitest";
import { lengthText, reachOf } from "./length.ts";

it.each([
  [1_999, "everywhere"],
  [2_000, "most"],
  [8_000, "most"],
  [8_001, "some"],
  [999_999, "some"],
  [1_000_000, "nowhere"],
] as const)("a link of %i characters gets: %s", (letters, reach) => {
  expect(reachOf(letters)).toBe(reach);
});

it("says how long it is, and what that means", () => {
  expect(lengthText(1234)).toBe(
    "1,234 characters, safe everywhere: chat programs cut links at 2,000.",
  );
  expect(lengthText(2000)).toContain("chat programs, which cut links at 2,000: send the file");
  expect(lengthText(9000)).toContain("send the file");
});
