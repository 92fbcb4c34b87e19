/** Where a run in thought depends on values or on user code: every way it may go, up to a limit. */

import type { Fork } from "../model/forecast.ts";
import type { FlowGraph, Slug } from "../model/graph.ts";
import { indexOf } from "./graph-index.ts";

/** A fork, and the ways to go on from it. */
export interface Choice extends Fork {
  readonly key: string;
  readonly ways: readonly string[];
  /** The tasks where it shows: all it may bear on is there or below. */
  readonly at: readonly Slug[];
}

/** A way was picked at a fork. */
export interface Pick {
  readonly choice: Choice;
  readonly way: number;
}

/** A branch behind a fork: taken if its way is picked. */
interface Branch {
  readonly choice: Choice;
  readonly way: string;
}

/** Picks ways, the same at one fork all through a run: those of a script, then the first ones. */
export class Picker {
  readonly #script: readonly number[];
  readonly #picks = new Map<string, Pick>();

  constructor(script: readonly number[]) {
    this.#script = script;
  }

  pick(choice: Choice): string {
    const before = this.#picks.get(choice.key);
    const way = before?.way ?? this.#script[this.#picks.size] ?? 0;
    if (!before) this.#picks.set(choice.key, { choice, way });
    return choice.ways[way] ?? "";
  }

  /** In the order in which they were met. */
  get picks(): ReadonlyMap<string, Pick> {
    return this.#picks;
  }

  /** The script of the run after this one, counting like a clock; null: all have been. */
  next(): number[] | null {
    const picks = [...this.#picks.values()];
    for (let last = picks.at(-1); last; last = picks.at(-1)) {
      if (last.way + 1 < last.choice.ways.length) {
        return [...picks.slice(0, -1).map(({ way }) => way), last.way + 1];
      }
      picks.pop();
    }
    return null;
  }
}

/** The class of the tasks that `switch` and `case` put before a branch. */
const COMPARES = "CompareValue";

/** No branch of a condition fits. */
const NONE_FITS = "none";

/** What is asked about forks of a graph: which there are before its branches and its triggers. */
export class Forks {
  readonly #graph: FlowGraph;
  readonly #branches: ReadonlyMap<Slug, Branch>;

  /** @param isGiven  tasks whose state is given are not asked */
  constructor(graph: FlowGraph, isGiven: (slug: Slug) => boolean) {
    this.#graph = graph;
    this.#branches = branchesOf(graph, isGiven);
  }

  /** The branch that a task stands before, if it compares a value. */
  branchAt(slug: Slug): Branch | null {
    return this.#branches.get(slug) ?? null;
  }

  /** The fork of a trigger that user code gave. */
  triggerOf(slug: Slug): Choice {
    const ways = ["run", "fail", "skip"];
    return { about: "trigger", task: slug, key: `trigger ${slug}`, ways, at: [slug] };
  }

  /** All that a choice may bear on. */
  reachOf({ at }: Choice): ReadonlySet<Slug> {
    const { downstream } = indexOf(this.#graph);
    const reached = new Set(at);
    for (const slug of reached) {
      for (const edge of downstream.get(slug) ?? []) reached.add(edge.downstream);
    }
    return reached;
  }
}

/** Of the branches over one value at most one is taken, so that they are one fork. */
function branchesOf(graph: FlowGraph, isGiven: (slug: Slug) => boolean): Map<Slug, Branch> {
  const { nodes, upstream } = indexOf(graph);
  const groups = new Map<Slug, Slug[]>();
  for (const { slug, type } of graph.tasks) {
    if (type !== COMPARES || isGiven(slug)) continue;
    const value = upstream.get(slug)?.find(({ key }) => key === "value");
    const task = value?.upstream ?? slug;
    const group = groups.get(task);
    if (group) group.push(slug);
    else groups.set(task, [slug]);
  }
  const branches = new Map<Slug, Branch>();
  for (const [task, at] of groups) {
    /* Two branches with equal values are taken together: by the way of the first. */
    const wayOf = new Map<string, Slug>();
    const nameOf = (slug: Slug): string => nodes.get(slug)?.name ?? slug;
    for (const slug of at) if (!wayOf.has(nameOf(slug))) wayOf.set(nameOf(slug), slug);
    const isExhaustive = nodes.get(task)?.name === "as_bool" && wayOf.size === 2;
    const ways = [...wayOf.values(), ...(isExhaustive ? [] : [NONE_FITS])];
    const choice: Choice = { about: "value", task, key: `value ${task}`, ways, at };
    for (const slug of at) branches.set(slug, { choice, way: wayOf.get(nameOf(slug)) ?? slug });
  }
  return branches;
}
