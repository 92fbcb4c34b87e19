/** Finds the tasks of a flow by slug, quickly: a batch asks for thousands. */

import type { Flow } from "../flow/flow.ts";
import type { Task } from "../flow/task.ts";

interface Index {
  readonly size: number;
  readonly tasks: ReadonlyMap<string, Task>;
}

const indices = new WeakMap<Flow, Index>();

/** The task of this slug; undefined if the flow has none. */
export function taskOf(flow: Flow, slug: string): Task | undefined {
  const task = indexOf(flow).tasks.get(slug);
  /* Flows can be changed: a task taken out and another put in leave the size as it was. */
  return task !== undefined && flow.slugs.get(task) === slug
    ? task
    : newIndex(flow).tasks.get(slug);
}

function indexOf(flow: Flow): Index {
  const index = indices.get(flow);
  return index !== undefined && index.size === flow.slugs.size ? index : newIndex(flow);
}

function newIndex(flow: Flow): Index {
  const tasks = new Map(Array.from(flow.slugs, ([task, slug]) => [slug, task]));
  const index = { size: flow.slugs.size, tasks };
  indices.set(flow, index);
  return index;
}
