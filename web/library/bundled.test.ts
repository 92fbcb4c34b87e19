import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { BUNDLED, firstBundled } from "./bundled.ts";

it("lists notebooks that are there", () => {
  for (const { id } of BUNDLED) {
    const file = new URL(`../../public/notebooks/${id}.md`, import.meta.url);
    expect([id, existsSync(file)]).toEqual([id, true]);
  }
});

it("has another one to open while the first is taken away", () => {
  expect(firstBundled()).toBe("my-first-flow");
  expect(firstBundled("my-first-flow")).toBe("thinking-prefectly");
});
