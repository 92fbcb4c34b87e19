/** Questions about the shape of a flow. */

import type { Edge } from "./edge.ts";
import { ValueError } from "./errors.ts";
import { Parameter } from "./parameter.ts";
import type { Task } from "./task.ts";

/** As much of a flow as the questions need. */
export interface GraphView {
  readonly tasks: ReadonlySet<Task>;
  edgesTo(task: Task): ReadonlySet<Edge>;
  edgesFrom(task: Task): ReadonlySet<Edge>;
}

const upstreamOf = (graph: GraphView, task: Task): Set<Task> =>
  new Set([...graph.edgesTo(task)].map((edge) => edge.upstreamTask));

const downstreamOf = (graph: GraphView, task: Task): Set<Task> =>
  new Set([...graph.edgesFrom(task)].map((edge) => edge.downstreamTask));

/** Tasks with nothing before them. */
const rootsOf = (graph: GraphView): Set<Task> =>
  new Set([...graph.tasks].filter((task) => graph.edgesTo(task).size === 0));

/** Tasks with nothing after them. */
const terminalsOf = (graph: GraphView): Set<Task> =>
  new Set([...graph.tasks].filter((task) => graph.edgesFrom(task).size === 0));

/**
 * The tasks whose states decide the flow's, unless others are set: those with nothing but the
 * clean-up of resources after them, resources' own tasks aside.
 */
export function defaultReferences(graph: GraphView): Set<Task> {
  const isOfResource = (task: Task): boolean =>
    task.kind === "resourceInit" || task.kind === "resourceCleanup";
  return new Set(
    [...graph.tasks].filter(
      (task) =>
        !isOfResource(task) &&
        [...graph.edgesFrom(task)].every((edge) => edge.downstreamTask.kind === "resourceCleanup"),
    ),
  );
}

/** The task and all that come after it, at whatever remove. */
function reachFrom(graph: GraphView, roots: Iterable<Task>): Set<Task> {
  const reached = new Set(roots);
  for (const task of reached) {
    for (const edge of graph.edgesFrom(task)) reached.add(edge.downstreamTask);
  }
  return reached;
}

/**
 * The tasks in an order in which each follows all it depends on; among equals, the order in which
 * they were added.
 * @param roots  only these and what comes after them
 * @throws ValueError if there is a cycle
 */
export function sortTasks(graph: GraphView, roots?: Iterable<Task>): Task[] {
  const wanted = roots === undefined ? new Set(graph.tasks) : reachFrom(graph, roots);
  const tasks = [...graph.tasks].filter((task) => wanted.has(task));
  const waiting = new Map(
    tasks.map((task) => [task, [...upstreamOf(graph, task)].filter((up) => wanted.has(up)).length]),
  );
  const sorted = tasks.filter((task) => waiting.get(task) === 0);
  for (const task of sorted) {
    for (const next of downstreamOf(graph, task)) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) sorted.push(next);
    }
  }
  if (sorted.length === tasks.length) return sorted;
  const done = new Set(sorted);
  const stuck = tasks.filter((task) => !done.has(task)).map((task) => `"${task.name}"`);
  throw new ValueError(
    `Cycle found; flows must be acyclic! These depend on each other: ${stuck.join(", ")}.`,
  );
}

/** The questions as methods, for the class that holds the tasks and edges. */
export abstract class GraphQueries implements GraphView, Iterable<Task> {
  abstract readonly tasks: ReadonlySet<Task>;
  abstract edgesTo(task: Task): ReadonlySet<Edge>;
  abstract edgesFrom(task: Task): ReadonlySet<Edge>;

  parameters(): Parameter[] {
    return [...this.tasks].filter((task): task is Parameter => task instanceof Parameter);
  }

  rootTasks(): Set<Task> {
    return rootsOf(this);
  }

  terminalTasks(): Set<Task> {
    return terminalsOf(this);
  }

  upstreamTasks(task: Task): Set<Task> {
    return upstreamOf(this, task);
  }

  downstreamTasks(task: Task): Set<Task> {
    return downstreamOf(this, task);
  }

  allUpstreamEdges(): Map<Task, ReadonlySet<Edge>> {
    return new Map([...this.tasks].map((task) => [task, this.edgesTo(task)]));
  }

  /** @throws ValueError if there is a cycle */
  sortedTasks(rootTasks?: Iterable<Task>): Task[] {
    return sortTasks(this, rootTasks);
  }

  /** In an order in which each task follows all it depends on. */
  [Symbol.iterator](): IterableIterator<Task> {
    return this.sortedTasks()[Symbol.iterator]();
  }
}
