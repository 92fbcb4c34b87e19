/** Puts the engine's questions to user code: triggers, handlers, validators, templates. */

import { context, setCallContext } from "../flow/context.ts";
import { Constant } from "../flow/constant.ts";
import { Edge } from "../flow/edge.ts";
import type { Flow } from "../flow/flow.ts";
import { flowById } from "../flow/flow-registry.ts";
import { PrefectSignal } from "../flow/signals.ts";
import { Cached, State } from "../flow/states.ts";
import type { Task } from "../flow/task.ts";
import type { FlowId, Slug } from "../model/graph.ts";
import type { Answer } from "../model/outcome.ts";
import { callValues, liveRun } from "./call-context.ts";
import type { LiveRun } from "./call-context.ts";
import { formatTemplate } from "./format-template.ts";
import type { RunContext, WireQuestion } from "./protocol.ts";
import type { RunnerHandlers } from "./runner-handlers.ts";
import { failureOf } from "./signal-values.ts";
import { liveState, reportSignal, reportState } from "./state-wire.ts";
import { taskOf } from "./task-index.ts";
import { liveInputs, reportFailure } from "./values.ts";

type About<T extends WireQuestion["about"]> = Extract<WireQuestion, { readonly about: T }>;

/** Who is asked: the flow, and a task of it unless the question is the flow's own. */
interface Asked {
  readonly flow: Flow;
  readonly slug: Slug | null;
  readonly task: Task | null;
  readonly run: LiveRun;
  readonly runnerHandlers: RunnerHandlers;
}

export interface AskOptions {
  readonly run: RunContext;
  readonly flow: FlowId;
  readonly runnerHandlers: RunnerHandlers;
}

/** An answer to each question, in order. Never rejects: what user code throws is an answer too. */
export async function answerAll(
  questions: readonly WireQuestion[],
  { run, flow: id, runnerHandlers }: AskOptions,
): Promise<Answer[]> {
  const flow = flowById(id);
  if (flow === undefined) {
    return questions.map(() => threw(new TypeError(`There is no flow ${id} in this worker.`)));
  }
  const live = liveRun(run);
  const answers: Answer[] = [];
  for (const question of questions) {
    const { slug } = question;
    const task = slug === null ? null : (taskOf(flow, slug) ?? null);
    answers.push(await answer(question, { flow, slug, task, run: live, runnerHandlers }));
  }
  return answers;
}

async function answer(question: WireQuestion, asked: Asked): Promise<Answer> {
  try {
    setCallContext(contextOf(question, asked));
    return await askUser(question, asked);
  } catch (thrown) {
    return threwOrSignalled(thrown);
  } finally {
    setCallContext({});
  }
}

function contextOf(question: WireQuestion, { run, slug, task }: Asked) {
  const { context: call } = question;
  if (task === null || slug === null || call === null) return run.values;
  return callValues(run, { task, slug, call });
}

function threwOrSignalled(thrown: unknown): Answer {
  if (!(thrown instanceof PrefectSignal)) return threw(thrown);
  try {
    return reportSignal(thrown);
  } catch (error) {
    return threw(error);
  }
}

const threw = (thrown: unknown): Answer => ({
  type: "threw",
  failure: failureOf(thrown),
  value: reportFailure(thrown),
});

async function askUser(question: WireQuestion, asked: Asked): Promise<Answer> {
  switch (question.about) {
    case "trigger":
      return askTrigger(question, asked);
    case "handlers":
      return question.slug === null
        ? askFlowHandlers(question, asked)
        : askTaskHandlers(question, asked);
    case "terminal":
      return askTerminal(question, asked);
    case "cache":
      return askValidator(question, asked);
    case "target":
      return askTemplate(taskIn(asked).target, question, asked);
    case "runName":
      return askTemplate(taskIn(asked).taskRunName, question, asked);
    case "location": {
      const { result } = taskIn(asked);
      return askTemplate((result ?? asked.flow.result)?.location ?? null, question, asked);
    }
  }
}

function taskIn({ task, slug }: Asked): Task {
  if (task === null) throw new TypeError(`There is no task "${slug}" in this worker.`);
  return task;
}

async function askTrigger(question: About<"trigger">, asked: Asked): Promise<Answer> {
  const task = taskIn(asked);
  const { trigger } = task;
  if (typeof trigger !== "function") throw notAsked(task, "trigger");
  const upstream = question.upstream.map(
    ({ edge, state }) => [edgeOf(edge, asked, task), liveState(state)] as const,
  );
  const ok: unknown = await trigger(new Map(upstream));
  return { type: "verdict", ok: Boolean(ok) };
}

/** The edge itself, where the graph has it; a constant kept off the graph gets one for the occasion. */
function edgeOf(
  { upstream, key, mapped, flattened }: About<"trigger">["upstream"][number]["edge"],
  { flow }: Asked,
  task: Task,
): Edge {
  const from = taskOf(flow, upstream);
  for (const edge of flow.edgesTo(task)) {
    const isSame = edge.mapped === mapped && edge.flattened === flattened && edge.key === key;
    if (isSame && edge.upstreamTask === from) return edge;
  }
  const value = key === null ? null : flow.constants.get(task)?.[key];
  return new Edge(from ?? new Constant(value), task, { key, mapped, flattened });
}

async function askTaskHandlers(question: About<"handlers">, asked: Asked): Promise<Answer> {
  const task = taskIn(asked);
  const own = task.stateHandlers;
  const more = question.runnerHandlers ? asked.runnerHandlers.of(asked.flow) : [];
  const [from, to] = [liveState(question.from), liveState(question.to)];
  let state = to;
  for (const handler of [...own, ...more]) state = (await handler(task, from, state)) ?? state;
  return stateAnswer(state, to);
}

async function askFlowHandlers(question: About<"handlers">, { flow }: Asked): Promise<Answer> {
  const [from, to] = [liveState(question.from), liveState(question.to)];
  let state = to;
  for (const handler of flow.stateHandlers) state = (await handler(flow, from, state)) ?? state;
  return stateAnswer(state, to);
}

async function askTerminal(question: About<"terminal">, { flow }: Asked): Promise<Answer> {
  const to = liveState(question.state);
  const reference = new Set(question.reference.map(({ state }) => liveState(state)));
  return stateAnswer((await flow.terminalStateHandler?.(flow, to, reference)) ?? to, to);
}

/** The state a handler gave; none if it is the one that handlers were shown. */
function stateAnswer(state: unknown, shown: State): Answer {
  if (state === shown) return { type: "state", state: null, value: null };
  if (state instanceof State) return { type: "state", ...reportState(state) };
  throw new TypeError("A state handler returns a state, or nothing to keep the one it was shown.");
}

async function askValidator(question: About<"cache">, asked: Asked): Promise<Answer> {
  const task = taskIn(asked);
  const { cacheValidator } = task;
  if (typeof cacheValidator !== "function") throw notAsked(task, "cacheValidator");
  const inputs = Object.fromEntries(liveInputs(question.inputs));
  const ok: unknown = await cacheValidator(cachedState(question), inputs, asked.run.parameters);
  return { type: "verdict", ok: Boolean(ok) };
}

/** The cached state, with what its value was made from. */
function cachedState({ cached, madeFrom }: About<"cache">): State {
  const state = liveState(cached);
  if (!(state instanceof Cached)) return state;
  return new Cached({
    message: state.message,
    ...(state.hasResult() ? { result: state.result as unknown } : {}),
    cachedResultExpiration: state.cachedResultExpiration,
    cachedInputs: Object.fromEntries(liveInputs(madeFrom.inputs)),
    hashedInputs: madeFrom.hashes,
    cachedParameters: Object.fromEntries(liveInputs(madeFrom.parameters)),
  });
}

/** Prefect: a template sees the flow's parameters, the context and the inputs; the later ones win. */
function askTemplate(template: unknown, question: WireQuestion, asked: Asked): Answer {
  const values = {
    ...asked.run.parameters,
    ...context.toObject(),
    ...Object.fromEntries(liveInputs(question.inputs)),
  };
  if (typeof template === "string") {
    return { type: "text", text: formatTemplate(template, values) };
  }
  if (typeof template !== "function") throw notAsked(taskIn(asked), question.about);
  const text: unknown = template(values);
  if (typeof text !== "string") {
    throw new TypeError(`The ${question.about} of a task is a text; its function gave none.`);
  }
  return { type: "text", text };
}

const notAsked = (task: Task, what: string): TypeError =>
  new TypeError(`Task "${task.name}" has nothing to be asked for its ${what}.`);
