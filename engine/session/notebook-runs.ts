/** The runs of one notebook, and what they run: what a kernel evaluated, the text as it stands, or their own. */

import type { GivenTaskStates, ProgramChoice } from "../api/runs.ts";
import type { News } from "../core/news.ts";
import { FlowbookError } from "../model/errors.ts";
import type { FlowDescription, FlowId } from "../model/graph.ts";
import type { RunId } from "../model/run.ts";
import type { ReportedValue } from "../model/outcome.ts";
import type { Crew, RunProgram, SandboxWorker } from "../ports.ts";
import { reportJson } from "../run/json-value.ts";
import type { Report, RunReply } from "../sandbox/protocol.ts";
import { cellOf, expected, type BuiltFlows } from "./built-flows.ts";
import { buildFlow } from "./build-flow.ts";
import { givenStates } from "./given-states.ts";
import { FlowRuns, LEFT } from "./flow-runs.ts";
import { crewOfOne, kernelCrew } from "./kernel-crew.ts";
import { laterRuns, reportedRefs } from "./later-runs.ts";
import type { NotebookCells } from "./notebook-cells.ts";
import { ProgramReader, wireProgram, type Languages } from "./program.ts";
import type { RunHome } from "./run-home.ts";
import type { Runtime, Runtimes } from "./runtimes.ts";
import type { EndedRun, FlowRunsOptions, GoingOnWith, RunRequest } from "./running.ts";
import { shapeOf } from "./same-request.ts";
import type { StoredRun } from "./stored-run.ts";

export interface NotebookRunsOptions extends Omit<FlowRunsOptions, "placed" | "explainIn"> {
  readonly languages: Languages;
  readonly cells: NotebookCells;
  readonly flows: BuiltFlows;
  readonly runtimes: Runtimes;
  /** A run has begun that is not part of another. */
  readonly begun: (run: RunId) => void;
  /** Something that nobody waits for went wrong. */
  readonly problem: (error: unknown) => void;
}

type RunFlow = Extract<Report, { type: "runFlow" }>;

export class NotebookRuns {
  readonly flowRuns: FlowRuns;
  readonly #options: NotebookRunsOptions;

  constructor(options: NotebookRunsOptions) {
    this.#options = options;
    const { cells } = options;
    this.flowRuns = new FlowRuns({
      ...options,
      placed: (description) => cells.placed(description),
      explainIn: (program) => (failure) => this.#reader(program).explain(failure),
    });
  }

  /**
   * `flow.run()` in a cell: on the pool, or in the kernel itself.
   * @param program  what the cell had evaluated when it asked
   */
  ofCell(
    { run }: RunFlow,
    program: RunProgram,
    { worker, runtime }: { readonly worker: SandboxWorker; readonly runtime: Runtime },
  ): Promise<EndedRun | RunReply> {
    const { kernel } = runtime;
    const crew =
      run.executor === "local"
        ? () => kernelCrew(worker)
        : () => this.#poolCrew(program, run.description);
    return this.flowRuns.run(run, { crew, kernel, program, begun: this.#options.begun });
  }

  /**
   * Runs a flow that a cell built, as the automation API does; null if there is no such flow.
   * @throws FlowbookError `badParameters` if one of its tasks cannot have the state given for it
   */
  async ofFlow(
    flow: FlowId,
    request: Omit<RunRequest, "description" | "taskStates">,
    given: GivenTaskStates = {},
  ): Promise<EndedRun | RunReply | null> {
    const { flows, cells, runtimes, begun } = this.#options;
    const description = flows.get(flow);
    const home = cells.texts.find(({ id }) => id === cellOf(flow));
    if (!description || !home) return null;
    const taskStates = givenStates(description.graph, given);
    const { kernel } = runtimes.of(home.language);
    const program = kernel.program(cells.ids, {});
    const crew = (): Crew => this.#poolCrew(program, description);
    const run = { ...request, description, taskStates };
    return this.flowRuns.run(run, { crew, kernel, program, begun });
  }

  /**
   * Goes on with a run that nobody is at work on. Resolves once it is under way.
   * @throws FlowbookError `notFound` where it has no program of its own, `notDeterministic` where the
   * current one builds another flow
   */
  async goOn(stored: StoredRun, news: readonly News[], choice: ProgramChoice): Promise<void> {
    /* What the text would build is not what is at work now. */
    this.#options.runtimes.cancelDrafts();
    const { begun: tellBegun, problem } = this.#options;
    await new Promise<void>((begun, failed) => {
      let isUnderWay = false;
      const ended = this.flowRuns.goOn(stored, news, async () => ({
        ...(await this.#sameFlow(stored, choice)),
        kernel: null,
        begun: (id) => {
          isUnderWay = true;
          tellBegun(id);
          begun();
        },
      }));
      ended.then(
        (reply) => {
          if (!isUnderWay) failed(leftBefore(stored.run.options.runName));
          const fault = laterFault(reply);
          if (fault) problem(fault);
        },
        (error: unknown) => (isUnderWay ? problem(error) : failed(error)),
      );
    });
  }

  async #sameFlow(
    stored: StoredRun,
    choice: ProgramChoice,
  ): Promise<Pick<GoingOnWith, "program" | "isNew" | "crew" | "later">> {
    const { run } = stored;
    const { program, built } =
      choice === "current" || stored.program === null
        ? await this.#sameFlowNow(stored)
        : { program: stored.program, built: null };
    const later = await laterRuns(stored, built, this.#options.store);
    const description = { id: run.flow, graph: run.graph };
    const crew = (home: RunHome): Crew =>
      run.options.executor === "local" ? ownCrew(home) : this.#poolCrew(program, description);
    return { program, isNew: built !== null, crew, later };
  }

  /** A new run of the same flow with the same parameters. Resolves once it is under way. */
  async again(stored: StoredRun): Promise<void> {
    const { run } = stored;
    this.#options.runtimes.cancelDrafts();
    const now = this.#programNow(run.flow, stored);
    const built = now && (await this.#build(now, run.flow));
    const program = built ? now : stored.program;
    const description = built ?? (program && (await this.#build(program, run.flow)));
    if (!program || !description) throw cannotBuild(run.graph.name);
    const parameters = await reportedRefs(run.parameters, this.#options.store);
    const fits = new Set(description.graph.tasks.map(({ parameter }) => parameter?.name));
    const request: RunRequest = {
      description,
      parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => fits.has(name))),
      context: run.options.context,
      taskRunnerStateHandlers: 0,
      runOnSchedule: false,
    };
    await new Promise<void>((begun, failed) => {
      const ended = this.flowRuns.run(request, {
        crew: () => this.#poolCrew(program, description),
        kernel: null,
        program,
        begun: (id) => {
          this.#options.begun(id);
          begun();
        },
      });
      ended.then((reply) => {
        if ("ok" in reply && !reply.ok) {
          failed(new FlowbookError("badParameters", reply.failure.message));
        }
      }, failed);
    });
  }

  /** The cells that a flow is made of, as they stand; null where its cell is gone or does not compile. */
  #programNow(flow: FlowId, { program }: StoredRun): RunProgram | null {
    const { cells, runtimes } = this.#options;
    const home = cells.texts.find(({ id }) => id === cellOf(flow));
    if (!home) return null;
    const compiled = cells.compiledIn(home.language);
    const index = compiled.findIndex((each) => each.compiled.cell === home.id);
    if (index < 0) return null;
    /* The cell that asked for the run may stand below the one that built the flow. */
    const named = new Set(program?.cells.map(({ cell }) => cell));
    const needed = compiled.filter((each, at) => at <= index || named.has(each.compiled.cell));
    return runtimes.of(home.language).kernel.programOf(needed);
  }

  async #sameFlowNow(
    stored: StoredRun,
  ): Promise<{ readonly program: RunProgram; readonly built: FlowDescription }> {
    const { run } = stored;
    const program = this.#programNow(run.flow, stored);
    const built = program && (await this.#build(program, run.flow));
    if (!program || !built) throw cannotBuild(run.graph.name);
    if (shapeOf(built.graph) !== shapeOf(run.graph)) {
      throw new FlowbookError(
        "notDeterministic",
        `The notebook now builds "${run.graph.name}" with other tasks or edges than this run has. Go on with the program it was started with, or run the flow anew.`,
      );
    }
    return { program, built };
  }

  async #build(program: RunProgram, flow: FlowId): Promise<FlowDescription | null> {
    const built = await buildFlow(program, flow, this.#options.open);
    return built && this.#reader(program).placed(built);
  }

  #reader(program: RunProgram): ProgramReader {
    const { languages, cells } = this.#options;
    return new ProgramReader(program, languages, cells.name);
  }

  #poolCrew(program: RunProgram, flow: Pick<FlowDescription, "id" | "graph">): Crew {
    const { pool } = this.#options.runtimes.of(program.language);
    return pool.crew(wireProgram(program), expected(flow));
  }
}

const leftBefore = (runName: string): FlowbookError =>
  new FlowbookError(
    "wrongMoment",
    `The notebook was closed before "${runName}" went on. Open it, and resume the run.`,
  );

/** Why a later run of a schedule could not be made; null where it was, or the notebook was left. */
const laterFault = (reply: EndedRun | RunReply): FlowbookError | null =>
  "ok" in reply && !reply.ok && reply.failure.type !== LEFT.type
    ? new FlowbookError(
        "badParameters",
        `The schedule does not go on: ${reply.failure.message} Mend its cell, and run the flow anew.`,
      )
    : null;

const cannotBuild = (name: string): FlowbookError =>
  new FlowbookError(
    "notFound",
    `The flow "${name}" cannot be built from the notebook as it is now. Mend its cells, or go on with the program the run was started with.`,
  );

/**
 * The run's own worker as its crew, for one that ran in the kernel. Opened when a call is due; when it
 * dies, whoever waits for it to be free gets another.
 */
function ownCrew(home: RunHome): Crew {
  let crew: Crew | null = null;
  let waiting: (() => void) | null = null;
  let fail: (error: Error) => void = () => {};
  const broken = new Promise<Error>((resolve) => (fail = resolve));
  const wake = (): void => {
    const whenFree = waiting;
    waiting = null;
    whenFree?.();
  };
  return {
    size: 1,
    broken,
    lend(whenFree) {
      const worker = crew?.lend(wake) ?? null;
      if (worker !== null) return worker;
      waiting = whenFree;
      if (crew !== null) return null;
      home.own().then((own) => {
        crew = crewOfOne(own, new Promise(() => {}));
        void own.ended.then(() => {
          crew = null;
          wake();
        });
        wake();
      }, fail);
      return null;
    },
    giveBack: (worker) => crew?.giveBack(worker),
    discard: (worker) => crew?.discard(worker),
    close: () => {
      waiting = null;
    },
  };
}

/** Parameters as they come from a form or a program: JSON values by name. */
export const reportedParameters = (
  parameters: Readonly<Record<string, unknown>>,
): Record<string, ReportedValue> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, reportJson(value)] as const),
  );
