/** Which rows there are, in which order, and what they are called. */

import { describe, expect, it } from "vitest";
import { graph, node } from "../../engine/testing/graphs.ts";
import { state } from "../../engine/model/state.ts";
import { busyTime, lanesOf } from "./lanes.ts";
import { MadeRun } from "./made-runs.ts";
import { profileOf, runningBetween } from "./profile.ts";
import { dotText, laneName, rowName, segmentText, tellingOf } from "./row-text.ts";
import { rowsOf, type RowChoice } from "./rows.ts";
import { segmentsOf } from "./segments.ts";

const FLOW = graph(
  ["list", "inc", "sum", node("c", { kind: "constant" })],
  ["list=>inc:x", "inc>sum:xs"],
);

const RUN = new MadeRun(FLOW, 1000)
  .call("list", [0, 0, 50], "w1")
  .maps("inc", 50, 3)
  .call("inc[0]", [50, 50, 100], "w1")
  .call("inc[1]", [50, 50, 130], "w2", "Failed")
  .call("inc[2]", [50, 100, 300], "w1")
  .changes("sum", 300, "TriggerFailed")
  .ends(300, "Failed")
  .view();

const choice = (more: Partial<RowChoice> = {}): RowChoice => ({
  sorting: "graph",
  opened: new Set(),
  now: 1300,
  ...more,
});
const ids = (more: Partial<RowChoice> = {}): string[] =>
  rowsOf(FLOW, RUN, choice(more)).map(({ id }) => id);
const rowOf = (id: string) => {
  const row = rowsOf(FLOW, RUN, choice({ opened: new Set(["inc"]) })).find(
    (each) => each.id === id,
  );
  if (!row) throw new Error(`No row ${id}.`);
  return row;
};

describe("rows", () => {
  it("stand in the graph's order, a mapped task as one, without constants", () => {
    expect(ids()).toEqual(["list", "inc", "sum"]);
    expect(rowsOf(FLOW, null, choice()).map(({ id }) => id)).toEqual(["list", "inc", "sum"]);
  });

  it("open to the children", () => {
    expect(ids({ opened: new Set(["inc"]) })).toEqual([
      "list",
      "inc",
      "inc[0]",
      "inc[1]",
      "inc[2]",
      "sum",
    ]);
  });

  it("are sorted by failure, children under their own parent", () => {
    expect(ids({ sorting: "failed", opened: new Set(["inc"]) })).toEqual([
      "inc",
      "inc[1]",
      "inc[0]",
      "inc[2]",
      "sum",
      "list",
    ]);
  });

  it("are sorted by how long they ran, a mapped task by its slowest child", () => {
    expect(ids({ sorting: "slowest", opened: new Set(["inc"]) })).toEqual([
      "inc",
      "inc[2]",
      "inc[1]",
      "inc[0]",
      "list",
      "sum",
    ]);
  });
});

describe("the name of a row", () => {
  it("says the state, how long it ran and what it waited for", () => {
    expect(rowName(rowOf("inc[2]"), RUN, 1300)).toBe(
      "inc[2]: Success, ran 200 ms, waited 50 ms for a worker",
    );
    expect(rowName(rowOf("sum"), RUN, 1300)).toBe("sum: TriggerFailed");
    expect(rowName(rowOf("sum"), null, 1300)).toBe("sum: not run");
  });

  it("counts the children of a mapped task by state", () => {
    expect(rowName(rowOf("inc"), RUN, 1300)).toBe(
      "inc: Mapped, 3 children: 1 Failed, 2 Success, at most 2 at once",
    );
  });

  it("says how often it was retried, and for how long it waited for that", () => {
    const run = new MadeRun(graph(["load"]))
      .call("load", [0, 1100, 1200], "w1", "Failed")
      .changes("load", 1200, state("Retrying", "Retrying Task (after attempt 1 of 2)"))
      .call("load", [3200, 3200, 3520], "w1")
      .ends(3520)
      .view();
    const [row] = rowsOf(run.graph, run, choice());
    if (!row?.taskRun) throw new Error("No row.");
    expect(rowName(row, run, 3520)).toBe(
      "load: Success, ran 420 ms, waited 1.1 s for a worker, waited 2.0 s to retry, retried once",
    );
    const texts = segmentsOf(row.taskRun, run).map((segment) =>
      segmentText(segment, tellingOf("load", run, 3520)),
    );
    expect(texts).toEqual([
      "waited for a worker 1.1 s, from 0 ms",
      "ran 100 ms, then Failed, from 1.100 s",
      "waited to retry 2.0 s, call 2, from 1.200 s",
      "ran 320 ms, call 2, then Success, from 3.200 s",
    ]);
    const retrying = row.taskRun.history.find(({ state: { type } }) => type === "Retrying");
    expect(retrying && dotText(retrying, 0)).toBe(
      "Retrying, at 1.200 s, event 4: Retrying Task (after attempt 1 of 2)",
    );
  });
});

describe("lanes", () => {
  it("hold what each worker did, in order, first used first", () => {
    const lanes = lanesOf(RUN);
    expect(lanes.map(({ label, calls }) => [label, calls.map(({ taskRun }) => taskRun)])).toEqual([
      ["Worker 1", ["list", "inc[0]", "inc[2]"]],
      ["Worker 2", ["inc[1]"]],
    ]);
    const [first] = lanes;
    expect(first && laneName(first, RUN, 1300)).toBe(
      "Worker 1: 3 calls, busy 300 ms, 100 % of the run",
    );
    expect(lanes[1] && busyTime(lanes[1].calls, 1300)).toBe(80);
  });
});

describe("the children of a mapped task", () => {
  it("are counted at each moment", () => {
    const { time, most, from, to } = profileOf(rowOf("inc"), RUN);
    expect(runningBetween(time, 1060, 1061)).toBe(2);
    expect(runningBetween(time, 1140, 1141)).toBe(1);
    expect(runningBetween(time, 1310, 1311)).toBe(0);
    expect(most).toBe(2);
    expect([from?.at, to?.at]).toEqual([1050, 1300]);
  });
});
