/** What became of a task run's time: waiting for upstreams, for a worker, running, waiting to retry. Pure. */

import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { taskRunId, type TaskRunId } from "../../engine/model/run.ts";
import { isFinished, isRunning, type Millis, type State } from "../../engine/model/state.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";

/** What a stretch of time was spent on. */
export type SpanKind =
  "upstreams" | "worker" | "running" | "lost" | "retry" | "paused" | "start" | "children";

export interface Span {
  readonly kind: SpanKind;
  readonly from: Millis;
  readonly to: Millis;
}

export interface Timings {
  /** In order; none of them empty. What passed after it was over, until somebody set it anew, is none. */
  readonly spans: readonly Span[];
  /** How long in all on each kind, in the order they first came. */
  readonly sums: ReadonlyMap<SpanKind, Millis>;
  readonly total: Millis;
  /** Whether it still goes on. */
  readonly isOpen: boolean;
}

/**
 * The times of a task run since it was last begun (a restart begins it anew).
 * @param now up to when, by the run's own clock; only asked while it is not over
 * @returns null if nothing has happened to it yet
 */
export function timingsOf(taskRun: TaskRunView, run: RunView, now: Millis): Timings | null {
  const begun = beginningOf(taskRun, run);
  const history = taskRun.history.filter(({ at }) => at >= begun);
  if (history.length === 0 && taskRun.wantedAt === null) return null;
  const spans: Span[] = [];
  let kind: SpanKind | null = "upstreams";
  let since = begun;
  const sums = new Map<SpanKind, Millis>();
  const spend = (to: Millis): void => {
    const length = Math.max(0, to - since);
    /* That it ran is worth saying even if the clock did not move meanwhile. */
    if (kind !== null && (length > 0 || kind === "running")) {
      sums.set(kind, (sums.get(kind) ?? 0) + length);
    }
    if (kind !== null && length > 0) spans.push({ kind, from: since, to });
    since += length;
  };
  const awaitWorker = (wantedAt: Millis, to: Millis): void => {
    /* Called again while it ran: that call was lost with its worker. */
    if (kind === "running") kind = "lost";
    spend(wantedAt);
    kind = "worker";
    spend(to);
  };
  for (const { state, at, wantedAt } of history) {
    if (wantedAt !== null && wantedAt >= since) awaitWorker(wantedAt, at);
    else spend(at);
    kind = kindAfter(state);
  }
  const end = taskRun.state.type === "Mapped" ? endOfChildren(taskRun, run) : null;
  if (taskRun.wantedAt !== null) awaitWorker(taskRun.wantedAt, now);
  else spend(end ?? now);
  const isOpen = kind !== null && end === null;
  return { spans, sums, total: lengthOf(spans), isOpen };
}

const lengthOf = (spans: readonly Span[]): Millis =>
  spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** When it could first be begun: with the run, with its parent's mapping, or with a restart. */
function beginningOf({ id, slug, mapIndex }: TaskRunView, run: RunView): Millis {
  let begun = run.startedAt;
  for (const milestone of run.milestones) {
    if (milestone.type !== "RunRestarted") continue;
    if (milestone.taskRuns.includes(id)) begun = milestone.at;
  }
  if (mapIndex === null) return begun;
  const mapped = run.taskRuns.get(slug)?.history.findLast(({ state }) => state.type === "Mapped");
  return Math.max(begun, mapped?.at ?? begun);
}

function kindAfter(state: State): SpanKind | null {
  if (isRunning(state)) return "running";
  switch (state.type) {
    case "Retrying":
      return "retry";
    case "Paused":
      return "paused";
    case "Scheduled":
    case "Submitted":
    case "Queued":
    case "Resume":
      return "start";
    case "Pending":
    case "Looped":
      return "upstreams";
    case "Mapped":
      return "children";
    default:
      return null;
  }
}

/** When the last of the children ended; null: not all of them have. */
function endOfChildren({ slug, state, history }: TaskRunView, run: RunView): Millis | null {
  let end = history.at(-1)?.at ?? 0;
  for (let index = 0; index < (state.mapCount ?? 0); index++) {
    const child = run.taskRuns.get(taskRunId(slug, index));
    if (!child || !isFinished(child.state)) return null;
    end = Math.max(end, child.history.at(-1)?.at ?? 0);
  }
  return end;
}

/** The upstream that was waited for the longest. */
export interface LastUpstream {
  readonly id: TaskRunId;
  readonly at: Millis;
  /** How many upstreams there are. */
  readonly of: number;
}

/** Which upstream ended last before this task run was begun; null: it has none, or one is not over. */
export function lastUpstream(
  taskRun: TaskRunView,
  run: RunView,
  graph: FlowGraph,
): LastUpstream | null {
  const ids = upstreamsOf(taskRun, run, graph);
  let last: LastUpstream | null = null;
  for (const id of ids) {
    const upstream = run.taskRuns.get(id);
    if (!upstream || !isFinished(upstream.state)) return null;
    const end =
      upstream.state.type === "Mapped"
        ? endOfChildren(upstream, run)
        : (upstream.history.at(-1)?.at ?? null);
    if (end !== null && (last === null || end > last.at)) last = { id, at: end, of: ids.length };
  }
  return last;
}

function upstreamsOf({ slug, mapIndex }: TaskRunView, run: RunView, graph: FlowGraph): TaskRunId[] {
  const ids = new Set<TaskRunId>();
  for (const { upstream, downstream, mapped } of graph.edges) {
    if (downstream !== slug) continue;
    const sibling = taskRunId(upstream, mapIndex);
    ids.add(mapped && run.taskRuns.has(sibling) ? sibling : upstream);
  }
  return [...ids];
}

/** What a stretch of time was spent on, in words. */
export function spanText(kind: SpanKind, slug: Slug, graph: FlowGraph): string {
  if (kind !== "upstreams") return WORDS[kind];
  const hasUpstreams = graph.edges.some(({ downstream }) => downstream === slug);
  return hasUpstreams ? WORDS.upstreams : "waited for its turn";
}

const WORDS: Readonly<Record<SpanKind, string>> = {
  upstreams: "waited for upstreams",
  worker: "waited for a worker",
  running: "ran",
  lost: "ran, and was lost with its worker",
  retry: "waited to retry",
  paused: "was paused",
  start: "waited for its start",
  children: "its children",
};
