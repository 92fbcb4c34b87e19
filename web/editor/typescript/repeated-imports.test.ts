import { expect, it } from "vitest";
import { withoutRepeated } from "./repeated-imports.ts";

const PREFECT = `from "prefect"`;

/** What is left of the last of these cells. */
function last(...cells: readonly string[]): string {
  const known = new Set<string>();
  return cells.map((cell) => withoutRepeated(cell, known)).at(-1) ?? "";
}

it("leaves the first import of a name, and blanks the next letter by letter", () => {
  const first = `import { task, Flow } ${PREFECT};\nconst a = 1;`;
  expect(last(first)).toBe(first);
  expect(last(first, first)).toBe(`import {            } ${PREFECT};\nconst a = 1;`);
  expect(last(first, `import { Flow, map } ${PREFECT};`)).toBe(`import {       map } ${PREFECT};`);
  expect(last(first, `import {\n  Flow,\n  map,\n} ${PREFECT};`)).toBe(
    `import {\n       \n  map,\n} ${PREFECT};`,
  );
});

it("tells names of two modules, and a name under another, apart", () => {
  const first = `import { Flow } ${PREFECT};`;
  for (const other of [
    `import { Flow } from "elsewhere";`,
    `import { Flow as F } ${PREFECT};`,
    `import * as p ${PREFECT};`,
    `import Flow ${PREFECT};`,
    `const text = "import { Flow }";`,
  ]) {
    expect(last(first, other)).toBe(other);
  }
});

it("blanks a module's name, and a type, that is imported again", () => {
  const whole = `import * as p ${PREFECT}`;
  expect(last(whole, `${whole};`)).toBe(`${" ".repeat(whole.length)};`);
  const type = `import { type Flow } ${PREFECT};`;
  const value = `import { Flow } ${PREFECT};`;
  expect(last(value, type)).toBe(`import {           } ${PREFECT};`);
  expect(last(type, type)).toBe(`import {           } ${PREFECT};`);
  /* What was a type only is needed as a value now. */
  expect(last(type, value)).toBe(value);
});
