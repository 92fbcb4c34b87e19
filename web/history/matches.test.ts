import { expect, it } from "vitest";
import type { ListedRun } from "../../engine/api/runs.ts";
import { matches } from "./matches.ts";

const RUN: ListedRun = {
  id: "r",
  notebook: "n",
  flow: "a:0",
  flowName: "Etl",
  runName: "calm-cat",
  parameters: { day: "'2026-11-23'" },
  isNested: false,
  startedAt: 0,
  endedAt: null,
  state: "Running",
  message: null,
  standing: "interrupted",
};

it("looks for every word in name, flow, state and parameters, whatever their case", () => {
  expect(matches(RUN, "")).toBe(true);
  expect(matches(RUN, "CALM etl")).toBe(true);
  expect(matches(RUN, "day='2026")).toBe(true);
  expect(matches(RUN, "calm dog")).toBe(false);
});

it("finds an interrupted run as such, not as running", () => {
  expect(matches(RUN, "interrupted")).toBe(true);
  expect(matches(RUN, "running")).toBe(false);
});
