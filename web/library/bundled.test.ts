import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { BUNDLED, chosenNotebook } from "./bundled.ts";

it("lists notebooks that are there", () => {
  for (const { id } of BUNDLED) {
    const file = new URL(`../../public/notebooks/${id}.md`, import.meta.url);
    expect([id, existsSync(file)]).toEqual([id, true]);
  }
});

it("opens the one that the address names, else the first", () => {
  expect(chosenNotebook("?notebook=thinking-prefectly")).toBe("thinking-prefectly");
  expect(chosenNotebook("?notebook=../../secret")).toBe("my-first-flow");
  expect(chosenNotebook("")).toBe("my-first-flow");
});
