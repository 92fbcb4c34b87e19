/** Why a run took as long as it did: from its last finisher back to whatever decided each start. Pure. */

import { bisector, group } from "d3";
import type { Edge, FlowGraph, Slug } from "../../engine/model/graph.ts";
import { taskRunId, type TaskRunId } from "../../engine/model/run.ts";
import type { Millis } from "../../engine/model/state.ts";
import { durationText } from "../run/duration-text.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";
import { lanesOf, type Call } from "./lanes.ts";
import { segmentsOf, type Segment } from "./segments.ts";

/** One stretch of the path. */
export interface PathStep {
  readonly taskRun: TaskRunId;
  readonly segment: Segment;
  /** What decided when the stretch began; `worker`: that task run's end freed the worker. */
  readonly decidedBy: "start" | "upstream" | "worker" | "itself";
  /** Who held the worker that was waited for: in the story, not in the drawing. */
  readonly heldBy: TaskRunId | null;
}

/** More would be a bug. */
const MOST_STEPS = 10_000;
/** Sorting by time: clocks tick in whole milliseconds, and a call's length is known more exactly. */
const TOLERANCE: Millis = 1.5;

/** The path of a run that is over, from its beginning to its end; empty if nothing took time. */
export function criticalPath(graph: FlowGraph, run: RunView): readonly PathStep[] {
  if (run.endedAt === null) return [];
  const last = lastFinisher(run);
  if (!last) return [];
  return new Walk(graph, run).back(last);
}

/** Of everything that has a call or an end of its own: what ended last. Parents end with their children. */
function lastFinisher(run: RunView): TaskRunView | null {
  let last: TaskRunView | null = null;
  for (const taskRun of run.taskRuns.values()) {
    if (taskRun.state.type === "Mapped" && (taskRun.state.mapCount ?? 0) > 0) continue;
    if (taskRun.history.length === 0) continue;
    if (last === null || isLater(taskRun, last)) last = taskRun;
  }
  return last;
}

const endOf = ({ history }: TaskRunView): { at: Millis; event: number } =>
  history.at(-1) ?? { at: -Infinity, event: -1 };

function isLater(one: TaskRunView, other: TaskRunView): boolean {
  const [a, b] = [endOf(one), endOf(other)];
  return a.at > b.at || (a.at === b.at && a.event > b.event);
}

class Walk {
  readonly #graph: FlowGraph;
  readonly #run: RunView;
  readonly #steps: PathStep[] = [];
  /** Stretches on the path: none is on it twice. */
  readonly #seen = new Set<string>();

  constructor(graph: FlowGraph, run: RunView) {
    this.#graph = graph;
    this.#run = run;
  }

  back(last: TaskRunView): readonly PathStep[] {
    let current: { taskRun: TaskRunView; index: number } | null = {
      taskRun: last,
      index: segmentsOf(last, this.#run).length - 1,
    };
    while (current && this.#steps.length < MOST_STEPS) {
      current = this.#before(current.taskRun, current.index);
    }
    return this.#steps.filter((step) => isRun(step.segment) || lengthOf(step) > 0).reverse();
  }

  /** Takes this stretch onto the path, and finds what decided when it began. */
  #before(taskRun: TaskRunView, index: number): { taskRun: TaskRunView; index: number } | null {
    const segment = segmentsOf(taskRun, this.#run)[index];
    const key = `${taskRun.id} ${index}`;
    if (!segment || this.#seen.has(key)) return null;
    this.#seen.add(key);
    const own = { taskRun, index: index - 1 };
    if (segment.kind === "worker") {
      const freer = this.#freer(taskRun, segment, index);
      if (freer) {
        this.#note(taskRun, segment, "worker", freer.taskRun.id);
        return freer;
      }
    }
    if (segment.kind === "upstreams") {
      const upstream = this.#lastUpstream(taskRun, segment);
      /* The wait itself is the upstreams' doing: they are on the path in its stead. */
      return upstream ?? (index > 0 ? own : this.#atStart(taskRun, segment));
    }
    if (index > 0) {
      this.#note(taskRun, segment, "itself", null);
      return own;
    }
    const upstream = this.#lastUpstream(taskRun, segment);
    this.#note(taskRun, segment, upstream ? "upstream" : "start", null);
    return upstream;
  }

  #atStart(taskRun: TaskRunView, segment: Segment): null {
    const length = (segment.to?.at ?? segment.from.at) - segment.from.at;
    if (length > TOLERANCE) this.#note(taskRun, segment, "start", null);
    return null;
  }

  #note(
    { id }: TaskRunView,
    segment: Segment,
    decidedBy: PathStep["decidedBy"],
    heldBy: TaskRunId | null,
  ): void {
    this.#steps.push({ taskRun: id, segment, decidedBy, heldBy });
  }

  /** The call that had the worker while this one waited for it; null: the worker had to boot, or was free. */
  #freer(
    { id }: TaskRunView,
    wait: Segment,
    index: number,
  ): { taskRun: TaskRunView; index: number } | null {
    const taskRun = this.#run.taskRuns.get(id);
    const call = taskRun && segmentsOf(taskRun, this.#run)[index + 1];
    const from = wait.from.at;
    const to = wait.to?.at ?? from;
    if (!call || call.worker === null || to - from <= TOLERANCE) return null;
    const lane = lanesOf(this.#run).find((each) => each.id === call.worker);
    const before = lane && heldBefore(lane.calls, { id, call, from, to });
    const holder = before && this.#run.taskRuns.get(before.taskRun);
    if (!before || !holder) return null;
    const { event } = before.segment.from;
    const place = segmentsOf(holder, this.#run).findIndex(
      ({ kind, from: start }) => kind === before.segment.kind && start.event === event,
    );
    return place < 0 ? null : { taskRun: holder, index: place };
  }

  /** Of what it needed, what ended last before its wait did; null: it needed nothing. */
  #lastUpstream(
    taskRun: TaskRunView,
    wait: Segment,
  ): { taskRun: TaskRunView; index: number } | null {
    const until = (wait.kind === "upstreams" ? wait.to?.at : wait.from.at) ?? wait.from.at;
    let last: TaskRunView | null = null;
    for (const id of upstreamsOf(taskRun, this.#graph, this.#run)) {
      const upstream = this.#run.taskRuns.get(id);
      if (!upstream || endOf(upstream).at > until + TOLERANCE) continue;
      if (last === null || isLater(upstream, last)) last = upstream;
    }
    return last && { taskRun: last, index: segmentsOf(last, this.#run).length - 1 };
  }
}

const keptEdges = new WeakMap<FlowGraph, ReadonlyMap<Slug, readonly Edge[]>>();

/** The edges of a graph by the task they lead to: a path asks at each of its steps. */
function edgesInto(graph: FlowGraph): ReadonlyMap<Slug, readonly Edge[]> {
  const known = keptEdges.get(graph);
  if (known) return known;
  const edges = group(graph.edges, ({ downstream }) => downstream);
  keptEdges.set(graph, edges);
  return edges;
}

/** The calls of a lane are in order of their start: those that began before this moment. */
const begunBefore = bisector(({ segment }: Call) => segment.from.at).left;

/** What a task run waited for: its siblings in other maps, all children of a mapped task, or plain ones. */
export function upstreamsOf(
  { slug, mapIndex }: Pick<TaskRunView, "slug" | "mapIndex">,
  graph: FlowGraph,
  run: RunView,
): readonly TaskRunId[] {
  const ids = new Set<TaskRunId>();
  for (const { upstream, mapped } of edgesInto(graph).get(slug) ?? []) {
    const sibling = taskRunId(upstream, mapIndex);
    const parent = run.taskRuns.get(upstream);
    const count = parent?.state.type === "Mapped" ? (parent.state.mapCount ?? 0) : 0;
    if (mapped && mapIndex !== null && count > 0 && run.taskRuns.has(sibling)) {
      ids.add(sibling);
      continue;
    }
    if (count === 0) ids.add(upstream);
    for (let index = 0; index < count; index++) ids.add(taskRunId(upstream, index));
  }
  return [...ids];
}

interface Waited {
  readonly id: TaskRunId;
  readonly call: Segment;
  readonly from: Millis;
  readonly to: Millis;
}

/** The last call of a lane that ended while this one waited for its worker. */
function heldBefore(calls: readonly Call[], { id, call, from, to }: Waited): Call | null {
  for (let index = begunBefore(calls, call.from.at) - 1; index >= 0; index--) {
    const each = calls[index];
    if (!each || each.taskRun === id || each.segment.to === null) continue;
    const end = each.segment.to.at;
    if (end <= to + TOLERANCE && end > from) return each;
  }
  return null;
}

const lengthOf = ({ segment: { from, to } }: PathStep): Millis => (to?.at ?? from.at) - from.at;

/** How many tasks the sentence names at most. */
const MOST_NAMES = 6;

/**
 * The path as sentences: how long the run took, by way of which tasks, and what on the way cost
 * most. null: the run is not over, or nothing in it took time.
 */
export function pathText(path: readonly PathStep[], run: RunView): string | null {
  if (run.endedAt === null || path.length === 0) return null;
  const took = run.endedAt - run.startedAt;
  const names = [...new Set(path.map(({ taskRun }) => taskRun))];
  const shown = names.length > MOST_NAMES ? [...names.slice(0, 3), "…", ...names.slice(-2)] : names;
  const way = names.length > 1 ? `; what decided that was ${shown.join(" → ")}` : "";
  const costs = costsOf(path);
  const longest = costs.filter(isRun).slice(0, 1);
  const delays = costs.filter((cost) => !isRun(cost)).slice(0, 2);
  const told = costsText([...longest, ...delays]);
  const skipped = run.skipped > 0 ? `, ${durationText(run.skipped)} of it skipped` : "";
  return `The run took ${durationText(took)}${skipped}${way}.${told && ` ${told}.`}`;
}

/** What one task run on the path spent on one thing. */
interface Cost {
  readonly taskRun: TaskRunId;
  readonly kind: Segment["kind"];
  readonly heldBy: TaskRunId | null;
  readonly length: Millis;
}

const isRun = ({ kind }: { readonly kind: Segment["kind"] }) =>
  kind === "running" || kind === "lost";

/** The highest first; what took less than the clock's tick is left out. */
function costsOf(path: readonly PathStep[]): readonly Cost[] {
  const costs = new Map<string, Cost>();
  for (const step of path) {
    const { taskRun, segment, heldBy } = step;
    const key = `${segment.kind} ${taskRun} ${heldBy ?? ""}`;
    const length = lengthOf(step) + (costs.get(key)?.length ?? 0);
    costs.set(key, { taskRun, kind: segment.kind, heldBy, length });
  }
  const worth = [...costs.values()].filter((cost) => cost.length >= (isRun(cost) ? 1 : 2));
  return worth.sort((one, other) => other.length - one.length);
}

/** `a ran for 1 s, waited 2 s to retry; b waited 3 s for a worker`: a task's name once. */
function costsText(costs: readonly Cost[]): string {
  const texts = new Map<TaskRunId, string[]>();
  for (const cost of costs) {
    const known = texts.get(cost.taskRun);
    if (known) known.push(costText(cost));
    else texts.set(cost.taskRun, [costText(cost)]);
  }
  return [...texts].map(([taskRun, parts]) => `${taskRun} ${parts.join(", ")}`).join("; ");
}

function costText({ kind, heldBy, length: millis }: Cost): string {
  const length = durationText(millis);
  switch (kind) {
    case "running":
      return `ran for ${length}`;
    case "lost":
      return `lost ${length} with its worker`;
    case "worker":
      return `waited ${length} for a worker${heldBy ? ` that ${heldBy} held` : ""}`;
    case "retry":
      return `waited ${length} to retry`;
    case "paused":
      return `was paused for ${length}`;
    default:
      return `waited ${length} to start`;
  }
}
