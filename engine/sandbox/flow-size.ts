/** What a flow may be at most. The engine refuses more; here it is said in the author's own cell. */

import type { FlowDescription } from "../model/graph.ts";
import { survey } from "./plain.ts";

const MAX_TASKS = 100_000;
const MAX_EDGES = 500_000;
const MAX_NAME = 1000;

/** @throws TypeError naming what is too much, or cannot leave its worker */
export function checkSize({ graph }: FlowDescription): void {
  const flow = `Flow "${graph.name.slice(0, 100)}"`;
  const { tasks, edges } = graph;
  if (tasks.length > MAX_TASKS || edges.length > MAX_EDGES) {
    throw new TypeError(
      `${flow} has ${tasks.length} tasks and ${edges.length} edges; ${MAX_TASKS} and ${MAX_EDGES} ` +
        "are the most. Map one task over a list instead of making a task for each item.",
    );
  }
  checkName(graph.name, flow);
  for (const task of tasks) {
    checkName(task.name, `A task of ${flow}`);
    checkName(task.slug, `A task of ${flow}`);
  }
  const schedule = survey(graph.schedule, () => null);
  if (!schedule.ok) {
    const { path, what } = schedule.obstacle;
    throw new TypeError(`${flow} has a schedule that is no data: schedule${path} is ${what}.`);
  }
}

function checkName(name: string, owner: string): void {
  if (name.length > MAX_NAME) {
    throw new TypeError(
      `${owner} has a name of ${name.length} characters; ${MAX_NAME} are the most.`,
    );
  }
  if (name === "__proto__") throw new TypeError(`${owner} cannot be called __proto__.`);
}
