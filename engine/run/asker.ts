/** Puts a run's questions to user code, and brings the answers back as news. */

import { messageOf } from "../model/errors.ts";
import type { News } from "../core/news.ts";
import { indexOf } from "../core/graph-index.ts";
import { givenTo, isValid, type CachedResult, type CacheShelf } from "./cache-shelf.ts";
import { endKeyStates, upstreamStates } from "./question-states.ts";
import type { Answer } from "../model/outcome.ts";
import type { CoreAnswer, FlowRun, Question, RunEvent, TaskRun } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { ResultRef } from "../model/value.ts";
import type { RunContext, WireQuestion } from "../sandbox/protocol.ts";
import { coreAnswer } from "./outcomes.ts";
import { isNotFound, type RunValues } from "./values.ts";
import { toWireState } from "./wire-states.ts";

/** Whoever can put questions to the notebook's own code. */
export interface Oracle {
  ask(questions: readonly WireQuestion[], context: RunContext, flow: string): Promise<Answer[]>;
}

export interface AskerOptions {
  readonly oracle: Oracle;
  readonly values: RunValues;
  readonly shelf: CacheShelf;
  /** What is at a location; null: nothing. */
  readonly locate: (location: string) => Promise<ResultRef | null>;
  readonly now: () => Millis;
  readonly context: (run: FlowRun) => RunContext;
  readonly run: () => FlowRun;
  readonly tell: (news: readonly News[]) => void;
}

type Answered = Extract<News, { type: "answered" }>;

export class Asker {
  readonly #options: AskerOptions;

  constructor(options: AskerOptions) {
    this.#options = options;
  }

  /** Asks what these events left open. */
  follow(events: readonly RunEvent[]): void {
    const run = this.#options.run();
    const asking = events
      .filter((event) => event.type === "TaskAsked")
      .map((event) => run.taskRuns.get(event.taskRun))
      .filter((taskRun) => taskRun?.work?.type === "ask")
      .filter((taskRun) => taskRun !== undefined);
    if (asking.length > 0) void this.#askForTasks(run, asking);
    if (run.question !== null && events.some((event) => event.type === "FlowAsked")) {
      void this.#askForFlow(run);
    }
  }

  async #askForTasks(run: FlowRun, taskRuns: readonly TaskRun[]): Promise<void> {
    for (const taskRun of taskRuns) {
      if (isAbout(taskRun, "cache")) void this.#answer(taskRun, this.#cached(run, taskRun));
      if (isAbout(taskRun, "target")) void this.#answer(taskRun, this.#atTarget(run, taskRun));
    }
    const others = taskRuns.filter((each) => !isAbout(each, "cache") && !isAbout(each, "target"));
    const questions = await Promise.all(others.map((each) => this.#questionOf(run, each)));
    const asked = questions.filter((each) => "question" in each);
    const answers = await this.#answers(
      run,
      asked.map(({ question }) => question),
    );
    const { tell, values } = this.#options;
    tell([
      ...questions.filter((each) => "type" in each),
      ...asked.map(({ taskRun }, index) =>
        answered(taskRun, coreAnswer(answers[index] ?? noAnswer(), values, isSecret(run, taskRun))),
      ),
    ]);
  }

  async #answer(taskRun: TaskRun, finding: Promise<CoreAnswer>): Promise<void> {
    const { tell } = this.#options;
    try {
      tell([answered(taskRun, await finding)]);
    } catch (error) {
      tell([this.#unreadable(taskRun, error)]);
    }
  }

  /** What a task run would be asked with cannot be read: it fails and says so. */
  #unreadable(taskRun: TaskRun, error: unknown): Answered {
    const { values } = this.#options;
    return answered(taskRun, coreAnswer(noAnswer(messageOf(error)), values, false));
  }

  /** Looks for a cached result: the built-in validators are ours, a custom one is user code. */
  async #cached(run: FlowRun, taskRun: TaskRun): Promise<CoreAnswer> {
    const { values, shelf, now } = this.#options;
    const node = indexOf(run.graph).nodes.get(taskRun.slug);
    const given = await givenTo(run, taskRun, values);
    const at = { given, now: now() };
    const own = taskRun.state.type === "Cached" ? [{ state: taskRun.state, ...given }] : [];
    for (const cached of node ? [...own, ...shelf.find(node)] : []) {
      const { state } = cached;
      const validator = node?.cacheValidator ?? { name: "neverUse" };
      if (validator.name !== "custom" && !isValid(validator, cached, at)) continue;
      /* The run that made it may have been removed. */
      if (state.result && !(await values.isThere(state.result))) continue;
      if (validator.name !== "custom") return { type: "state", state };
      const verdict = await this.#askValidator(run, taskRun, cached);
      if (verdict === null) continue;
      if (verdict.type !== "verdict") return verdict;
      if (verdict.ok) return { type: "state", state };
    }
    return { type: "verdict", ok: false };
  }

  /** User code says where the target is; whether something is there already is ours to find. */
  async #atTarget(run: FlowRun, taskRun: TaskRun): Promise<CoreAnswer> {
    const { values, locate } = this.#options;
    const base = await this.#baseOf(run, taskRun);
    const [said] = await this.#answers(run, [{ ...base, about: "target" }]);
    const answer = coreAnswer(said ?? noAnswer(), values, false);
    if (answer.type !== "text") return answer;
    const { text: location } = answer;
    const found = await locate(location);
    if (!found || !(await values.isThere(found))) return answer;
    const message = `Result found at task target ${location}`;
    const result = { ...found, location };
    return { type: "state", state: { type: "Cached", message, result, cachedUntil: null } };
  }

  /** @returns null: what the cached result was made from is not there any more, so nobody can say */
  async #askValidator(
    run: FlowRun,
    taskRun: TaskRun,
    { state, refs, inputs: hashes }: CachedResult,
  ): Promise<CoreAnswer | null> {
    const { values } = this.#options;
    const cached = await toWireState(state, values);
    const inputs = await orNull(values.resolveAll(refs.inputs));
    const parameters = await orNull(values.resolveAll(refs.parameters));
    if (inputs === null || parameters === null) return null;
    const madeFrom = { inputs, hashes, parameters };
    const question = await this.#baseOf(run, taskRun);
    const [answer] = await this.#answers(run, [{ ...question, about: "cache", cached, madeFrom }]);
    return coreAnswer(answer ?? noAnswer(), values, false);
  }

  async #askForFlow(run: FlowRun): Promise<void> {
    const { tell, values } = this.#options;
    const { question } = run;
    if (question === null) return;
    let answer: Answer | undefined;
    try {
      [answer] = await this.#answers(run, [await this.#flowQuestion(run, question)]);
    } catch (error) {
      answer = noAnswer(messageOf(error));
    }
    tell([{ type: "flowAnswered", answer: coreAnswer(answer ?? noAnswer(), values, false) }]);
  }

  async #flowQuestion(
    run: FlowRun,
    question: NonNullable<FlowRun["question"]>,
  ): Promise<WireQuestion> {
    const { values } = this.#options;
    const base = { work: `${run.id}?${question.about}`, slug: null, context: null, inputs: {} };
    const to = await toWireState(question.to, values);
    if (question.about === "flowHandlers") {
      const from = await toWireState(question.from, values);
      return { ...base, about: "handlers", from, to, runnerHandlers: false };
    }
    const reference = await endKeyStates(run, values);
    return { ...base, about: "terminal", state: to, reference };
  }

  async #answers(run: FlowRun, questions: readonly WireQuestion[]): Promise<readonly Answer[]> {
    const { oracle, context } = this.#options;
    if (questions.length === 0) return [];
    try {
      return await oracle.ask(questions, context(run), run.flow);
    } catch (error) {
      return questions.map(() => noAnswer(messageOf(error)));
    }
  }

  async #baseOf(run: FlowRun, taskRun: TaskRun): Promise<Omit<WireQuestion, "about">> {
    const { work, slug, mapIndex, runCount, runName, resumed } = taskRun;
    return {
      work: work?.id ?? run.id,
      slug,
      context: {
        taskRunId: taskRun.id,
        taskRunName: runName,
        runCount,
        mapIndex,
        loop: null,
        resumed,
      },
      inputs: await this.#options.values.resolveAll(taskRun.inputs ?? {}),
    };
  }

  /** What a task run is to be asked; the answer already, where the question cannot be put. */
  async #questionOf(
    run: FlowRun,
    taskRun: TaskRun,
  ): Promise<Answered | { readonly taskRun: TaskRun; readonly question: WireQuestion }> {
    try {
      return { taskRun, question: await this.#wireQuestion(run, taskRun) };
    } catch (error) {
      return this.#unreadable(taskRun, error);
    }
  }

  async #wireQuestion(run: FlowRun, taskRun: TaskRun): Promise<WireQuestion> {
    const { values } = this.#options;
    const { work } = taskRun;
    if (work?.type !== "ask") throw new RangeError(`"${taskRun.id}" asks nothing.`);
    const base = await this.#baseOf(run, taskRun);
    const { question } = work;
    switch (question.about) {
      case "handlers":
        return {
          ...base,
          about: "handlers",
          from: await toWireState(question.from, values),
          to: await toWireState(question.to, values),
          runnerHandlers: run.options.taskRunnerStateHandlers > 0,
        };
      case "trigger":
        return { ...base, about: "trigger", upstream: await upstreamStates(run, taskRun, values) };
      case "cache":
        throw new RangeError("Cached results are looked for here, not asked for.");
      case "location":
      case "target":
      case "runName":
        return { ...base, about: question.about };
    }
  }
}

/** null: some of it is not there any more. */
async function orNull<T>(reading: T | Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

const answered = (taskRun: TaskRun, answer: CoreAnswer): Answered => ({
  type: "answered",
  work: taskRun.work?.id ?? "",
  taskRun: taskRun.id,
  answer,
});

const isSecret = (run: FlowRun, { slug }: TaskRun): boolean =>
  indexOf(run.graph).nodes.get(slug)?.kind === "secret";

const isAbout = ({ work }: TaskRun, about: Question["about"]): boolean =>
  work?.type === "ask" && work.question.about === about;

/** When user code cannot be asked at all, the task run fails and says why. */
function noAnswer(message = "The kernel gave no answer."): Answer {
  const failure = { type: "NoAnswer", message, stack: null };
  const info = { length: null, preview: `NoAnswer(${message})`.slice(0, 200), size: 200 };
  return { type: "threw", failure, value: { stored: { kind: "failure", failure }, info } };
}
