/** What became of a task run's time: waiting for upstreams, for a worker, running, waiting to retry. Pure. */

import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { taskRunId, type TaskRunId } from "../../engine/model/run.ts";
import { isFinished, type Millis } from "../../engine/model/state.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";
import { segmentsOf, type SegmentKind } from "../timeline/segments.ts";

export interface Span {
  readonly kind: SegmentKind;
  readonly from: Millis;
  readonly to: Millis;
}

export interface Timings {
  /** In order; none of them empty. What passed after it was over, until somebody set it anew, is none. */
  readonly spans: readonly Span[];
  /** How long in all on each kind, in the order they first came. */
  readonly sums: ReadonlyMap<SegmentKind, Millis>;
  readonly total: Millis;
  /** Whether it still goes on. */
  readonly isOpen: boolean;
}

/**
 * The times of a task run since it was last begun (a restart begins it anew): the timeline's
 * stretches, so that both say the same.
 * @param now up to when, by the run's own clock; only asked while it is not over
 * @returns null if nothing has happened to it yet
 */
export function timingsOf(taskRun: TaskRunView, run: RunView, now: Millis): Timings | null {
  const begun = restartOf(taskRun, run);
  const hasHistory = taskRun.history.some(({ at }) => at >= begun);
  if (!hasHistory && taskRun.wantedAt === null) return null;
  const spans: Span[] = [];
  const sums = new Map<SegmentKind, Millis>();
  const isMapped = taskRun.state.type === "Mapped";
  const end = isMapped ? endOfChildren(taskRun, run) : null;
  let isOpen = false;
  for (const { kind, from, to } of segmentsOf(taskRun, run)) {
    if (from.at < begun) continue;
    const span = { kind, from: from.at, to: Math.max(from.at, to?.at ?? end ?? now) };
    const length = span.to - span.from;
    isOpen = to === null && end === null;
    /* That it ran is worth saying even if the clock did not move meanwhile. */
    if (length > 0 || kind === "running") sums.set(kind, (sums.get(kind) ?? 0) + length);
    if (length > 0) spans.push(span);
  }
  return { spans, sums, total: lengthOf(spans), isOpen };
}

const lengthOf = (spans: readonly Span[]): Millis =>
  spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** When it was last begun anew by a restart; else when the run was. */
function restartOf({ id }: TaskRunView, run: RunView): Millis {
  const restart = run.milestones.findLast(
    (milestone) => milestone.type === "RunRestarted" && milestone.taskRuns.includes(id),
  );
  return restart?.at ?? run.startedAt;
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
export function spanText(kind: SegmentKind, slug: Slug, graph: FlowGraph): string {
  if (kind !== "upstreams") return WORDS[kind];
  const hasUpstreams = graph.edges.some(({ downstream }) => downstream === slug);
  return hasUpstreams ? WORDS.upstreams : "waited for its turn";
}

const WORDS: Readonly<Record<SegmentKind, string>> = {
  upstreams: "waited for upstreams",
  worker: "waited for a worker",
  running: "ran",
  lost: "ran, and was lost with its worker",
  retry: "waited to retry",
  paused: "was paused",
  start: "waited for its start",
  children: "its children",
};
