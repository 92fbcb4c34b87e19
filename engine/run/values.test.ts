import { describe, expect, it, vi } from "vitest";
import type { ReportedValue } from "../model/outcome.ts";
import type { InputRef, StoredValue } from "../model/value.ts";
import { openMemory } from "../store/memory.ts";
import { reportJson } from "./json-value.ts";
import { RunValues } from "./values.ts";

const values = () => new RunValues("r", openMemory().runs);

const encoded = (length: number): ReportedValue => {
  const stored: StoredValue = { kind: "bytes", bytes: new Uint8Array([1, 2, 3]) };
  return { stored, info: { length, preview: "[…]", size: 3 } };
};

const itemOf = (of: InputRef, index: number): InputRef => ({ from: "item", of, index });

describe("RunValues", () => {
  it("cuts items out of a list of plain data", () => {
    const all = values();
    const ref = all.keep(reportJson(["a", "b"]));
    expect(all.resolve(itemOf({ from: "result", ref }, 1))).toEqual({
      from: "value",
      value: { kind: "value", value: "b" },
    });
  });

  it("leaves items of an encoded list to its language, which is handed the same list for each", () => {
    const all = values();
    const whole: InputRef = { from: "result", ref: all.keep(encoded(2)) };
    const [first, second] = [0, 1].map((index) => all.resolve(itemOf(whole, index)));
    expect(first).toMatchObject({ from: "item", index: 0, of: { value: { kind: "bytes" } } });
    /* So that structured cloning sends it once. */
    expect(Reflect.get(first ?? {}, "of")).toBe(Reflect.get(second ?? {}, "of"));
  });

  it("hands the same un-nested list for each of its items", () => {
    const all = values();
    const whole: InputRef = { from: "flat", of: { from: "result", ref: all.keep(encoded(2)) } };
    const [first, second] = [0, 1].map((index) => all.resolve(itemOf(whole, index)));
    expect(first).toMatchObject({ from: "item", of: { from: "flat" } });
    expect(Reflect.get(first ?? {}, "of")).toBe(Reflect.get(second ?? {}, "of"));
  });
});

describe("what RunValues keeps at hand", () => {
  const MEGABYTES = 1024 * 1024;
  const large = (size: number): ReportedValue => ({
    stored: { kind: "value", value: `large: ${size}` },
    info: { length: null, preview: "", size: size * MEGABYTES },
  });

  it("lets go of nothing that is not durable yet, whatever its size", async () => {
    const all = values();
    const durable = all.keep(large(10));
    const { seq } = all.takeFresh();
    const waiting = all.keep(large(70));
    all.takeFresh();
    all.trim(seq);
    expect(all.read(waiting)).toEqual({ kind: "value", value: "large: 70" });
    await expect(all.read(durable)).rejects.toThrow("not in the store");
  });

  it("reads a value once for all who ask for it at the same time, and counts it once", async () => {
    const { runs } = openMemory();
    const asked = vi.spyOn(runs, "value").mockResolvedValue({ kind: "value", value: "large" });
    const all = new RunValues("r", runs, 1);
    const ref = { ...large(40).info, key: "r/0/0" };
    await Promise.all([all.read(ref), all.read(ref)]);
    expect(asked).toHaveBeenCalledOnce();
    all.trim(0);
    expect(all.read(ref)).toEqual({ kind: "value", value: "large" });
  });
});

describe("a large value that is passed on", () => {
  const report = (length: number, fill = 7): ReportedValue => ({
    stored: { kind: "bytes", bytes: new Uint8Array(length).fill(fill) },
    info: { length: null, preview: `${fill}`, size: length },
  });

  it("is kept once, whichever task it comes from", () => {
    const all = values();
    const first = all.keep(report(9_000_000));
    const [made] = all.takeFresh().values;
    const [again, other] = [all.keep(report(9_000_000)), all.keep(report(9_000_000, 8))];
    expect([first.key, again.key, other.key]).toEqual(["r/0/0", "r/0/0", "r/1/0"]);
    expect(again).toMatchObject({ preview: "7", size: 9_000_000 });
    expect(all.takeFresh().values.map(({ key }) => key)).toEqual(["r/1/0"]);
    expect(all.read(again)).toBe(made?.stored);
  });

  it("is kept once where two tasks report it before it is stored", () => {
    const all = values();
    const keys = [all.keep(report(9_000_000)).key, all.keep(report(9_000_000)).key];
    expect(keys).toEqual(["r/0/0", "r/0/0"]);
    expect(all.takeFresh().values).toHaveLength(1);
  });

  it("is not looked for among small ones", () => {
    const all = values();
    expect([all.keep(report(10)).key, all.keep(report(10)).key]).toEqual(["r/0/0", "r/0/1"]);
  });
});

describe("reportJson", () => {
  it("counts text by character", () => {
    expect(reportJson("a😀").info.length).toBe(2);
  });

  it("knows null for nothing", () => {
    expect(reportJson(null).info).toMatchObject({ isNone: true, length: null });
  });
});
