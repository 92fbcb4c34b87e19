import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkNameOf } from "../../engine/notebook/check-cells.ts";
import { parseNotebook } from "../../engine/notebook/markdown.ts";
import { BUNDLED, fileOf, firstBundled } from "./bundled.ts";

it.each(BUNDLED.map((each) => [each.id, each] as const))("knows what %s holds", (id, bundled) => {
  const text = readFileSync(new URL(`../../public/${fileOf(id)}`, import.meta.url), "utf8");
  const { cells } = parseNotebook(id, text);
  const checks = cells.map(checkNameOf).filter((name) => name !== null);
  expect(new Set(checks).size).toBe(bundled.exercises);
  expect(new Set(cells.map(({ language }) => language).filter(Boolean))).toEqual(
    new Set([bundled.language]),
  );
});

it("has another one to open while the first is taken away", () => {
  expect(firstBundled()).toBe("my-first-flow");
  expect(firstBundled("my-first-flow")).toBe("thinking-prefectly");
});
