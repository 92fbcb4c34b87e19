import { expect, it } from "vitest";
import type { StoredValue } from "../model/value.ts";
import { itemLines } from "./item-lines.ts";

const linesOf = (stored: StoredValue): string[] | null => {
  const lines = itemLines(stored);
  return lines && [...lines];
};
const value = (held: unknown) => linesOf({ kind: "value", value: held });
const bytes = new Uint8Array([1, 2, 3]);

it("gives each item of a list in one line, as the table shows it", () => {
  expect(value([1, "two", { three: 3n }, undefined])).toEqual([
    "1",
    '"two"',
    "{ three: 3n }",
    "undefined",
  ]);
  expect(value(new Float64Array([0.5, -0]))).toEqual(["0.5", "-0"]);
  expect(value("a😀")).toEqual(['"a"', '"😀"']);
});

it("gives none of what cannot be indexed", () => {
  for (const held of [7, null, { 0: "a" }, new Map([[0, "a"]]), new Set(["a"])]) {
    expect(value(held)).toBeNull();
  }
  const failure = { type: "Error", message: "no", stack: null };
  expect(linesOf({ kind: "failure", failure })).toBeNull();
});

it("reads an encoded value in its JSON, as Python writes it; else not at all", () => {
  const encoded = (json: string) => linesOf({ kind: "bytes", bytes, json });
  expect(encoded('[1,1.0,"it\'s",null,{"a":[true]}]')).toEqual([
    "1",
    "1.0",
    '"it\'s"',
    "None",
    "{'a': [True]}",
  ]);
  expect(encoded('"né"')).toEqual(["'n'", "'é'"]);
  expect(encoded('{"a":1}')).toBeNull();
  expect(encoded("7")).toBeNull();
  expect(linesOf({ kind: "bytes", bytes })).toBeNull();
});
