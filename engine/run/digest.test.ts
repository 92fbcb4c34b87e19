import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredValue } from "../model/value.ts";
import { digestOf } from "./digest.ts";

const of = (value: unknown): string | null => digestOf({ kind: "value", value });
const bytes = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill);

/** What can be told: equal ones are equal as `toStrictEqual` says. */
const tellable: fc.Arbitrary<StoredValue> = fc.oneof(
  fc.uint8Array({ maxLength: 4 }).map((value) => ({ kind: "value" as const, value })),
  fc.string({ unit: "binary", maxLength: 3 }).map((value) => ({ kind: "value" as const, value })),
  fc.record(
    {
      kind: fc.constant("bytes" as const),
      bytes: fc.uint8Array({ maxLength: 3 }),
      buffers: fc.array(fc.uint8Array({ maxLength: 2 }), { maxLength: 2 }),
      json: fc.constantFrom("[]", "1"),
    },
    { requiredKeys: ["kind", "bytes"] },
  ),
);

describe("the digest of a value", () => {
  it("is that of its copy, and of nothing else", () => {
    fc.assert(
      fc.property(tellable, tellable, (one, other) => {
        expect(digestOf(structuredClone(one))).toBe(digestOf(one));
        const isSame = JSON.stringify(plain(one)) === JSON.stringify(plain(other));
        expect(digestOf(one) === digestOf(other)).toBe(isSame);
      }),
    );
  });

  it("tells views by their kind, their place and all of their buffer", () => {
    const views = [bytes(12), bytes(8), bytes(12, 8), new Uint8ClampedArray(bytes(12))];
    const others = [new Uint32Array(3), new DataView(bytes(12).buffer), bytes(12).buffer];
    const parts = [bytes(100).subarray(4, 8), bytes(100).subarray(8, 12)];
    const texts = ["", "ab", "b\ud800", "b\ud801", "x".repeat(70_000)];
    const values = [...views, ...others, ...parts, ...texts];
    const digests = values.map(of);
    expect(digests).not.toContain(null);
    expect(new Set(digests).size).toBe(values.length);
  });

  it("is none of what is put together, and of failures", () => {
    const failure = { type: "E", message: "m", stack: null };
    expect([[1], { a: bytes(1) }, 1, null, undefined].map(of)).toEqual(Array(5).fill(null));
    expect(digestOf({ kind: "failure", failure })).toBeNull();
  });
});

/** No buffers at all, or an empty list of them: nobody can tell the one from the other, and need not. */
function plain(stored: StoredValue): unknown {
  if (stored.kind === "bytes") {
    const { bytes: own, buffers = [], json } = stored;
    return ["bytes", [...own], buffers.map((each) => [...each]), json];
  }
  if (stored.kind !== "value") return stored;
  return typeof stored.value === "string"
    ? [
        "text",
        [...Array(stored.value.length).keys()].map((at) => String(stored.value).charCodeAt(at)),
      ]
    : ["view", [...(stored.value as Uint8Array)]];
}
