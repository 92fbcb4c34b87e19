import { describe, expect, it } from "vitest";
import { isValid, type CachedResult } from "./cache-shelf.ts";
import { hashOf } from "./value-hash.ts";

const value = (plain: unknown) => hashOf({ from: "value", value: { kind: "value", value: plain } });

const cached = (more: Partial<CachedResult> = {}): CachedResult => ({
  state: { type: "Cached", message: null, result: null, cachedUntil: 100 },
  inputs: { x: value(1), y: value("a") },
  parameters: { p: value([1, 2]) },
  refs: { inputs: {}, parameters: {} },
  ...more,
});

const asked = (more: Partial<CachedResult> = {}, now = 50) => ({
  given: { ...cached(), ...more },
  now,
});

describe("cache validators", () => {
  it("refuse an expired result, all of them", () => {
    for (const name of ["durationOnly", "allInputs", "allParameters"] as const) {
      expect(isValid({ name }, cached(), asked())).toBe(true);
      expect(isValid({ name }, cached(), asked({}, 100))).toBe(false);
    }
  });

  it("take a result without an expiry as lasting for ever", () => {
    const state = { ...cached().state, cachedUntil: null };
    expect(isValid({ name: "durationOnly" }, cached({ state }), asked({}, 1e12))).toBe(true);
  });

  it("never use what neverUse guards", () => {
    expect(isValid({ name: "neverUse" }, cached(), asked())).toBe(false);
  });

  it("compare all inputs, or only those named", () => {
    const other = asked({ inputs: { x: value(2), y: value("a") } });
    expect(isValid({ name: "allInputs" }, cached(), other)).toBe(false);
    const onY = { name: "partialInputsOnly", validateOn: ["y"] } as const;
    expect(isValid(onY, cached(), other)).toBe(true);
    expect(isValid({ ...onY, validateOn: ["x"] }, cached(), other)).toBe(false);
    expect(isValid({ ...onY, validateOn: null }, cached(), other)).toBe(true);
  });
});

describe("hashOf", () => {
  it("does not mind the order of keys, but tells kinds apart", () => {
    expect(value({ a: 1, b: 2 })).toBe(value({ b: 2, a: 1 }));
    expect(value("1")).not.toBe(value(1));
    expect(value([1, 2])).not.toBe(value(new Set([1, 2])));
    expect(value(null)).not.toBe(value("null"));
    expect(value(new Uint8Array([1, 2]))).not.toBe(value(new Int8Array([1, 2])));
  });

  const bytes = (content: readonly number[], json?: string, buffers?: readonly number[][]) =>
    hashOf({
      from: "value",
      value: {
        kind: "bytes",
        bytes: new Uint8Array(content),
        ...(json !== undefined && { json }),
        ...(buffers && { buffers: buffers.map((each) => new Uint8Array(each)) }),
      },
    });

  it("goes by the JSON of an encoded value where there is one, whatever its bytes", () => {
    expect(bytes([1], '{"a":1,"b":[2]}')).toBe(bytes([2], '{"b":[2],"a":1}'));
    expect(bytes([1], '{"a":1}')).not.toBe(bytes([1], '{"a":2}'));
    expect(bytes([1], "3")).toBe(value(3));
    expect(bytes([1], '"3"')).not.toBe(bytes([1], "3"));
  });

  it("goes by all bytes of an encoded value without JSON, and by where one ends", () => {
    expect(bytes([1, 2, 3])).toBe(bytes([1, 2, 3]));
    expect(bytes([1, 2, 3])).not.toBe(bytes([1, 2, 4]));
    expect(bytes([1, 2], undefined, [[3]])).not.toBe(bytes([1, 2, 3]));
    expect(bytes([1], undefined, [[2], [3]])).not.toBe(bytes([1], undefined, [[2, 3]]));
  });
});
