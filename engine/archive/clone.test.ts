import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { readClone } from "./clone-read.ts";
import { writeClone } from "./clone-write.ts";

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}

function throughText(value: unknown): unknown {
  const { text, bytes } = writeClone(value);
  return readClone(text, joined(bytes));
}

/** Any data, with objects that stand in several places. */
const anything = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.anything({
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      withUnicodeString: true,
    }),
    fc.date({ noInvalidDate: false }),
    fc.constantFrom(/a+b/giu, -0, NaN, undefined, "\ud800", Infinity),
    fc.string().map((message) => new RangeError(message, { cause: [message] })),
    fc.uint8Array().map((bytes) => bytes.subarray(Math.min(1, bytes.length))),
    fc.array(tie("value"), { maxLength: 4 }).map((items) => [...items, ...items]),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
  ),
})).value;

describe("a value written down", () => {
  it("is read back equal, whatever data it is", () => {
    fc.assert(
      fc.property(anything, (given) => {
        const value = structuredClone(given);
        const back = throughText(value);
        expect(isDeepStrictEqual(back, value)).toBe(true);
        /* Written down again, it tells apart what equality does not: what is shared, and holes. */
        expect(writeClone(back).text).toBe(writeClone(value).text);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it("keeps cycles, and what is shared shared", () => {
    const shared = new Map<unknown, unknown>();
    const error = new TypeError("round");
    error.cause = { error, shared };
    const ring: unknown[] = [shared, error];
    ring.push(ring);
    shared.set(ring, ring);
    const back = throughText(ring) as [Map<unknown, unknown>, Error, unknown];
    expect(back[2]).toBe(back);
    expect(back[0].get(back)).toBe(back);
    const cause = back[1].cause as { error: unknown; shared: unknown };
    expect(cause.error).toBe(back[1]);
    expect(cause.shared).toBe(back[0]);
    expect(back[1]).toBeInstanceOf(TypeError);
    expect(back[1].stack).toBe(error.stack);
  });

  it("keeps two views on one buffer, and the class of each", () => {
    const buffer = new ArrayBuffer(16);
    const value = [new Float64Array(buffer, 8, 1), new DataView(buffer, 4, 2), buffer];
    const [numbers, view, back] = throughText(value) as [Float64Array, DataView, ArrayBuffer];
    numbers[0] = 1.5;
    expect(numbers.buffer).toBe(back);
    expect(view.buffer).toBe(back);
    expect(view.byteOffset).toBe(4);
    expect(new Float64Array(back)[1]).toBe(1.5);
  });

  it("keeps a field named __proto__ a field", () => {
    const value: unknown = JSON.parse('{"__proto__":{"isAdmin":true}}');
    const back = throughText(value) as object;
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.keys(back)).toEqual(["__proto__"]);
  });

  it("is as deep as one likes", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    let back = throughText(deep);
    let levels = 0;
    while (Array.isArray(back)) {
      back = back[0];
      levels += 1;
    }
    expect(levels).toBe(100_000);
  });

  it("is refused if it is no data", () => {
    expect(() => writeClone({ run: () => 1 })).toThrow(TypeError);
    expect(() => writeClone(new Blob(["x"]))).toThrow(TypeError);
  });

  it.each([
    ["no JSON", "[1"],
    ["no list", "{}"],
    ["an object that is not there", "[[3],[]]"],
    ["a slot of an unknown kind", '[["eval","1"],[]]'],
    ["an object of an unknown kind", '[[0],[["function","alert(1)"]]]'],
    ["a field without a value", '[[0],[["object","a"]]]'],
    ["a field whose name is a number", '[[0],[["object",1,1]]]'],
    ["a buffer longer than the bytes", '[[0],[["buffer",100]]]'],
    ["a view on no buffer", '[[0],[["view","Uint8Array",0,0,1]]]'],
    ["a view past its buffer", '[[0],[["view","Uint8Array",1,2,1],["buffer",0]]]'],
    ["a list of a length beyond reason", '[[0],[["sparse",4294967295]]]'],
    ["a pattern that is none", '[[0],[["pattern","(",""]]]'],
    ["a number that is none", '[["number","1"],[]]'],
    ["an object in place of a slot", '[{"a":1},[]]'],
    ["an object that boxes itself", '[[0],[["boxed",[0]]]]'],
  ])("is refused with %s", (_what, text) => {
    expect(() => readClone(text, new Uint8Array(0))).toThrow(
      expect.objectContaining({ name: "UnreadableClone" }),
    );
  });
});
