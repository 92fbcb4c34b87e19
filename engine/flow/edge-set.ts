/** The edges of a flow: equal ones once, and quick to find by either end. */

import type { Edge } from "./edge.ts";
import type { Task } from "./task.ts";

const NONE: ReadonlySet<Edge> = new Set();

/** Reads like a Set in which equal edges are the same. */
export interface EdgeView extends Iterable<Edge> {
  readonly size: number;
  /** Whether there is an equal edge. */
  has(edge: Edge): boolean;
  forEach(fn: (edge: Edge) => void): void;
}

export class EdgeSet implements EdgeView {
  readonly #byIdentity = new Map<string, Edge>();
  readonly #to = new Map<Task, Set<Edge>>();
  readonly #from = new Map<Task, Set<Edge>>();

  get size(): number {
    return this.#byIdentity.size;
  }

  has(edge: Edge): boolean {
    return this.#byIdentity.has(edge.identity);
  }

  /** Edges into a task, in the order they were added. */
  to(task: Task): ReadonlySet<Edge> {
    return this.#to.get(task) ?? NONE;
  }

  /** Edges out of a task, in the order they were added. */
  from(task: Task): ReadonlySet<Edge> {
    return this.#from.get(task) ?? NONE;
  }

  /** The edge as the set holds it: an equal one, if there was one. */
  add(edge: Edge): Edge {
    const known = this.#byIdentity.get(edge.identity);
    if (known !== undefined) return known;
    this.#byIdentity.set(edge.identity, edge);
    put(this.#to, edge.downstreamTask, edge);
    put(this.#from, edge.upstreamTask, edge);
    return edge;
  }

  delete(edge: Edge): void {
    const known = this.#byIdentity.get(edge.identity);
    if (known === undefined) return;
    this.#byIdentity.delete(edge.identity);
    this.#to.get(edge.downstreamTask)?.delete(known);
    this.#from.get(edge.upstreamTask)?.delete(known);
  }

  [Symbol.iterator](): IterableIterator<Edge> {
    return this.#byIdentity.values();
  }

  forEach(fn: (edge: Edge) => void): void {
    this.#byIdentity.forEach((edge) => fn(edge));
  }
}

function put(index: Map<Task, Set<Edge>>, task: Task, edge: Edge): void {
  const edges = index.get(task);
  if (edges === undefined) index.set(task, new Set([edge]));
  else edges.add(edge);
}
