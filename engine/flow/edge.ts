/** A dependency between two tasks of a flow. */

import { ValueError } from "./errors.ts";
import { isArgumentName } from "./signature.ts";
import type { Task } from "./task.ts";

export interface EdgeOptions {
  /** The argument that gets the upstream task's value; without one the edge orders only. */
  readonly key?: string | null;
  readonly mapped?: boolean;
  readonly flattened?: boolean;
}

const ordinals = new WeakMap<Task, number>();
let taskCount = 0;

/** Tells tasks apart where a text is needed. */
function ordinalOf(task: Task): number {
  const known = ordinals.get(task);
  if (known !== undefined) return known;
  ordinals.set(task, ++taskCount);
  return taskCount;
}

export class Edge {
  readonly upstreamTask: Task;
  readonly downstreamTask: Task;
  readonly key: string | null;
  readonly mapped: boolean;
  readonly flattened: boolean;

  /** @throws ValueError for an edge from a task to itself, or a key no argument can have */
  constructor(upstreamTask: Task, downstreamTask: Task, options: EdgeOptions = {}) {
    const { key = null, mapped = false, flattened = false } = options;
    if (upstreamTask === downstreamTask) {
      throw new ValueError(
        `Edges can not be created upstream and downstream of the same task: ${String(upstreamTask)}.`,
      );
    }
    if (key !== null && !isArgumentName(key)) {
      throw new ValueError(`The edge key "${key}" is no name that an argument can have.`);
    }
    this.upstreamTask = upstreamTask;
    this.downstreamTask = downstreamTask;
    this.key = key;
    this.mapped = mapped;
    this.flattened = flattened;
  }

  /** Equal edges have equal identities. */
  get identity(): string {
    const { upstreamTask, downstreamTask, key, mapped, flattened } = this;
    const flags = `${mapped ? "m" : ""}${flattened ? "f" : ""}`;
    return `${ordinalOf(upstreamTask)}>${ordinalOf(downstreamTask)}:${flags}:${key ?? ""}`;
  }

  equals(other: unknown): boolean {
    return other instanceof Edge && other.identity === this.identity;
  }

  toString(): string {
    const key = this.key === null ? "" : ` (${this.key})`;
    return `<Edge${key}: ${this.upstreamTask.name} to ${this.downstreamTask.name}>`;
  }
}
