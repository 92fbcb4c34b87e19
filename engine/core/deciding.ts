/** One decision in progress: a run of its own to write on, the events so far, and who is due. */

import type { Slug } from "../model/graph.ts";
import {
  taskRunId,
  type FlowRun,
  type RunEvent,
  type TaskRun,
  type TaskRunId,
} from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import { evolve } from "./evolve.ts";
import { indexOf, type GraphIndex } from "./graph-index.ts";
import { overlay } from "./overlay.ts";
import { Upstreams } from "./upstream.ts";

export class Deciding {
  readonly now: Millis;
  readonly index: GraphIndex;
  readonly events: RunEvent[] = [];
  /** Of the wait that has just ended, how much was jumped over. */
  skipped: Millis = 0;
  #run: FlowRun;
  #upstreams: Upstreams;
  readonly #due: TaskRunId[] = [];
  #next = 0;

  constructor(run: FlowRun, now: Millis) {
    this.now = now;
    this.index = indexOf(run.graph);
    this.#run = overlay(run);
    this.#upstreams = new Upstreams(this.#run);
  }

  get run(): FlowRun {
    return this.#run;
  }

  get upstreams(): Upstreams {
    return this.#upstreams;
  }

  /** Lets an event happen. Whatever it ends may make others due. */
  emit(event: RunEvent): void {
    this.events.push(event);
    this.#run = evolve(this.#run, [event]);
    if (event.type === "PassStarted") {
      /* A new pass sees new states: what was counted in the last one no longer holds. */
      this.#upstreams = new Upstreams(this.#run);
      for (const { slug } of this.#run.graph.tasks) this.consider(slug, null);
    } else if (event.type === "TaskVisited" || (event.type === "TaskStateChanged" && event.ends)) {
      this.#considerDependents(this.find(event.taskRun));
    }
  }

  find(id: TaskRunId): TaskRun {
    const taskRun = this.#run.taskRuns.get(id);
    if (!taskRun) throw new RangeError(`The run "${this.#run.id}" has no task run "${id}".`);
    return taskRun;
  }

  /** Puts a task run on the list of those to visit, if everything it waits for has been visited. */
  consider(slug: Slug, mapIndex: number | null): void {
    const taskRun = this.#run.taskRuns.get(taskRunId(slug, mapIndex));
    if (taskRun && this.#isDue(taskRun)) this.#due.push(taskRun.id);
  }

  /** The next task run to visit; null when nobody is due. First in, first out: with one worker
   * this is Prefect's breadth-first order. */
  nextDue(): TaskRun | null {
    while (this.#next < this.#due.length) {
      const listed = this.#due[this.#next++];
      const taskRun = listed && this.find(listed);
      if (taskRun && this.#isDue(taskRun)) return taskRun;
    }
    this.#due.length = this.#next = 0;
    return null;
  }

  /** Every task run has been visited in this pass, and no handler of the flow is being asked. */
  isPassOver(): boolean {
    const { inPass, open, question } = this.#run;
    return inPass && open === 0 && question === null;
  }

  #isDue(taskRun: TaskRun): boolean {
    const { inPass, pass } = this.#run;
    if (!inPass || taskRun.visited === pass || taskRun.work !== null) return false;
    const edges = this.index.upstream.get(taskRun.slug) ?? [];
    if (taskRun.mapIndex !== null) {
      return edges.every((edge) => {
        if (!edge.mapped || edge.flattened) return true;
        const up = this.find(edge.upstream);
        return (
          up.state.type !== "Mapped" ||
          this.find(taskRunId(edge.upstream, taskRun.mapIndex)).visited === pass
        );
      });
    }
    return edges.every((edge) => {
      const up = this.find(edge.upstream);
      if (up.visited !== pass) return false;
      if (up.state.type !== "Mapped" || (edge.mapped && !edge.flattened)) return true;
      return this.#allChildrenVisited(up);
    });
  }

  #allChildrenVisited({ slug, state }: TaskRun): boolean {
    return (this.#run.visitedChildren.get(slug) ?? 0) >= (state.mapCount ?? 0);
  }

  #considerDependents(taskRun: TaskRun): void {
    const edges = this.index.downstream.get(taskRun.slug) ?? [];
    if (taskRun.mapIndex === null) {
      if (taskRun.state.type === "Mapped") {
        for (let child = 0; child < (taskRun.state.mapCount ?? 0); child++) {
          this.consider(taskRun.slug, child);
        }
      }
      for (const edge of edges) this.consider(edge.downstream, null);
      return;
    }
    for (const edge of edges) {
      if (edge.mapped && !edge.flattened) this.consider(edge.downstream, taskRun.mapIndex);
    }
    if (!this.#allChildrenVisited(this.find(taskRun.slug))) return;
    for (const edge of edges) {
      if (!edge.mapped || edge.flattened) this.consider(edge.downstream, null);
    }
  }
}
