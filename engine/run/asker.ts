/** Puts a run's questions to user code, and brings the answers back as news. */

import type { News } from "../core/news.ts";
import { endKeyStates, upstreamStates } from "./question-states.ts";
import type { Answer } from "../model/outcome.ts";
import type { FlowRun, RunEvent, TaskRun } from "../model/run.ts";
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
    const asked = await Promise.all(
      taskRuns.map(async (taskRun) => {
        const question = await this.#questionOf(run, taskRun);
        return { taskRun, question };
      }),
    );
    const answers = await this.#answers(
      run,
      asked.map(({ question }) => question),
    );
    tell(
      asked.map(({ taskRun, question }, index) => ({
        type: "answered",
        work: question.work,
        taskRun: taskRun.id,
        answer: coreAnswer(answers[index] ?? noAnswer("The kernel gave no answer."), values),
      })),
    );
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
    const told = coreAnswer(answer ?? noAnswer("The kernel gave no answer."), values);
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

  async #questionOf(run: FlowRun, taskRun: TaskRun): Promise<WireQuestion> {
    const { values } = this.#options;
    const { work, slug, mapIndex, runCount, runName, resumed } = taskRun;
    if (work?.type !== "ask") throw new RangeError(`"${taskRun.id}" asks nothing.`);
    const base = {
      work: work.id,
      slug,
      context: {
        taskRunId: taskRun.id,
        taskRunName: runName,
        runCount,
        mapIndex,
        loop: null,
        resumed,
      },
      inputs: await values.resolveAll(taskRun.inputs ?? {}),
    };
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
      case "cache": {
        const cached = await toWireState(taskRun.state, values);
        return { ...base, about: "cache", cached };
      }
      case "target":
      case "runName":
        return { ...base, about: question.about };
    }
  }
}

/** When user code cannot be asked at all, the task run fails and says why. */
function noAnswer(message: string): Answer {
  const failure = { type: "NoAnswer", message, stack: null };
  const info = { length: null, preview: `NoAnswer(${message})`.slice(0, 200), size: 200 };
  return { type: "threw", failure, value: { stored: { kind: "failure", failure }, info } };
}
