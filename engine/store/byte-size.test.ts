import { serialize } from "node:v8";
import { describe, expect, it } from "vitest";
import { byteSize } from "./byte-size.ts";

describe("the size of a value", () => {
  it.each([
    ["text", "x".repeat(10_000)],
    ["numbers", Array.from({ length: 5000 }, (_, n) => n + 0.5)],
    ["bytes", new Uint8Array(50_000)],
    ["doubles", new Float64Array(5000)],
    ["records", Array.from({ length: 1000 }, (_, n) => ({ name: `port ${n}`, depth: n / 7 }))],
    ["a map", new Map(Array.from({ length: 1000 }, (_, n) => [`key ${n}`, [n / 7]]))],
    ["a set", new Set(Array.from({ length: 1000 }, (_, n) => `item ${n}`))],
    ["a big integer", 2n ** 80_000n],
    ["an error", new Error("x".repeat(10_000))],
  ])("is of the magnitude of its clone: %s", (_name, value) => {
    const size = byteSize(value);
    const clone = serialize(value).length;
    expect(size / clone).toBeGreaterThan(0.8);
    expect(size / clone).toBeLessThan(4);
  });

  it("counts all of a buffer of which only a part is viewed, once for all its views", () => {
    const buffer = new ArrayBuffer(1_000_000);
    const views = [new Uint8Array(buffer, 0, 10), new Uint8Array(buffer, 10, 10)];
    expect(byteSize(views)).toBeGreaterThan(1_000_000);
    expect(byteSize(views)).toBeLessThan(1_001_000);
  });

  it("counts a blob as long as it is", () => {
    expect(byteSize(new Blob([new Uint8Array(5000)]))).toBeGreaterThanOrEqual(5000);
  });

  it("ends for values that contain themselves, and for chains deeper than the stack", () => {
    const ring: { self?: unknown } = {};
    ring.self = ring;
    expect(byteSize(ring)).toBeLessThan(100);
    let chain: unknown = null;
    for (let n = 0; n < 200_000; n += 1) chain = { chain };
    expect(byteSize(chain)).toBeGreaterThan(200_000);
  });

  it("takes no longer to say that something is large than its limit needs", () => {
    let asked = 0;
    const items = Array.from({ length: 100_000 }, () =>
      Object.defineProperty({}, "text", {
        enumerable: true,
        get: () => {
          asked += 1;
          return "x".repeat(100);
        },
      }),
    );
    expect(byteSize({ items }, 1000)).toBeGreaterThan(1000);
    expect(asked).toBe(0);
    expect(byteSize(items.slice(0, 100), 1000)).toBeGreaterThan(1000);
    expect(asked).toBeLessThan(10);
  });

  it("is nothing for nothing", () => {
    expect(byteSize(undefined)).toBe(0);
  });
});
