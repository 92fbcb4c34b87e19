/** What a task run did when: its history as stretches of waiting and running. Pure. */

import { isFinished, isRunning, type Millis, type StateType } from "../../engine/model/state.ts";
import type { RunView, StateAt, TaskRunView } from "../session/run-view.ts";
import { shiftsOf } from "./batch-shifts.ts";

/**
 * What a stretch was spent on. `lost`: it ran, but its worker ended under it. `start`: until its
 * start time, or its turn. `children`: a mapped task while its children are at work.
 */
export type SegmentKind =
  "upstreams" | "worker" | "start" | "running" | "lost" | "retry" | "paused" | "children";

/** A place on both axes: milliseconds by the run's clock, and a number in its journal. */
export interface Moment {
  readonly at: Millis;
  readonly event: number;
}

export interface Segment {
  readonly kind: SegmentKind;
  readonly from: Moment;
  /** null: it still goes on. */
  readonly to: Moment | null;
  /** What a run came to; what a wait is waited in; Running while it goes on. */
  readonly state: StateType;
  /** Which call this is, or which comes after the wait, from 1; calls of a loop count too. */
  readonly attempt: number;
  readonly worker: string | null;
}

const kept = new WeakMap<TaskRunView, readonly Segment[]>();

/**
 * The stretches of a task run in order; what it did before a restart is among them. A wait within
 * one tick of the clock is there if events came between. Calls that were handed to a worker together are put one behind the other.
 */
export function segmentsOf(taskRun: TaskRunView, run: RunView): readonly Segment[] {
  let segments = kept.get(taskRun);
  if (!segments) {
    segments = new Telling(taskRun, run).tell();
    kept.set(taskRun, segments);
  }
  const shifts = shiftsOf(run);
  if (shifts.size === 0) return segments;
  return shifted(segments, shifts);
}

/** How long it ran in all, in milliseconds, up to `now`. */
export function runningTime(segments: readonly Segment[], now: Millis): Millis {
  let sum = 0;
  for (const { kind, from, to } of segments) {
    if (kind === "running" || kind === "lost") sum += Math.max(0, (to?.at ?? now) - from.at);
  }
  return sum;
}

/** Goes through a history and notes what each stretch of it was spent on. */
class Telling {
  readonly #taskRun: TaskRunView;
  readonly #restarts: readonly Millis[];
  readonly #segments: Segment[] = [];
  #kind: SegmentKind | null = "upstreams";
  #since: Moment;
  #state: StateType = "Pending";
  #attempt = 1;
  #worker: string | null = null;

  constructor(taskRun: TaskRunView, run: RunView) {
    this.#taskRun = taskRun;
    this.#restarts = restartsOf(taskRun, run);
    this.#since = beginningOf(taskRun, run);
  }

  tell(): readonly Segment[] {
    let restart = 0;
    for (const entry of this.#taskRun.history) {
      const again = this.#restarts[restart];
      if (again !== undefined && entry.at > again) {
        this.#restart(again);
        restart += 1;
      }
      this.#take(entry);
    }
    const again = this.#restarts[restart];
    if (again !== undefined && this.#taskRun.state.type === "Pending") this.#restart(again);
    const { wantedAt, wantedEvent } = this.#taskRun;
    if (wantedAt !== null) this.#wanted({ at: wantedAt, event: wantedEvent ?? this.#since.event });
    if (this.#kind !== null) this.#push(this.#kind, this.#since, null);
    return this.#segments;
  }

  #take(entry: StateAt): void {
    const { state, at, event, wantedAt, wantedEvent, worker, duration } = entry;
    if (wantedAt !== null) this.#wanted({ at: wantedAt, event: wantedEvent ?? event });
    if (this.#kind === "running" && duration !== null) this.#ranFor(duration, at);
    if (isFinished(state) && this.#kind === "running") this.#state = state.type;
    this.#close({ at, event });
    this.#state = state.type;
    this.#kind = kindAfter(entry);
    if (worker !== null) this.#worker = worker;
  }

  /** Its call waits for a worker from here on. If it ran, that call was lost with its worker. */
  #wanted(since: Moment): void {
    if (this.#kind === "running") this.#kind = "lost";
    this.#close(since);
    this.#kind = "worker";
  }

  /** That it runs may have been told late: of a short call, together with its end. Or early: of a batch. */
  #ranFor(duration: Millis, end: Millis): void {
    const last = this.#segments.at(-1);
    const wait = last?.kind === "worker" ? last : null;
    const started = Math.max(wait?.from.at ?? this.#since.at, end - duration);
    const from = { at: started, event: this.#since.event };
    if (wait) {
      this.#segments[this.#segments.length - 1] = { ...wait, to: from };
    } else if (started > this.#since.at) {
      this.#push("worker", this.#since, from);
    }
    this.#since = from;
  }

  #close(to: Moment): void {
    const kind = this.#kind;
    if (kind === null) {
      this.#since = to;
      return;
    }
    const hasRun = kind === "running" || kind === "lost";
    if (hasRun || to.at > this.#since.at || to.event > this.#since.event + 1) {
      this.#push(kind, this.#since, to);
    }
    if (hasRun) this.#attempt += 1;
    this.#since = to;
  }

  #push(kind: SegmentKind, from: Moment, to: Moment | null): void {
    const isRun = kind === "running" || kind === "lost";
    const state = isRun && to === null ? "Running" : this.#state;
    const worker = isRun ? this.#worker : null;
    this.#segments.push({ kind, from, to, state, attempt: this.#attempt, worker });
  }

  #restart(at: Millis): void {
    this.#close({ at, event: this.#since.event });
    this.#kind = "upstreams";
    this.#state = "Pending";
    this.#since = { at, event: this.#since.event };
  }
}

function kindAfter({ state }: StateAt): SegmentKind | null {
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
    case "Looped":
      return "start";
    case "Pending":
      return "upstreams";
    case "Mapped":
      return "children";
    default:
      return null;
  }
}

/** A child is there since its parent was mapped; everything else since the run began. */
function beginningOf({ slug, mapIndex, history }: TaskRunView, run: RunView): Moment {
  if (mapIndex !== null) {
    const first = history[0]?.at ?? Infinity;
    const mapped = run.taskRuns.get(slug)?.history ?? [];
    const parent = mapped.find(({ state, at }) => state.type === "Mapped" && at <= first);
    if (parent) return { at: parent.at, event: parent.event };
  }
  return { at: run.startedAt, event: 0 };
}

function restartsOf({ id }: TaskRunView, run: RunView): readonly Millis[] {
  return run.milestones.flatMap((milestone) =>
    milestone.type === "RunRestarted" && milestone.taskRuns.includes(id) ? [milestone.at] : [],
  );
}

function shifted(
  segments: readonly Segment[],
  shifts: ReadonlyMap<number, Millis>,
): readonly Segment[] {
  const isBatched = segments.some(
    ({ kind, to }) => kind === "running" && to !== null && shifts.has(to.event),
  );
  if (!isBatched) return segments;
  const moved = [...segments];
  for (const [index, segment] of segments.entries()) {
    const shift = segment.to && segment.kind === "running" ? shifts.get(segment.to.event) : 0;
    if (!shift || !segment.to) continue;
    const before = moved[index - 1];
    const wait = before?.kind === "worker" ? before : null;
    const earliest = wait?.from.at ?? before?.to?.at ?? -Infinity;
    const length = segment.to.at - segment.from.at;
    const from = { ...segment.from, at: Math.max(earliest, segment.from.at - shift) };
    const to = { ...segment.to, at: Math.min(segment.to.at, from.at + length) };
    moved[index] = { ...segment, from, to };
    if (wait) moved[index - 1] = { ...wait, to: from };
  }
  return moved;
}
