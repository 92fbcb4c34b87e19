/** What the text would build, told while a run of the flow is on show. */

import { expect, it } from "vitest";
import type { EngineEvent } from "../../engine/api.ts";
import type { FlowGraph } from "../../engine/model/graph.ts";
import { graph, node } from "../../engine/testing/graphs.ts";
import { MadeRun } from "../timeline/made-runs.ts";
import { marksOf } from "./code-marks.ts";
import { emptyState, receive, showRun, type SessionState } from "./session-state.ts";

const at = (line: number, retries = 0) =>
  node("load", { place: { cell: "c", line, column: 1 }, maxRetries: retries });
const RAN = graph([at(1), "sum"], ["load>sum:x"]);

const built = (of: FlowGraph, draft: boolean): EngineEvent => ({
  type: "flowBuilt",
  notebook: "n",
  cell: "c",
  description: { id: "flow", graph: of, values: [], warnings: [] },
  draft,
});

/** A page with an ended run of the flow, after these news. */
function page(run: MadeRun, ...events: EngineEvent[]): SessionState {
  const empty = emptyState({ poolSize: 1, skipWaits: false });
  const open = { ...empty, notebook: { id: "n", title: "", cells: [] } };
  return receive(showRun(open, run.view()), events);
}

const ended = () => new MadeRun(RAN).call("load", [0, 0, 1], "w1", "Failed").ends(2, "Failed");

it("keeps the run of a graph drawn alike, at the places of the text as it is now", () => {
  const state = page(ended(), built(graph([at(7, 3), "sum"], ["load>sum:x"]), true));
  const shown = state.flows.get("flow");
  expect(shown).toMatchObject({ draft: true, isLikeRun: true });
  const [load] = shown?.description.graph.tasks ?? [];
  expect(load?.place?.line).toBe(7);
  expect(load?.maxRetries, "what it was run with").toBe(0);
  expect(marksOf(state, "c")).toEqual([{ line: 7, type: "Failed", text: "load: Failed" }]);
});

it("shows what another graph would look like, without the states of the run", () => {
  const state = page(ended(), built(graph([at(7), "sum", "new"], ["load>sum:x"]), true));
  expect(state.flows.get("flow")).toMatchObject({ draft: true, isLikeRun: false });
  expect(marksOf(state, "c")).toEqual([{ line: 7, type: "Pending", text: "load: not run" }]);
  expect(state.runs.get("flow"), "one can look at it again").toBeDefined();
});

it("keeps the marks of a run that is under way, whatever is drafted over it", () => {
  const live = new MadeRun(RAN).wants("load", 0).changes("load", 0, "Running", { worker: "w1" });
  const state = page(live, built(graph([at(7), "new"]), true));
  expect(marksOf(state, "c")).toEqual([{ line: 7, type: "Running", text: "load: Running" }]);
});

it("is over when the flow is built", () => {
  const state = page(ended(), built(RAN, true), built(RAN, false));
  expect(state.flows.get("flow")).toMatchObject({ draft: false, isLikeRun: false });
  expect(state.runs.size).toBe(0);
});
