import { afterAll, expect, it, vi } from "vitest";
import { entriesOf, keepEntries } from "./parameter-entries.ts";

/* The page chooses its shelf once. */
const kept = new Map<string, string>();
let isFull = false;
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
    kept.set(key, value);
  },
});
afterAll(() => vi.unstubAllGlobals());

it("keeps what was entered by notebook and flow, and nothing that is empty", () => {
  keepEntries("n", "etl", { n: "3", note: "" });
  keepEntries("n", "other", { n: "4" });
  expect(entriesOf("n", "etl")).toEqual({ n: "3" });
  expect(entriesOf("m", "etl")).toEqual({});
});

it("lasts as long as the page where the browser has no room, and says so", () => {
  isFull = true;
  expect(keepEntries("n", "etl", { n: "5" })).toBe(false);
  expect(entriesOf("n", "etl")).toEqual({ n: "5" });
  isFull = false;
  expect(keepEntries("n", "etl", { n: "6" })).toBe(true);
  expect(kept.get("flowbook:parameters:n")).toContain('"6"');
});
