/**
 * The reducer: what each event makes of a run. Pure but for the run's own cells, which belong to
 * whoever folds it: replaying a journal from the start gives the same run.
 */

import { isFinished, state, type State } from "../model/state.ts";
import {
  taskRunId,
  type FlowRun,
  type RunEvent,
  type TaskRun,
  type TaskRunId,
} from "../model/run.ts";
import { isDoneAnew } from "../model/graph.ts";
import { isResumed } from "./resumed.ts";

type Started = Extract<RunEvent, { type: "RunStarted" }>;
type StateChanged = Extract<RunEvent, { type: "TaskStateChanged" }>;

/** The run after the events. The first event of all is a `RunStarted`, folded into null. */
export function evolve(run: FlowRun | null, events: readonly RunEvent[]): FlowRun {
  let next = run;
  for (const event of events) {
    next = event.type === "RunStarted" ? begin(event) : apply(demand(next, event), event);
  }
  if (next === null) throw new RangeError("A run cannot be folded from no events.");
  return next;
}

function demand(run: FlowRun | null, event: RunEvent): FlowRun {
  if (run === null) throw new RangeError(`A journal begins with RunStarted, not ${event.type}.`);
  return run;
}

function begin(event: Started): FlowRun {
  const { id, flow, graph, parameters, constants, options } = event;
  const taskRuns = new Map<TaskRunId, TaskRun>();
  for (const { slug } of graph.tasks) {
    const given = options.taskStates[slug];
    taskRuns.set(slug, newTaskRun(slug, null, given ?? state("Pending")));
  }
  return {
    id,
    flow,
    graph,
    parameters,
    constants,
    options,
    startedAt: event.at,
    state: options.flowState ?? state("Scheduled", null, { startTime: options.scheduledStartTime }),
    pass: 0,
    inPass: false,
    waitUntil: options.scheduledStartTime,
    question: null,
    open: 0,
    taskRuns,
    visitedChildren: new Map(),
  };
}

const newTaskRun = (slug: string, mapIndex: number | null, initial: State): TaskRun => ({
  id: taskRunId(slug, mapIndex),
  slug,
  mapIndex,
  state: initial,
  runCount: 0,
  loop: null,
  begun: 0,
  visited: 0,
  resumed: false,
  retryable: true,
  work: null,
  answers: {},
  inputs: null,
  decision: null,
  runName: null,
});

function apply(run: FlowRun, event: Exclude<RunEvent, Started>): FlowRun {
  switch (event.type) {
    case "PassStarted":
      return startPass(run, event.pass);
    case "RunResumed":
      return forgetSecrets(run);
    case "RunRestarted":
      return restart(run, event);
    case "RunRenamed":
      return { ...run, options: { ...run.options, runName: event.name } };
    case "PassEnded":
      return { ...run, inPass: false, waitUntil: event.waitUntil, question: null };
    case "FlowStateChanged": {
      const over = isFinished(event.state);
      return { ...run, state: event.state, question: null, inPass: run.inPass && !over };
    }
    case "FlowAsked":
      return { ...run, question: event.question };
    case "TaskStateChanged":
      return changeState(run, event);
    case "TaskVisited": {
      const taskRun = find(run, event.taskRun);
      return visit(run, { ...taskRun, decision: event.decision, begun: run.pass });
    }
    case "TaskCallWanted": {
      const taskRun = find(run, event.taskRun);
      run.taskRuns.set(taskRun.id, {
        ...taskRun,
        runCount: event.runCount,
        resumed: isResumed(run, taskRun),
        inputs: event.inputs,
        work: { type: "call", id: workId(run, taskRun, event.runCount), dispatched: false },
      });
      return run;
    }
    case "TaskAsked": {
      const taskRun = find(run, event.taskRun);
      const { question, inputs } = event;
      const id = `${workId(run, taskRun, taskRun.runCount)}?${question.about}`;
      const resumed = isResumed(run, taskRun);
      const work = { type: "ask", id, question } as const;
      run.taskRuns.set(taskRun.id, { ...taskRun, inputs, resumed, work });
      return run;
    }
    case "TaskAnswered": {
      const taskRun = find(run, event.taskRun);
      const answers = { ...taskRun.answers, [event.about]: event.answer };
      const named = event.about === "runName" && event.answer.type === "text";
      run.taskRuns.set(taskRun.id, {
        ...taskRun,
        work: null,
        answers,
        runName: named ? event.answer.text : taskRun.runName,
      });
      return run;
    }
  }
}

/**
 * Work of an earlier pass, attempt or iteration has another id, so its late answer is no news. The
 * run is named too: a task and the run inside it are at work on one worker.
 */
const workId = ({ id, pass }: FlowRun, taskRun: TaskRun, runCount: number): string =>
  `${id}/${taskRun.id}#${pass}.${runCount}.${taskRun.loop?.count ?? 1}`;

function find(run: FlowRun, id: TaskRunId): TaskRun {
  const taskRun = run.taskRuns.get(id);
  if (!taskRun) throw new RangeError(`The run "${run.id}" has no task run "${id}".`);
  return taskRun;
}

function startPass(run: FlowRun, pass: number): FlowRun {
  let open = 0;
  for (const { slug, kind } of run.graph.tasks) {
    const taskRun = find(run, slug);
    const { type } = taskRun.state;
    const isOver = isFinished(taskRun.state) && type !== "Cached" && type !== "Mapped";
    const again = isOver && isDoneAnew(kind);
    if (isOver && !again) {
      run.taskRuns.set(slug, { ...taskRun, visited: pass });
    } else {
      if (again) run.taskRuns.set(slug, { ...taskRun, state: state("Pending") });
      open += 1;
    }
    run.visitedChildren.set(slug, 0);
  }
  return { ...run, pass, inPass: true, waitUntil: null, open };
}

/** What secret tasks yielded is in no store: who goes on from the store has to ask them again. */
function forgetSecrets(run: FlowRun): FlowRun {
  let open = run.open;
  for (const { slug, kind } of run.graph.tasks) {
    const taskRun = find(run, slug);
    if (kind !== "secret" || !run.inPass || !isFinished(taskRun.state)) continue;
    if (taskRun.visited === run.pass) open += 1;
    run.taskRuns.set(slug, { ...taskRun, state: state("Pending"), visited: 0 });
  }
  return { ...run, open };
}

/** These task runs are as new, and the next pass begins at once. */
function restart(run: FlowRun, { at, taskRuns }: Extract<RunEvent, { type: "RunRestarted" }>) {
  for (const id of taskRuns) {
    const { slug, mapIndex } = find(run, id);
    run.taskRuns.set(id, newTaskRun(slug, mapIndex, state("Pending")));
  }
  const scheduled = state("Scheduled", null, { startTime: at });
  return { ...run, state: scheduled, inPass: false, waitUntil: at, question: null };
}

function changeState(run: FlowRun, event: StateChanged): FlowRun {
  const taskRun = find(run, event.taskRun);
  const { work } = taskRun;
  const looped = event.state.type === "Looped";
  const changed: TaskRun = {
    ...taskRun,
    state: event.state,
    decision: event.decision,
    begun: run.pass,
    inputs: event.inputs ?? taskRun.inputs,
    retryable: event.retryable ?? taskRun.retryable,
    loop: looped
      ? { count: (event.state.loopCount ?? 1) + 1, result: event.state.result }
      : taskRun.loop,
    /* Prefect, seen in runs: each iteration has its retries to itself. */
    runCount: looped ? 0 : taskRun.runCount,
    answers: looped ? {} : taskRun.answers,
    work:
      event.state.type === "Running" && work?.type === "call"
        ? { ...work, dispatched: true }
        : null,
  };
  if (event.ends) return visit(run, changed);
  run.taskRuns.set(changed.id, changed);
  return run;
}

/** The pipeline of a task run has ended for this pass; a mapped task's children are now due. */
function visit(run: FlowRun, taskRun: TaskRun): FlowRun {
  const first = taskRun.visited !== run.pass;
  run.taskRuns.set(taskRun.id, { ...taskRun, visited: run.pass, work: null, answers: {} });
  if (!first) return run;
  if (taskRun.mapIndex !== null) {
    run.visitedChildren.set(taskRun.slug, (run.visitedChildren.get(taskRun.slug) ?? 0) + 1);
    return { ...run, open: run.open - 1 };
  }
  return { ...run, open: run.open - 1 + expand(run, taskRun) };
}

/** Makes the children of a mapped task that are not there yet; how many there are in all. */
function expand(run: FlowRun, parent: TaskRun): number {
  if (parent.state.type !== "Mapped") return 0;
  const count = parent.state.mapCount ?? 0;
  for (let index = 0; index < count; index++) {
    const id = taskRunId(parent.slug, index);
    if (!run.taskRuns.get(id)) {
      run.taskRuns.set(id, newTaskRun(parent.slug, index, state("Pending")));
    }
  }
  return count;
}
