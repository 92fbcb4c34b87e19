import { expect, it } from "vitest";
import type { RunEvent } from "../model/run.ts";
import type { ResultRef } from "../model/value.ts";
import { summaryOf } from "../run/commits.ts";
import { graph } from "../testing/graphs.ts";
import { returned, simulate, threw, type Simulation } from "../testing/simulate.ts";
import { compareRuns, type ComparableRun } from "./compare-runs.ts";

const FLOW = graph(["list", "inc", "sum"], ["list=>inc:x", "inc>sum:xs"]);

function run(
  call: NonNullable<Simulation["call"]>,
  parameters: Readonly<Record<string, string>> = {},
  change: (event: RunEvent) => RunEvent = (event) => event,
): ComparableRun {
  const { run: ended, events } = simulate({ graph: FLOW, call });
  return { summary: { ...summaryOf(ended, "n", 1), parameters }, events: events.map(change) };
}

const valued = (key: string, length: number | null = null) =>
  returned(length, { key, preview: key });

const sameKey = (one: ResultRef, other: ResultRef) => Promise.resolve(one.key === other.key);

it("says of each task run what it came to in either run", async () => {
  const one = run(({ slug }) => (slug === "list" ? valued("two", 2) : valued("v")));
  const other = run(({ slug, mapIndex }) => {
    if (slug === "list") return valued("two", 2);
    return mapIndex === 1 ? threw() : valued("v");
  });
  const { taskRuns } = await compareRuns([one, other], sameKey);
  expect(taskRuns.map(({ id, states }) => [id, ...states])).toEqual([
    ["list", "Success", "Success"],
    ["inc", "Mapped", "Mapped"],
    ["inc[0]", "Success", "Success"],
    ["inc[1]", "Success", "Failed"],
    ["sum", "Success", "TriggerFailed"],
  ]);
  expect(taskRuns.find(({ id }) => id === "inc[0]")).toMatchObject({
    results: ["v", "v"],
    isSameResult: true,
  });
  expect(taskRuns.find(({ id }) => id === "list")?.isSameResult).toBe(true);
});

it("puts the children that only one run has after their parent, in order", async () => {
  const wide = (width: number) =>
    run(({ slug }) => (slug === "list" ? valued(`${width}`, width) : valued("v")));
  for (const widths of [
    [1, 3],
    [3, 1],
  ] as const) {
    const { taskRuns } = await compareRuns([wide(widths[0]), wide(widths[1])], sameKey);
    expect(taskRuns.map(({ id }) => id)).toEqual([
      "list",
      "inc",
      "inc[0]",
      "inc[1]",
      "inc[2]",
      "sum",
    ]);
    const missing = widths[0] === 1 ? 0 : 1;
    const last = taskRuns.find(({ id }) => id === "inc[2]");
    expect(last?.states[missing]).toBeNull();
    expect(last?.isSameResult).toBe(false);
  }
});

it("asks whether results are equal, and does not go by how they look", async () => {
  const shown = (key: string) =>
    run(({ slug }) => (slug === "list" ? returned(1, { key }) : returned(null, { key })));
  const { taskRuns } = await compareRuns([shown("a"), shown("b")], sameKey);
  const sum = taskRuns.find(({ id }) => id === "sum");
  expect(sum?.results[0]).toBe(sum?.results[1]);
  expect(sum?.isSameResult).toBe(false);
});

it("compares how long each function ran when it last ran", async () => {
  const timed = (duration: number) =>
    run(
      ({ slug }) => (slug === "list" ? valued("one", 1) : valued("v")),
      {},
      (event) =>
        event.type === "TaskStateChanged" &&
        event.taskRun === "sum" &&
        event.state.type === "Success"
          ? { ...event, duration }
          : event,
    );
  const { taskRuns } = await compareRuns([timed(5), timed(70)], sameKey);
  expect(taskRuns.find(({ id }) => id === "sum")?.durations).toEqual([5, 70]);
  expect(taskRuns.find(({ id }) => id === "inc")?.durations).toEqual([null, null]);
});

it("puts the parameters of both side by side, those too that only one was given", async () => {
  const call = ({ slug }: { readonly slug: string }) =>
    slug === "list" ? valued("none", 0) : valued("v");
  const { parameters } = await compareRuns(
    [run(call, { day: "'monday'", n: "1" }), run(call, { n: "2", limit: "9" })],
    sameKey,
  );
  expect(parameters).toEqual({ day: ["'monday'", null], n: ["1", "2"], limit: [null, "9"] });
});
