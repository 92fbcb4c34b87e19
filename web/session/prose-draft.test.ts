import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DRAFT_PAUSE, ProseDraft } from "./prose-draft.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function drafting() {
  const written: string[] = [];
  const told: boolean[] = [];
  const draft = new ProseDraft(
    (cell, text) => void written.push(`${cell}: ${text}`),
    (hasDraft) => void told.push(hasDraft),
  );
  return { draft, written, told };
}

it("writes a while after the last letter, and says meanwhile that it is not written", () => {
  const { draft, written, told } = drafting();
  draft.set("c1", "# A");
  vi.advanceTimersByTime(DRAFT_PAUSE - 1);
  draft.set("c1", "# AB");
  vi.advanceTimersByTime(DRAFT_PAUSE - 1);
  expect(written).toEqual([]);
  expect(told.at(-1)).toBe(true);
  vi.advanceTimersByTime(1);
  expect(written).toEqual(["c1: # AB"]);
  expect(told.at(-1)).toBe(false);
});

it("waits with a half-typed fence until it is finished, or the page goes", () => {
  const { draft, written } = drafting();
  draft.set("c1", "Text\n\n```ts\nconst a");
  vi.advanceTimersByTime(10 * DRAFT_PAUSE);
  expect(written).toEqual([]);
  draft.flush();
  expect(written).toEqual(["c1: Text\n\n```ts\nconst a"]);
});

it("writes nothing twice, and nothing that another one has written", () => {
  const { draft, written } = drafting();
  draft.set("c1", "a");
  draft.clear();
  draft.flush();
  vi.advanceTimersByTime(DRAFT_PAUSE);
  expect(written).toEqual([]);
});
