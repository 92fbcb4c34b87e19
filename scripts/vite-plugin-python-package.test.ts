import { statSync } from "node:fs";
import { expect, it } from "vitest";
import { assets, lock, packages, version } from "../engine/lang/python?python-package";

it("ships the runtime's files, each with its true size", () => {
  expect(assets.slice(0, 4).map(({ name }) => name)).toEqual([
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
  ]);
  for (const { name, size, hash, url } of assets.slice(0, 4)) {
    const file = new URL(`../node_modules/pyodide/${name}`, import.meta.url);
    expect(size).toBe(statSync(file).size);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(url).toContain(name);
  }
});

it("ships our packages as they are imported, and none of their tests", () => {
  const files: unknown = JSON.parse(packages);
  expect(files).toHaveProperty(["flowbook/__init__.py"], expect.any(String));
  const folders = new Set(Object.keys(files as object).map((path) => path.split("/")[0]));
  expect([...folders]).toEqual(expect.arrayContaining(["flowbook", "prefect"]));
  expect([...folders]).not.toContain("tests");
  expect([...folders]).not.toContain("worker");
});

it("ships no list of packages that could not be installed anyway", () => {
  expect(JSON.parse(lock)).toMatchObject({ packages: {}, info: { arch: "wasm32" } });
  expect(version).toMatch(/^[0-9a-f]{16}$/);
});
