/**
 * What a task run sees upstream: states counted as Prefect's triggers count them, and its inputs as
 * references. Source: prefect 1.x flow_runner.get_flow_run_state, utilities/executors.
 */

import type { Edge, Slug } from "../model/graph.ts";
import { taskRunId, type FlowRun, type TaskRun } from "../model/run.ts";
import { isFailed, isFinished, isSkipped, isSuccessful } from "../model/state.ts";
import type { UpstreamCounts } from "../model/trigger.ts";
import type { InputRef, ResultRef } from "../model/value.ts";
import { resultOf } from "./results.ts";
import { indexOf, type GraphIndex } from "./graph-index.ts";

/** One upstream state of a task run, as it reaches it over one edge. */
export interface Source {
  readonly edge: Edge;
  readonly taskRun: TaskRun;
  /** A mapped task on an edge that is not mapped: all its children count in its place. */
  readonly expanded: boolean;
  /** On a mapped edge: which element of the upstream; null elsewhere. */
  readonly element: number | null;
}

/** Counts, and some of those who tip the scale, by name. */
export interface Tally extends UpstreamCounts {
  readonly unfinished: readonly string[];
  readonly skippedOnes: readonly string[];
  readonly failedOnes: readonly string[];
}

/** An element of a mapped task's flattened results: a child's item, or the child as a whole. */
interface FlatElement {
  readonly child: number;
  readonly item: number | null;
}

export type MapWidth = number | "nothingToMap" | "unmappable" | "unfinished";

/** As many names as a decision keeps. */
const NAMED = 20;

/** Reads upstreams of one run; keeps what is asked often. Made anew for each decision. */
export class Upstreams {
  readonly #run: FlowRun;
  readonly #index: GraphIndex;
  readonly #tallies = new Map<Slug, Tally>();
  readonly #flat = new Map<Slug, readonly FlatElement[]>();

  constructor(run: FlowRun) {
    this.#run = run;
    this.#index = indexOf(run.graph);
  }

  /** The sources of a task run. `whole`: as a mapped parent sees them, mapped edges not followed. */
  sourcesOf(taskRun: TaskRun, whole: boolean): Source[] {
    const edges = this.#index.upstream.get(taskRun.slug) ?? [];
    return edges.map((edge) => {
      const up = this.#find(edge.upstream, null);
      const isMapped = up.state.type === "Mapped";
      if (!edge.mapped) return { edge, taskRun: up, expanded: isMapped, element: null };
      if (whole || taskRun.mapIndex === null) {
        return { edge, taskRun: up, expanded: false, element: null };
      }
      if (!isMapped) return { edge, taskRun: up, expanded: false, element: taskRun.mapIndex };
      const child = edge.flattened
        ? (this.#flatElements(up)[taskRun.mapIndex]?.child ?? 0)
        : taskRun.mapIndex;
      return {
        edge,
        taskRun: this.#find(edge.upstream, child),
        expanded: false,
        element: taskRun.mapIndex,
      };
    });
  }

  /**
   * Counts the upstream states. Prefect puts the state objects into a set: one state that arrives
   * over two edges counts once, but a mapped or flattened edge from a plain task makes a copy.
   */
  tally(slug: Slug, sources: readonly Source[]): Tally {
    const constants = Object.keys(this.#run.constants[slug] ?? {}).filter((key) => key !== "");
    const counter = new Counter();
    const seen = new Set<string>();
    const expanded = new Set<Slug>();
    for (const source of sources) {
      if (source.expanded && !expanded.has(source.edge.upstream)) {
        expanded.add(source.edge.upstream);
        counter.merge(this.#tallyOfChildren(source.taskRun));
      }
    }
    for (const source of sources) {
      if (source.expanded) continue;
      const { edge, taskRun } = source;
      if (taskRun.mapIndex !== null && expanded.has(taskRun.slug)) continue;
      const isCopy = edge.flattened || (edge.mapped && taskRun.mapIndex === null);
      const identity = isCopy ? `${taskRun.id}>${edge.key ?? ""}` : taskRun.id;
      if (seen.has(identity)) continue;
      seen.add(identity);
      counter.add(taskRun);
    }
    /* Each constant kept off the graph comes back as an upstream that succeeded. */
    counter.addSuccesses(constants.length);
    return counter.tally();
  }

  /** The arguments of a task run, as references. */
  inputsOf(slug: Slug, sources: readonly Source[]): Record<string, InputRef> {
    const inputs: Record<string, InputRef> = {};
    for (const [key, ref] of Object.entries(this.#run.constants[slug] ?? {})) {
      if (key !== "") inputs[key] = { from: "result", ref };
    }
    for (const source of sources) {
      if (source.edge.key !== null) inputs[source.edge.key] = this.#inputOf(source);
    }
    return inputs;
  }

  /**
   * How many children a mapped task has: the least length over its mapped edges (zip to the
   * shortest). Prefect: an upstream that failed or cannot be indexed makes the parent fail.
   * Unlike Prefect we wait for all children before flattening them, so that a child that retries
   * does not shift its neighbours.
   */
  mapWidth(sources: readonly Source[]): MapWidth {
    const widths: number[] = [];
    for (const { edge, taskRun } of sources) {
      if (!edge.mapped || !isSuccessful(taskRun.state)) continue;
      if (edge.flattened && this.#tallyOfChildren(taskRun).unfinished.length > 0) {
        return "unfinished";
      }
      const width =
        taskRun.state.type === "Mapped" ? this.#childWidth(edge, taskRun) : widthOf(edge, taskRun);
      if (width === null) return "unmappable";
      widths.push(width);
    }
    return widths.length === 0 ? "nothingToMap" : Math.min(...widths);
  }

  #childWidth(edge: Edge, taskRun: TaskRun): number {
    return edge.flattened ? this.#flatElements(taskRun).length : (taskRun.state.mapCount ?? 0);
  }

  #inputOf({ edge, taskRun, expanded, element }: Source): InputRef {
    if (expanded) {
      if (edge.flattened) {
        return {
          from: "list",
          of: this.#flatElements(taskRun).map((each) => this.#flatInput(taskRun.slug, each)),
        };
      }
      return {
        from: "list",
        of: this.#children(taskRun).map((child) => resultOf(child.state)),
      };
    }
    if (taskRun.mapIndex !== null) {
      const flat = edge.flattened
        ? this.#flatElements(this.#find(taskRun.slug, null))[element ?? 0]
        : undefined;
      return flat ? this.#flatInput(taskRun.slug, flat) : resultOf(taskRun.state);
    }
    const value = resultOf(taskRun.state);
    const whole: InputRef =
      edge.flattened && value.from !== "none" ? { from: "flat", of: value } : value;
    if (element === null || whole.from === "none") return whole;
    return isSuccessful(taskRun.state) ? { from: "item", of: whole, index: element } : whole;
  }

  #flatInput(slug: Slug, { child, item }: FlatElement): InputRef {
    const value = resultOf(this.#find(slug, child).state);
    return item === null ? value : { from: "item", of: value, index: item };
  }

  /** Prefect: a child that failed, was skipped or cannot be un-nested counts as one element. */
  #flatElements(parent: TaskRun): readonly FlatElement[] {
    const before = this.#flat.get(parent.slug);
    if (before) return before;
    const elements: FlatElement[] = [];
    this.#children(parent).forEach(({ state }, child) => {
      const length = isSuccessful(state) ? (state.result?.length ?? null) : null;
      if (length === null) elements.push({ child, item: null });
      else for (let item = 0; item < length; item++) elements.push({ child, item });
    });
    this.#flat.set(parent.slug, elements);
    return elements;
  }

  #tallyOfChildren(parent: TaskRun): Tally {
    const before = this.#tallies.get(parent.slug);
    if (before) return before;
    const counter = new Counter();
    for (const child of this.#children(parent)) counter.add(child);
    const tally = counter.tally();
    this.#tallies.set(parent.slug, tally);
    return tally;
  }

  #children(parent: TaskRun): TaskRun[] {
    return Array.from({ length: parent.state.mapCount ?? 0 }, (_, index) =>
      this.#find(parent.slug, index),
    );
  }

  #find(slug: Slug, mapIndex: number | null): TaskRun {
    const taskRun = this.#run.taskRuns.get(taskRunId(slug, mapIndex));
    if (!taskRun) throw new RangeError(`There is no task run "${taskRunId(slug, mapIndex)}".`);
    return taskRun;
  }
}

function widthOf(edge: Edge, { state }: TaskRun): number | null {
  if (state.result === null) return null;
  return edge.flattened ? flatLength(state.result) : state.result.length;
}

/** Length after un-nesting by one level; a value that cannot be un-nested is left as it is. */
function flatLength({ nested, length }: ResultRef): number | null {
  if (nested === undefined) return length;
  let sum = 0;
  for (const each of nested) {
    if (each === null) return length;
    sum += each;
  }
  return sum;
}

class Counter {
  #total = 0;
  #finished = 0;
  #successful = 0;
  #failed = 0;
  #skipped = 0;
  readonly #unfinished: string[] = [];
  readonly #skippedOnes: string[] = [];
  readonly #failedOnes: string[] = [];

  add({ id, state }: TaskRun): void {
    this.#total += 1;
    if (isFinished(state)) this.#finished += 1;
    else note(this.#unfinished, id);
    if (isSuccessful(state)) this.#successful += 1;
    if (isFailed(state)) {
      this.#failed += 1;
      note(this.#failedOnes, id);
    }
    if (isSkipped(state)) {
      this.#skipped += 1;
      note(this.#skippedOnes, id);
    }
  }

  addSuccesses(count: number): void {
    this.#total += count;
    this.#finished += count;
    this.#successful += count;
  }

  merge(tally: Tally): void {
    this.#total += tally.total;
    this.#finished += tally.finished;
    this.#successful += tally.successful;
    this.#failed += tally.failed;
    this.#skipped += tally.skipped;
    for (const id of tally.unfinished) note(this.#unfinished, id);
    for (const id of tally.skippedOnes) note(this.#skippedOnes, id);
    for (const id of tally.failedOnes) note(this.#failedOnes, id);
  }

  tally(): Tally {
    return {
      total: this.#total,
      finished: this.#finished,
      successful: this.#successful,
      failed: this.#failed,
      skipped: this.#skipped,
      unfinished: this.#unfinished,
      skippedOnes: this.#skippedOnes,
      failedOnes: this.#failedOnes,
    };
  }
}

function note(names: string[], id: string): void {
  if (names.length < NAMED) names.push(id);
}

/** The counts alone, for a decision's record. */
export const countsOf = ({
  total,
  finished,
  successful,
  failed,
  skipped,
}: Tally): UpstreamCounts => ({ total, finished, successful, failed, skipped });
