/** What a screen reader is told of a graph and of the run in it. Pure. */

import type { FlowGraph } from "../../engine/model/graph.ts";
import { isFinished, type StateType } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import { countsOf } from "../session/state-order.ts";
import type { Scene } from "./scene.ts";

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

/** How large the graph is, and which keys there are. */
export function outlineOf({ tasks, edges }: FlowGraph, scene: Scene | null): string {
  const layers = scene ? 1 + scene.boxes.reduce((most, { layer }) => Math.max(most, layer), 0) : 0;
  const size = `${counted(tasks.length, "task")}, ${counted(edges.length, "edge")}, ${counted(layers, "layer")}.`;
  return (
    `${size} Arrow keys walk along the edges and within a layer, Home and End lead to the first and ` +
    "the last layer, Enter looks into a task, E shows its children, U and D pick out what is " +
    "upstream and downstream, / finds a task, F shows all. The tab Task runs has all of it as a table."
  );
}

/** How the run stands: `7 of 12 tasks finished, 1 Failed.` */
export function standOf({ tasks }: FlowGraph, run: RunView | null): string {
  if (!run) return "";
  const counts = new Map<StateType, number>();
  let finished = 0;
  for (const { slug } of tasks) {
    const state = run.taskRuns.get(slug)?.state;
    if (!state) continue;
    counts.set(state.type, (counts.get(state.type) ?? 0) + 1);
    if (isFinished(state)) finished += 1;
  }
  const notable = countsOf(Object.fromEntries(counts))
    .filter(([type]) => type !== "Success" && type !== "Pending")
    .map(([type, count]) => `${count} ${type}`);
  return `${[`${finished} of ${tasks.length} tasks finished`, ...notable].join(", ")}.`;
}
