import { expect, it } from "vitest";
import { cellPath, typescriptCell } from "./cell-path.ts";

it("tells the cells of two notebooks apart, though they have one id", () => {
  const path = cellPath("notebook-1", "c2", "typescript");
  expect(path).not.toBe(cellPath("notebook-2", "c2", "typescript"));
  expect(typescriptCell(`/${path}`, "notebook-1")).toBe("c2");
  expect(typescriptCell(`/${path}`, "notebook-2")).toBeNull();
});

it("finds the cell again under any name, with the slash that the editor puts before it", () => {
  const path = cellPath("a/b ü.ts", "c1", "typescript");
  expect(typescriptCell(`/${path}`, "a/b ü.ts")).toBe("c1");
  expect(typescriptCell("/notebook.ts", "")).toBeNull();
  expect(typescriptCell(`/${cellPath("a", "c1", "python")}`, "a")).toBeNull();
});
