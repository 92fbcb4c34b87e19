/** What a box says of its task: the state, the word for it, and the name a screen reader gives. Pure. */

import type { Forecast } from "../../engine/model/forecast.ts";
import type { Slug } from "../../engine/model/graph.ts";
import { isFinished, type StateType } from "../../engine/model/state.ts";
import type { ChildCounts, RunView, TaskRunView } from "../session/run-view.ts";
import { countsOf } from "../session/state-order.ts";

/** What a box says of its task: the state, and the word for it. */
export interface BoxState {
  readonly type: StateType;
  /** `Success`, `Mapped 3/5`, `not run`. */
  readonly word: string;
  readonly counts: ChildCounts | null;
}

/** What to say of a task of this run; without a run, that it was not run. */
export function boxStateOf(slug: Slug, run: RunView | null): BoxState {
  const taskRun = run?.taskRuns.get(slug);
  if (!run || !taskRun) return { type: "Pending", word: "not run", counts: null };
  const { type, mapCount } = taskRun.state;
  const counts = run.children.get(slug) ?? null;
  if (type !== "Mapped") return { type, word: wordOf(taskRun, run), counts: null };
  return { type, word: `Mapped ${finishedIn(counts)}/${mapCount ?? 0}`, counts };
}

/** The state's name; of a retry with the attempt it waits for, of a loop with the turn that ended. */
function wordOf({ slug, state }: TaskRunView, { graph }: RunView): string {
  const { type, runCount, loopCount } = state;
  if (type === "Looped" && loopCount !== undefined) return `Looped, turn ${loopCount}`;
  if (type !== "Retrying" || runCount === undefined) return type;
  const most = (graph.tasks.find((task) => task.slug === slug)?.maxRetries ?? 0) + 1;
  /* A task that asks to be tried again by itself may be so more often. */
  return runCount < most ? `Retrying ${runCount + 1}/${most}` : `Retrying, attempt ${runCount + 1}`;
}

/** What is foreseen of a task, where something is: then that is said instead of its state. */
export function foreseenOf(slug: Slug, forecast: Forecast | null): BoxState | null {
  const end = forecast?.get(slug);
  if (!end) return null;
  if (end.type === "unknown") return { type: "Pending", word: "depends", counts: null };
  return { type: end.type, word: `would be ${end.type}`, counts: null };
}

const finishedIn = (counts: ChildCounts | null): number =>
  entriesOf(counts).reduce((sum, [type, count]) => (isFinished({ type }) ? sum + count : sum), 0);

/** Counts by state, trouble first, without those that are nought. */
export const entriesOf = (counts: ChildCounts | null): [StateType, number][] =>
  counts === null ? [] : countsOf(counts);

/** How a screen reader, and a test, knows the box: `add-1: Success`. */
export function nameOf(slug: Slug, { word, counts }: BoxState): string {
  const children = entriesOf(counts).map(([type, count]) => `${count} ${type}`);
  return children.length === 0 ? `${slug}: ${word}` : `${slug}: ${word}, ${children.join(", ")}`;
}
