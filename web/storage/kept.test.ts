import { expect, it } from "vitest";
import type { KeptNotebook } from "../../engine/api/storage.ts";
import { runsText, viewKept } from "./kept.ts";

const notebook = (id: string, deletedAt: number | null, ...runs: number[]): KeptNotebook => ({
  id,
  title: id,
  updatedAt: 0,
  deletedAt,
  bytes: 10,
  runs: runs.map((bytes, n) => ({
    id: `${id}-${n}`,
    name: "",
    flowName: "",
    startedAt: 0,
    bytes,
    isLive: false,
  })),
});

it("counts a notebook with its runs, and puts what takes most first", () => {
  const { here } = viewKept([notebook("small", null, 5), notebook("large", null, 7, 9)]);
  expect(here.map(({ notebook: { id }, bytes }) => [id, bytes])).toEqual([
    ["large", 26],
    ["small", 15],
  ]);
  expect(here[0]?.runs.map(({ bytes }) => bytes)).toEqual([9, 7]);
});

it("keeps what is in the bin apart, what was put there last first", () => {
  const { here, bin } = viewKept([notebook("a", 1), notebook("b", null), notebook("c", 2)]);
  expect(here.map((view) => view.notebook.id)).toEqual(["b"]);
  expect(bin.map((view) => view.notebook.id)).toEqual(["c", "a"]);
});

it("says how many runs there are", () => {
  expect([0, 1, 2].map(runsText)).toEqual(["0 runs", "1 run", "2 runs"]);
});
