/** The rows of the table of task runs: tasks, and below an opened one its children. Pure. */

import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { taskRunId } from "../../engine/model/run.ts";
import type { Millis, StateType } from "../../engine/model/state.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";
import { countsOf, rankOf } from "../session/state-order.ts";

export type TaskColumn =
  "task" | "state" | "started" | "duration" | "attempts" | "worker" | "after" | "message";

/** A task, or one child of a mapped task. */
export interface TaskRow {
  readonly id: string;
  readonly slug: Slug;
  readonly mapIndex: number | null;
  readonly state: StateType;
  /** What to say of the state: its name, or `not run`. */
  readonly word: string;
  /** Of a mapped task, its children by state, trouble first. */
  readonly children: readonly (readonly [StateType, number])[];
  readonly started: Millis | null;
  readonly duration: Millis | null;
  readonly attempts: number;
  readonly worker: string | null;
  /** The tasks it comes after. */
  readonly after: readonly Slug[];
  readonly message: string;
  /** null: it has no children. */
  readonly isOpen: boolean | null;
}

export interface TaskSort {
  readonly by: TaskColumn;
  readonly isDown: boolean;
}

/**
 * The rows in order. Children stay below their task, sorted among themselves.
 * @param opened tasks whose children are to be seen
 * @param sort null: in the order of the flow
 */
export function taskRows(
  { tasks, edges }: FlowGraph,
  run: RunView | null,
  opened: ReadonlySet<Slug>,
  sort: TaskSort | null,
): TaskRow[] {
  const after = new Map<Slug, Set<Slug>>();
  for (const { upstream, downstream } of edges) {
    const before = after.get(downstream) ?? new Set();
    after.set(downstream, before.add(upstream));
  }
  const parents = tasks.map(({ slug }) => {
    const taskRun = run?.taskRuns.get(slug);
    const ran = taskRun ? rowOf(taskRun, run) : NEVER;
    const isMapped = taskRun?.state.type === "Mapped";
    const isOpen = isMapped ? opened.has(slug) : null;
    return { ...ran, id: slug, slug, mapIndex: null, after: [...(after.get(slug) ?? [])], isOpen };
  });
  return sorted(parents, sort).flatMap((parent) =>
    run && parent.isOpen === true ? [parent, ...sorted(childrenOf(parent, run), sort)] : [parent],
  );
}

function childrenOf({ slug }: TaskRow, run: RunView): TaskRow[] {
  const rows: TaskRow[] = [];
  const count = run.taskRuns.get(slug)?.state.mapCount ?? 0;
  for (let index = 0; index < count; index++) {
    const child = run.taskRuns.get(taskRunId(slug, index));
    if (!child) continue;
    const { id, mapIndex } = child;
    rows.push({ ...rowOf(child, run), id, slug, mapIndex, after: [], isOpen: null });
  }
  return rows;
}

type Ran = Omit<TaskRow, "id" | "slug" | "mapIndex" | "after" | "isOpen">;

const NEVER: Ran = {
  state: "Pending",
  word: "not run",
  children: [],
  started: null,
  duration: null,
  attempts: 0,
  worker: null,
  message: "",
};

function rowOf(taskRun: TaskRunView, run: RunView | null): Ran {
  const { state, history, duration, calls, worker, slug } = taskRun;
  const isMapped = state.type === "Mapped";
  const children = isMapped ? countsOf(run?.children.get(slug) ?? {}) : [];
  const started = history.find((each) => each.state.type === "Running") ?? history[0];
  return {
    state: state.type,
    word: state.type,
    children,
    started: started?.at ?? null,
    duration,
    attempts: calls,
    worker,
    message: state.message ?? "",
  };
}

const VALUES: Readonly<Record<TaskColumn, (row: TaskRow) => string | number | null>> = {
  task: ({ mapIndex, slug }) => mapIndex ?? slug,
  state: ({ state }) => rankOf(state),
  started: ({ started }) => started,
  duration: ({ duration }) => duration,
  attempts: ({ attempts }) => attempts,
  worker: ({ worker }) => worker,
  after: ({ after }) => after.join(", "),
  message: ({ message }) => message,
};

const TEXT = new Intl.Collator("en", { numeric: true });

/** Rows that have nothing in the column come last, whichever way it is sorted. */
function sorted(rows: readonly TaskRow[], sort: TaskSort | null): readonly TaskRow[] {
  if (sort === null) return rows;
  const valueOf = VALUES[sort.by];
  const sign = sort.isDown ? -1 : 1;
  return rows.toSorted((a, b) => compare(valueOf(a), valueOf(b), sign));
}

/** @param sign -1 turns the order round */
export function compare(
  a: string | number | null,
  b: string | number | null,
  sign: 1 | -1,
): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === "number" && typeof b === "number") return (a - b) * sign;
  return TEXT.compare(String(a), String(b)) * sign;
}
