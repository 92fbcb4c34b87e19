import { describe, expect, it } from "vitest";
import { survey } from "./plain.ts";

const obstacle = (value: unknown) => {
  const seen = survey(value, () => null);
  return seen.ok ? null : `value${seen.obstacle.path} is ${seen.obstacle.what}`;
};

describe("a survey", () => {
  it.each([
    ["value is a function", () => () => 1],
    ["value is a symbol", () => Symbol("s")],
    ["value.rows[0].parse is a function", () => ({ rows: [{ parse: () => 1 }] })],
    ['value["a-b"] is a Promise', () => ({ "a-b": Promise.resolve() })],
    ['value.get("k") is a WeakMap', () => new Map([["k", new WeakMap()]])],
    ["value[0] is a MessagePort", () => [new MessageChannel().port1]],
    ["value is a Blob", () => new Blob([])],
    ["value is a Generator", () => (function* () {})()],
    ["value.values()[0][0] is a function", () => new Set([[() => 1]])],
  ])("finds what cannot leave: %s", (said, make) => {
    expect(obstacle(make())).toBe(said);
  });

  it("lets plain data pass, circles and instances too", () => {
    class Point {
      x = 1;
      move() {}
    }
    const round: Record<string, unknown> = { point: new Point(), at: new Date(), re: /x/ };
    round["self"] = [round, new Map([[1, new Uint8Array(2)]]), new Error("e"), 1n, null];
    expect(obstacle(round)).toBeNull();
  });

  it("refuses what hides its content, and says what to return instead", () => {
    const moment = { [Symbol.toStringTag]: "Temporal.PlainDate" };
    expect(obstacle({ on: Object.setPrototypeOf({}, moment) })).toContain("by toString()");
  });

  it("measures roughly", () => {
    const seen = survey(["x".repeat(1000), new Uint8Array(5000)], () => null);
    expect(seen.ok && seen.size).toBeGreaterThan(7000);
    expect(seen.ok && seen.size).toBeLessThan(7500);
  });
});
