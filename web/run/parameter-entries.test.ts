import { afterEach, expect, it, vi } from "vitest";
import { entriesOf, keepEntries } from "./parameter-entries.ts";

afterEach(() => vi.unstubAllGlobals());

it("keeps what was entered by notebook and flow, and nothing that is empty", () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  keepEntries("n", "etl", { n: "3", note: "" });
  keepEntries("n", "other", { n: "4" });
  expect(entriesOf("n", "etl")).toEqual({ n: "3" });
  expect(entriesOf("m", "etl")).toEqual({});
});

it("says what is lost where the browser has no room, and what to do", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  expect(() => keepEntries("n", "etl", { n: "3" })).toThrow(/etl is not remembered.*free some/s);
});
