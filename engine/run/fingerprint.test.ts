import { describe, expect, it } from "vitest";
import type { StoredValue } from "../model/value.ts";
import { fingerprintOf } from "./fingerprint.ts";

const of = (value: unknown): string | null => fingerprintOf({ kind: "value", value });
const bytes = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill);

describe("the fingerprint of a value", () => {
  it.each<[string, () => unknown]>([
    ["bytes", () => bytes(10_003)],
    ["a text, longer than a piece of it", () => `${"x".repeat(10_000)}\ud800😀`],
    ["numbers", () => [0, -0, 1.5, NaN, Infinity, 10n]],
    ["nothing", () => [null, undefined, true, false]],
    ["a list with holes", () => Object.assign([1], { length: 3 })],
    ["records", () => [{ a: 1, b: "x" }, Object.create(null)]],
    ["a map, a set and a date", () => [new Map([[1, "a"]]), new Set([1]), new Date(5)]],
    ["a view of a part", () => bytes(100).subarray(4, 8)],
  ])("is that of its copy: %s", (_, make) => {
    expect(of(make())).toMatch(/^value:[0-9a-f]{32}$/);
    expect(of(structuredClone(make()))).toBe(of(make()));
  });

  it("is another wherever a copy would be another", () => {
    const last = bytes(10_003);
    last[10_002] = 8;
    const values = [
      bytes(10_003),
      bytes(10_002),
      bytes(10_003, 8),
      last,
      new Uint8ClampedArray(bytes(10_003)),
      bytes(10_003).buffer,
      [...bytes(10_003)],
      bytes(100).subarray(4, 8),
      bytes(4),
      bytes(100).subarray(8, 12),
      "",
      "a",
      "b",
      "ab",
      "ba",
      ["a", "b"],
      ["ab", ""],
      "1",
      1,
      1n,
      true,
      [1],
      [[1]],
      0,
      -0,
      null,
      undefined,
      [null],
      [undefined],
      Object.assign([], { length: 1 }),
      { a: 1, b: 2 },
      { b: 2, a: 1 },
      ["a", 1, "b", 2],
      { a: { b: 2 } },
      { a: 1 },
      new Map([["a", 1]]),
      new Map([["a", "1"]]),
      new Set(["a", 1]),
      new Date(1),
    ];
    const prints = values.map(of);
    expect(prints).not.toContain(null);
    expect(new Set(prints).size).toBe(values.length);
  });

  it("tells a byte from another wherever it is", () => {
    const value = new Uint8Array(4_000);
    const prints = new Set([of(value)]);
    for (let at = 0; at < value.length; at += 1) {
      value[at] = 1;
      prints.add(of(value));
      value[at] = 0;
    }
    expect(prints.size).toBe(value.length + 1);
  });

  it("tells encoded values by all that is kept of them", () => {
    const values: StoredValue[] = [
      { kind: "bytes", bytes: bytes(4) },
      { kind: "bytes", bytes: bytes(4), buffers: [] },
      { kind: "bytes", bytes: bytes(4), buffers: [bytes(4)] },
      { kind: "bytes", bytes: bytes(4), buffers: [bytes(2), bytes(2)] },
      { kind: "bytes", bytes: bytes(4), json: "[]" },
      { kind: "value", value: bytes(4) },
    ];
    expect(new Set(values.map(fingerprintOf)).size).toBe(values.length);
    expect(values.map((value) => fingerprintOf(structuredClone(value)))).toEqual(
      values.map(fingerprintOf),
    );
  });

  it("is none where it cannot be told exactly", () => {
    const round: unknown[] = [];
    round.push(round);
    const twice = { x: 1 };
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    const values = [round, [twice, twice], deep, new Error("x"), /x/, Object(1)];
    expect(values.map(of)).toEqual(values.map(() => null));
    const failure = { type: "E", message: "m", stack: null };
    expect(fingerprintOf({ kind: "failure", failure })).toBeNull();
  });
});
