/** Folds the engine's events into the run that the page shows. Pure. */

import type { Slug } from "../../engine/model/graph.ts";
import type { LogRecord } from "../../engine/model/log.ts";
import { taskRunId, type RunEvent, type TaskRunId } from "../../engine/model/run.ts";
import {
  isFinished,
  isRunning,
  state,
  type Millis,
  type StateType,
} from "../../engine/model/state.ts";
import type { ChildCounts, Milestone, RunView, StateAt, TaskRunView } from "./run-view.ts";

const newTaskRun = (slug: Slug, mapIndex: number | null): TaskRunView => ({
  id: taskRunId(slug, mapIndex),
  slug,
  mapIndex,
  state: state("Pending"),
  decision: null,
  inputs: null,
  history: [],
  duration: null,
  worker: null,
  wantedAt: null,
  wantedEvent: null,
  calls: 0,
});

type Started = Extract<RunEvent, { type: "RunStarted" }>;

function begin(event: Started, logs: readonly LogRecord[]): RunView {
  const { id, flow, graph, parameters, constants, options, at } = event;
  return {
    id,
    flow,
    graph,
    runName: options.runName,
    isNested: options.isNested === true,
    parameters,
    constants,
    state: options.flowState ?? state("Scheduled"),
    startedAt: at,
    endedAt: null,
    skipped: 0,
    waitUntil: options.scheduledStartTime > at ? options.scheduledStartTime : null,
    taskRuns: new Map(
      graph.tasks.map(({ slug }) => {
        const given = options.taskStates[slug];
        const fresh = newTaskRun(slug, null);
        return [slug, given ? { ...fresh, state: given } : fresh];
      }),
    ),
    children: new Map(),
    formerChildren: new Map(),
    milestones: [],
    at,
    logs,
    eventCount: 0,
  };
}

/**
 * The view after more events and log lines. Copies its maps once per batch, not once per event.
 * @returns null if the events do not begin a run and there was none before
 */
export function foldRun(
  view: RunView | null,
  events: readonly RunEvent[],
  logs: readonly LogRecord[],
): RunView | null {
  const [first] = events;
  const started = first?.type === "RunStarted" ? begin(first, []) : view;
  if (started === null) return null;
  const fold = new Fold(started);
  for (const event of events) fold.apply(event);
  return {
    ...fold.view(),
    logs: logs.length === 0 ? started.logs : [...started.logs, ...logs],
  };
}

/** How much of a run was told before. */
export interface ToldBefore {
  readonly events: number;
  readonly logs: number;
}

/**
 * The view after news of which it may have some already: it was read back from the store meanwhile.
 * @returns null if news are missing in between, so that it must be read back
 */
export function followRun(
  view: RunView,
  news: { readonly events: readonly RunEvent[]; readonly logs: readonly LogRecord[] },
  from: ToldBefore,
): RunView | null {
  const known = view.eventCount - from.events;
  const knownLogs = view.logs.length - from.logs;
  if (known < 0 || knownLogs < 0) return null;
  return foldRun(view, news.events.slice(known), news.logs.slice(knownLogs));
}

class Fold {
  #head: Omit<RunView, "taskRuns" | "children" | "formerChildren">;
  readonly #taskRuns: Map<TaskRunId, TaskRunView>;
  readonly #children: Map<Slug, ChildCounts>;
  readonly #formerChildren: Map<TaskRunId, readonly StateAt[]>;
  #eventCount: number;
  #at: Millis;
  #milestones: readonly Milestone[];

  constructor(view: RunView) {
    this.#head = view;
    this.#eventCount = view.eventCount;
    this.#at = view.at;
    this.#milestones = view.milestones;
    this.#taskRuns = new Map(view.taskRuns);
    this.#children = new Map(view.children);
    this.#formerChildren = new Map(view.formerChildren);
  }

  view(): RunView {
    return {
      ...this.#head,
      taskRuns: this.#taskRuns,
      children: this.#children,
      formerChildren: this.#formerChildren,
      milestones: this.#milestones,
      at: this.#at,
      eventCount: this.#eventCount,
    };
  }

  apply(event: RunEvent): void {
    this.#at = event.at;
    this.#take(event);
    this.#eventCount += 1;
  }

  #take(event: RunEvent): void {
    switch (event.type) {
      case "RunResumed":
        this.#mark(event);
        return;
      case "PassStarted":
        this.#mark(event);
        this.#head = {
          ...this.#head,
          waitUntil: null,
          skipped: this.#head.skipped + (event.skipped ?? 0),
        };
        return;
      case "PassEnded":
        this.#mark(event);
        this.#head = { ...this.#head, waitUntil: event.waitUntil };
        return;
      case "FlowStateChanged": {
        this.#mark(event);
        const endedAt = isFinished(event.state) ? event.at : null;
        this.#head = { ...this.#head, state: event.state, endedAt };
        return;
      }
      case "RunRenamed":
        this.#head = { ...this.#head, runName: event.name };
        return;
      case "RunRestarted":
        this.#mark(event);
        this.#restart(event.taskRuns);
        return;
      case "TaskStateChanged":
        this.#changeState(event);
        return;
      case "TaskVisited": {
        const taskRun = this.#taskRuns.get(event.taskRun);
        if (!taskRun || isFinished(taskRun.state)) return;
        this.#taskRuns.set(taskRun.id, { ...taskRun, decision: event.decision });
        return;
      }
      case "TaskCallWanted": {
        const taskRun = this.#taskRuns.get(event.taskRun);
        if (!taskRun) return;
        this.#taskRuns.set(taskRun.id, {
          ...taskRun,
          inputs: event.inputs,
          wantedAt: event.at,
          wantedEvent: this.#eventCount,
        });
        return;
      }
      default:
    }
  }

  #mark(milestone: Milestone): void {
    this.#milestones = [...this.#milestones, milestone];
  }

  /** These are to be done again; what they came to before stays in their history. */
  #restart(ids: readonly TaskRunId[]): void {
    this.#head = { ...this.#head, state: state("Scheduled"), endedAt: null, waitUntil: null };
    for (const id of ids) {
      const taskRun = this.#taskRuns.get(id);
      if (!taskRun) continue;
      if (taskRun.mapIndex !== null) this.#count(taskRun, "Pending");
      const { history } = taskRun;
      this.#taskRuns.set(id, { ...newTaskRun(taskRun.slug, taskRun.mapIndex), history });
      /* Its children are made anew once it is mapped again, and then there may be fewer. */
      if (taskRun.state.type === "Mapped") this.#forgetChildren(taskRun);
    }
  }

  #forgetChildren({ slug, state: { mapCount = 0 } }: TaskRunView): void {
    for (let index = 0; index < mapCount; index++) {
      const child = this.#taskRuns.get(taskRunId(slug, index));
      if (!child) continue;
      this.#formerChildren.set(child.id, child.history);
      this.#taskRuns.delete(child.id);
    }
    this.#children.delete(slug);
  }

  #changeState(event: Extract<RunEvent, { type: "TaskStateChanged" }>): void {
    const taskRun = this.#taskRuns.get(event.taskRun);
    if (!taskRun) return;
    const { at, decision, worker = null, duration = null } = event;
    const { wantedAt, wantedEvent } = taskRun;
    const count = this.#eventCount;
    const entry = { state: event.state, at, event: count, decision, wantedAt, wantedEvent };
    if (taskRun.mapIndex !== null) this.#count(taskRun, event.state.type);
    this.#taskRuns.set(taskRun.id, {
      ...taskRun,
      state: event.state,
      decision,
      inputs: event.inputs ?? taskRun.inputs,
      history: [...taskRun.history, { ...entry, worker, duration }],
      duration: duration ?? taskRun.duration,
      worker: worker ?? taskRun.worker,
      wantedAt: null,
      wantedEvent: null,
      calls: taskRun.calls + (isRunning(event.state) ? 1 : 0),
    });
    if (event.state.type === "Mapped") this.#expand(taskRun.slug, event.state.mapCount ?? 0);
  }

  #expand(slug: Slug, count: number): void {
    let made = 0;
    for (let index = 0; index < count; index++) {
      const child = newTaskRun(slug, index);
      if (this.#taskRuns.has(child.id)) continue;
      const history = this.#formerChildren.get(child.id) ?? child.history;
      this.#taskRuns.set(child.id, { ...child, history });
      this.#formerChildren.delete(child.id);
      made += 1;
    }
    const counts = this.#children.get(slug) ?? {};
    this.#children.set(slug, { ...counts, Pending: (counts.Pending ?? 0) + made });
  }

  #count({ slug, state: before }: TaskRunView, now: StateType): void {
    const counts = this.#children.get(slug) ?? {};
    const left = { ...counts, [before.type]: (counts[before.type] ?? 1) - 1 };
    this.#children.set(slug, { ...left, [now]: (left[now] ?? 0) + 1 });
  }
}
