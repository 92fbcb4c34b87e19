/** Puts a run's questions to user code, and brings the answers back as news. */

import type { News } from "../core/news.ts";
import { indexOf } from "../core/graph-index.ts";
import { givenTo, isValid, type CachedResult, type CacheShelf } from "./cache-shelf.ts";
import { endKeyStates, upstreamStates } from "./question-states.ts";
import type { Answer } from "../model/outcome.ts";
import type { CoreAnswer, FlowRun, Question, RunEvent, TaskRun } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { LocationStore } from "../ports.ts";
import type { RunContext, WireQuestion } from "../sandbox/protocol.ts";
import { coreAnswer } from "./outcomes.ts";
import type { RunValues } from "./values.ts";
import { toWireState } from "./wire-states.ts";

/** Whoever can put questions to the notebook's own code. */
export interface Oracle {
  ask(questions: readonly WireQuestion[], context: RunContext, flow: string): Promise<Answer[]>;
}

export interface AskerOptions {
  readonly oracle: Oracle;
  readonly values: RunValues;
  readonly shelf: CacheShelf;
  readonly locations: LocationStore;
  readonly now: () => Millis;
  readonly context: (run: FlowRun) => RunContext;
  readonly run: () => FlowRun;
  readonly tell: (news: readonly News[]) => void;
}

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
    const { tell, values } = this.#options;
    const byCache = taskRuns.filter((each) => isAbout(each, "cache"));
    for (const taskRun of byCache) void this.#answerCache(run, taskRun);
    for (const taskRun of taskRuns) {
      if (isAbout(taskRun, "target")) void this.#answerTarget(run, taskRun);
    }
    const others = taskRuns.filter((each) => !isAbout(each, "cache") && !isAbout(each, "target"));
    if (others.length === 0) return;
    const questions = await Promise.all(others.map((each) => this.#questionOf(run, each)));
    const answers = await this.#answers(run, questions);
    tell(
      others.map((taskRun, index) => ({
        type: "answered",
        work: taskRun.work?.id ?? "",
        taskRun: taskRun.id,
        answer: coreAnswer(answers[index] ?? noAnswer(), values, isSecret(run, taskRun)),
      })),
    );
  }

  /** Looks for a cached result: the built-in validators are ours, a custom one is user code. */
  async #answerCache(run: FlowRun, taskRun: TaskRun): Promise<void> {
    const { tell, values, shelf, now } = this.#options;
    const node = indexOf(run.graph).nodes.get(taskRun.slug);
    const given = await givenTo(run, taskRun, values);
    const at = { given, now: now() };
    const own = taskRun.state.type === "Cached" ? [{ state: taskRun.state, ...given }] : [];
    let answer: CoreAnswer = { type: "verdict", ok: false };
    for (const cached of node ? [...own, ...shelf.find(node)] : []) {
      const validator = node?.cacheValidator ?? { name: "neverUse" };
      const verdict: CoreAnswer =
        validator.name === "custom"
          ? await this.#askValidator(run, taskRun, cached)
          : { type: "verdict", ok: isValid(validator, cached, at) };
      if (verdict.type === "verdict" && !verdict.ok) continue;
      answer = verdict.type === "verdict" ? { type: "state", state: cached.state } : verdict;
      break;
    }
    tell([{ type: "answered", work: taskRun.work?.id ?? "", taskRun: taskRun.id, answer }]);
  }

  /** User code says where the target is; whether something is there already is ours to find. */
  async #answerTarget(run: FlowRun, taskRun: TaskRun): Promise<void> {
    const { tell, values, locations } = this.#options;
    const base = await this.#baseOf(run, taskRun);
    const [said] = await this.#answers(run, [{ ...base, about: "target" }]);
    let answer = coreAnswer(said ?? noAnswer(), values, false);
    const found = answer.type === "text" ? await locations.find(answer.text) : null;
    if (found) {
      const { location, ref } = found;
      const message = `Result found at task target ${location}`;
      const result = { ...ref, location };
      answer = { type: "state", state: { type: "Cached", message, result, cachedUntil: null } };
    }
    tell([{ type: "answered", work: taskRun.work?.id ?? "", taskRun: taskRun.id, answer }]);
  }

  async #askValidator(
    run: FlowRun,
    taskRun: TaskRun,
    { state, refs, inputs: hashes }: CachedResult,
  ): Promise<CoreAnswer> {
    const { values } = this.#options;
    const cached = await toWireState(state, values);
    const madeFrom = {
      inputs: await values.resolveAll(refs.inputs),
      hashes,
      parameters: await values.resolveAll(refs.parameters),
    };
    const question = await this.#baseOf(run, taskRun);
    const [answer] = await this.#answers(run, [{ ...question, about: "cache", cached, madeFrom }]);
    return coreAnswer(answer ?? noAnswer(), values, false);
  }

  async #askForFlow(run: FlowRun): Promise<void> {
    const { tell, values } = this.#options;
    const { question } = run;
    if (question === null) return;
    const base = { work: `${run.id}?${question.about}`, slug: null, context: null, inputs: {} };
    const to = await toWireState(question.to, values);
    const wire: WireQuestion =
      question.about === "flowHandlers"
        ? {
            ...base,
            about: "handlers",
            from: await toWireState(question.from, values),
            to,
            runnerHandlers: false,
          }
        : { ...base, about: "terminal", state: to, reference: await endKeyStates(run, values) };
    const [answer] = await this.#answers(run, [wire]);
    const told = coreAnswer(answer ?? noAnswer(), values, false);
    tell([{ type: "flowAnswered", answer: told }]);
  }

  async #answers(run: FlowRun, questions: readonly WireQuestion[]): Promise<readonly Answer[]> {
    const { oracle, context } = this.#options;
    try {
      return await oracle.ask(questions, context(run), run.flow);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return questions.map(() => noAnswer(message));
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

  async #questionOf(run: FlowRun, taskRun: TaskRun): Promise<WireQuestion> {
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
