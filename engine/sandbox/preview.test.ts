import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { previewLine, previewOf } from "./preview.ts";
import type { PreviewNode } from "./protocol.ts";

const count = (node: PreviewNode): number =>
  1 + (node.entries ?? []).reduce((sum, { node: held }) => sum + count(held), 0);

const depth = (node: PreviewNode): number =>
  1 + Math.max(0, ...(node.entries ?? []).map(({ node: held }) => depth(held)));

describe("a preview", () => {
  it.each([
    [1, { type: "number", text: "1" }],
    [-0, { type: "number", text: "-0" }],
    [10n, { type: "bigint", text: "10n" }],
    [null, { type: "null", text: "null" }],
    [undefined, { type: "undefined", text: "undefined" }],
    ["a\nb", { type: "string", text: "a\nb" }],
    [new Date(0), { type: "Date", text: "1970-01-01T00:00:00.000Z" }],
    [[], { type: "Array(0)", text: "[]" }],
    [{}, { type: "Object", text: "{}" }],
  ])("of %o says what it is", (value, node) => {
    expect(previewOf(value)).toEqual(node);
  });

  it("unfolds lists, maps, sets and classes", () => {
    class Point {
      x = 1;
    }
    expect(previewOf([new Point()]).entries?.[0]?.node).toMatchObject({
      type: "Point",
      text: "Point { x: 1 }",
    });
    expect(previewOf(new Map([["a", 1]]))).toMatchObject({
      type: "Map(1)",
      entries: [{ key: '"a"', node: { text: "1" } }],
    });
    expect(previewOf(new Set(["a"])).entries).toHaveLength(1);
    expect(previewOf(new Uint8Array(2))).toMatchObject({ type: "Uint8Array(2)" });
  });

  it("shows what an error carries", () => {
    const error = Object.assign(new RangeError("too far", { cause: "wind" }), { by: 3 });
    const node = previewOf(error);
    expect(node).toMatchObject({ type: "RangeError", text: "RangeError: too far" });
    expect(node.entries?.map(({ key }) => key)).toEqual(["stack", "cause", "by"]);
  });

  it("never runs a getter, a toString or a toJSON", () => {
    let ran = 0;
    const value = {
      get secret() {
        return ++ran;
      },
      toString: () => String(++ran),
      toJSON: () => ++ran,
      [Symbol.toPrimitive]: () => ++ran,
    };
    class Sly extends Map<number, number> {
      override get size() {
        return ++ran;
      }
      override entries() {
        ran++;
        return super.entries();
      }
    }
    previewOf([value, new Sly([[1, 2]])]);
    previewLine([value, new Sly([[1, 2]])]);
    expect(ran).toBe(0);
    expect(previewOf(value).entries?.[0]).toEqual({
      key: "secret",
      node: { type: "getter", text: "(getter)" },
    });
  });

  it("survives a proxy that refuses everything", () => {
    const refuse = () => {
      throw new Error("no");
    };
    const proxy = new Proxy({}, { getPrototypeOf: refuse, ownKeys: refuse, get: refuse });
    expect(previewOf(proxy)).toEqual({ type: "Proxy", text: "(cannot be looked into)" });
  });

  it("says where it turns in a circle", () => {
    const round: Record<string, unknown> = {};
    round["self"] = round;
    expect(previewOf(round).entries?.[0]?.node.text).toBe("(circular)");
  });

  it("tells how much it leaves out", () => {
    expect(previewOf(Array.from({ length: 250 }, () => 1))).toMatchObject({ more: 150 });
    expect(previewOf("x".repeat(20_000)).text).toHaveLength(10_001);
  });

  it("stays within its bounds, whatever it is of", () => {
    fc.assert(
      fc.property(
        fc.anything({ maxDepth: 8, maxKeys: 30, withMap: true, withSet: true }),
        (value) => {
          const node = previewOf(value);
          expect(count(node)).toBeLessThanOrEqual(2200);
          expect(depth(node)).toBeLessThanOrEqual(8);
          expect(previewLine(value).length).toBeLessThanOrEqual(200);
        },
      ),
      { numRuns: 200 },
    );
    const wide = (levels: number): unknown =>
      levels === 0 ? 1 : Array.from({ length: 60 }, () => wide(levels - 1));
    expect(count(previewOf(wide(3)))).toBeLessThanOrEqual(2200);
  });
});

describe("a line", () => {
  it.each([
    [{ a: 1, b: [1, "x"] }, '{ a: 1, b: [1, "x"] }'],
    [new Map([["k", 1]]), 'Map(1) { "k" => 1 }'],
    [[[[[1]]]], "[[[[…]]]]"],
    [Array.from({ length: 30 }, () => 1), `[${"1, ".repeat(20)}…]`],
    [() => 1, "function"],
    [new TypeError("no"), "TypeError: no"],
  ])("of %o is short", (value, line) => {
    expect(previewLine(value)).toBe(line);
  });
});
