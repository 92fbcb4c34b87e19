import { describe, expect, it } from "vitest";
import { isValid, type CachedResult } from "./cache-shelf.ts";
import { hashOf } from "./value-hash.ts";

const value = (plain: unknown) => hashOf({ from: "value", value: { kind: "value", value: plain } });

const cached = (more: Partial<CachedResult> = {}): CachedResult => ({
  state: { type: "Cached", message: null, result: null, cachedUntil: 100 },
  inputs: { x: value(1), y: value("a") },
  parameters: { p: value([1, 2]) },
  ...more,
});

const asked = (more: Partial<CachedResult> = {}, now = 50) => ({
  given: { inputs: cached().inputs, parameters: cached().parameters, ...more },
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
  });
});
