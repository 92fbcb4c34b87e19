/** What a person assumed before a run is what the run begins with, and nothing else is let in. */

import { expect, it } from "vitest";
import type { GivenTaskStates } from "../api/runs.ts";
import { evolve } from "../core/evolve.ts";
import type { FlowGraph } from "../model/graph.ts";
import { nodeEngine } from "../testing/node-engine.ts";

const TEXT = `import { task, Flow, PrefectSecret, triggers } from "prefect";
const load = task(function load(): number[] { return [1, 2] });
const clean = task(function clean(x: number) { return x });
const tell = task(function tell() { return "told" }, { trigger: triggers.anyFailed });
const flow = new Flow("etl");
flow.with(() => {
  const rows = clean.map(load());
  tell.withOptions({ upstreamTasks: [rows] })();
  flow.addTask(new PrefectSecret("key"));
});
`;

async function build() {
  const { engine, events } = nodeEngine(1);
  await engine.openNotebook("n");
  await engine.setCells("n", [{ id: "a", language: "typescript", text: TEXT }]);
  await engine.runCell("n", "a");
  engine.flush();
  const built = events.find((event) => event.type === "flowBuilt" && !event.draft);
  if (built?.type !== "flowBuilt") throw new Error("No flow was built.");
  const { id, graph } = built.description;
  const run = (states: GivenTaskStates) => engine.runFlow("n", id, {}, states);
  return { engine, graph, run };
}

const slugOf = (graph: FlowGraph, name: string): string =>
  graph.tasks.find((task) => task.name === name)?.slug ?? "";

it("a run with states given before it comes to what was foreseen", async () => {
  const { engine, graph, run } = await build();
  const [load, clean, tell] = ["load", "clean", "tell"].map((name) => slugOf(graph, name));
  const message = "What if: failed by hand before the run.";
  await run({ [load ?? ""]: { type: "Failed", message } });
  const [summary] = await engine.runs.list("n");
  const { events } = await engine.runs.open(summary?.id ?? "");
  const { taskRuns } = evolve(null, events);
  expect(taskRuns.get(load ?? "")?.state).toMatchObject({ type: "Failed", message, result: null });
  const { tasks } = await engine.foresee(graph, new Map([[load ?? "", "Failed"]]));
  for (const slug of [clean, tell]) {
    expect(tasks.get(slug ?? "")?.ends.map(({ type }) => type)).toEqual([
      taskRuns.get(slug ?? "")?.state.type,
    ]);
  }
});

it("a task that succeeded by hand has no result: who reads it reads none", async () => {
  const { engine, graph, run } = await build();
  await run({ [slugOf(graph, "load")]: { type: "Success", message: "by hand" } });
  const [summary] = await engine.runs.list("n");
  const { events } = await engine.runs.open(summary?.id ?? "");
  const clean = evolve(null, events).taskRuns.get(slugOf(graph, "clean"));
  expect(clean?.state).toMatchObject({ type: "Failed" });
  expect(clean?.state.message).toContain("unmappable");
});

it.each([
  ["a task that the flow does not have", "nobody-1", "Failed", "has no such task"],
  ["a state that is no end", "load-1", "Running", "ends as Success, Failed or Skipped"],
])("refuses %s", async (_, slug, type, why) => {
  const { run } = await build();
  const given = { [slug]: { type, message: "" } } as GivenTaskStates;
  await expect(run(given)).rejects.toMatchObject({ code: "badParameters" });
  await expect(run(given)).rejects.toThrow(why);
});

it("refuses a state for what each run does anew", async () => {
  const { graph, run } = await build();
  const secret = graph.tasks.find(({ kind }) => kind === "secret")?.slug ?? "";
  await expect(run({ [secret]: { type: "Failed", message: "" } })).rejects.toThrow("done anew");
});
