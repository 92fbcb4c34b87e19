/** The runs of one notebook that are under way: started from what user code asked, told news, ended. */

import type { News } from "../core/news.ts";
import { FlowbookError } from "../model/errors.ts";
import type { FlowDescription } from "../model/graph.ts";
import type { LogRecord } from "../model/log.ts";
import type { ReportedValue } from "../model/outcome.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { FlowRun, RunEvent, RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { Failure } from "../model/value.ts";
import type { Clock, Crew, LocationStore, RunStore, SandboxWorker } from "../ports.ts";
import type { Oracle } from "../run/asker.ts";
import type { Explain } from "../run/outcomes.ts";
import { CacheShelf } from "../run/cache-shelf.ts";
import { reportJson } from "../run/json-value.ts";
import { RunLoop } from "../run/run-loop.ts";
import { RunValues } from "../run/values.ts";
import { toRunReply } from "../run/wire-states.ts";
import type { Report, RunContext, RunReply, WireRunRequest } from "../sandbox/protocol.ts";
import { nextTicks } from "../schedule/next-ticks.ts";
import { parseSchedule } from "../schedule/parse-schedule.ts";
import { crewOfOne } from "./kernel-crew.ts";
import { randomId, randomRunName } from "./run-names.ts";
import { parameterFault, startEvent } from "./start-event.ts";

export interface FlowRunsOptions {
  readonly notebook: string;
  readonly store: RunStore;
  readonly locations: LocationStore;
  readonly clock: () => Clock;
  readonly explain: Explain;
  /** What a person entered for the notebook; a run sees them as they are when it begins. */
  readonly secrets: () => Readonly<Record<string, unknown>>;
  /** A flow with its tasks' places in the user's text. */
  readonly placed: (description: FlowDescription) => FlowDescription;
  readonly publish: (run: RunId, events: readonly RunEvent[], logs: readonly LogRecord[]) => void;
}

type RunFlow = Extract<Report, { type: "runFlow" }>;

/** What a run is asked for with. */
export type RunRequest = WireRunRequest;

/** Where a flow is at home: the kernel of its language, or the worker of the task that built it. */
interface Home extends Oracle {
  readonly language: LanguageId;
  readonly worker: SandboxWorker | null;
}

export interface RunWith {
  /** A crew for one run; called again for each run of a schedule. */
  readonly crew: () => Crew;
  /** Answers what only user code can. Its own reports reach us through its own listener. */
  readonly kernel: Home;
  readonly begun: (run: RunId) => void;
  /** A task or a handler of another run asked for it. */
  readonly isNested?: boolean;
}

interface Timing {
  readonly clock: Clock;
  readonly startAt: Millis;
}

/** A finished run, as its starter wants it. */
export interface EndedRun {
  readonly run: FlowRun;
  readonly values: RunValues;
  readonly reply: RunReply;
}

export class FlowRuns {
  readonly #options: FlowRunsOptions;
  readonly #loops = new Map<RunId, { readonly loop: RunLoop; readonly kernel: Home }>();
  /** What a task of one language made is nothing that one of another could take for its own. */
  readonly #shelves = new Map<LanguageId, CacheShelf>();
  readonly #heard = new WeakSet<SandboxWorker>();

  constructor(options: FlowRunsOptions) {
    this.#options = options;
  }

  /**
   * Runs a flow to its end: once, or time after time if it has a schedule, until the schedule ends
   * or somebody cancels. Faults of the request come back as a failed reply, without a run.
   * Source: prefect 1.x core/flow.py, Flow.run and Flow._run.
   */
  async run(request: RunRequest, with_: RunWith): Promise<EndedRun | RunReply> {
    const { schedule } = request.description.graph;
    const clock = this.#options.clock();
    if (schedule === null || schedule === undefined || request.runOnSchedule === false) {
      return this.#runOnce(request, { ...with_, clock, startAt: clock.now() });
    }
    let last: EndedRun | null = null;
    for (;;) {
      const event = nextEvent(schedule, clock.now());
      if ("failure" in event) return last ?? { ok: false, failure: event.failure };
      const parameters = { ...request.parameters, ...event.parameters };
      const ended = await this.#runOnce(
        { ...request, parameters },
        { ...with_, clock, startAt: event.at },
      );
      if (!("run" in ended)) return ended;
      last = ended;
      if (ended.run.state.type === "Cancelled") return last;
    }
  }

  async #runOnce(
    request: RunRequest,
    { crew: makeCrew, kernel, begun, isNested = false, clock, startAt }: RunWith & Timing,
  ): Promise<EndedRun | RunReply> {
    const { notebook, store, locations, publish, explain, secrets } = this.#options;
    const fault = parameterFault(request.description.graph, request.parameters);
    if (fault) return { ok: false, failure: fault };
    const id = randomId();
    const values = new RunValues(id, store);
    const started = startEvent({
      id,
      request,
      values,
      at: clock.now(),
      scheduledStartTime: startAt,
      runName: randomRunName(Math.random),
      isNested,
    });
    const shelf = this.#shelfOf(kernel.language);
    const context = await contextOf({ values, clock, secrets: secrets() }, started);
    const loop = new RunLoop({
      started,
      notebook,
      store,
      values,
      shelf,
      locations,
      clock,
      crew: makeCrew(),
      welcome: (worker) => {
        if (worker !== kernel.worker) this.#listen(worker, kernel);
      },
      oracle: kernel,
      explain,
      context,
      publish: (events, logs) => publish(id, events, logs),
    });
    this.#loops.set(id, { loop, kernel });
    begun(id);
    try {
      const run = await loop.start();
      await shelf.remember(run, values);
      return { run, values, reply: await toRunReply(run, values) };
    } finally {
      this.#loops.delete(id);
    }
  }

  /** Tells a run under way something; false if it is not (or no longer) under way. */
  tell(run: RunId, news: News): boolean {
    const known = this.#loops.get(run);
    known?.loop.tell(news);
    return known !== undefined;
  }

  /** Cancels all that is under way; or only what is at home in this kernel. */
  cancelAll(reason: string, of?: Home): void {
    for (const { loop, kernel } of this.#loops.values()) {
      if (of === undefined || kernel === of) loop.tell({ type: "cancelRun", reason });
    }
  }

  #shelfOf(language: LanguageId): CacheShelf {
    const shelf = this.#shelves.get(language) ?? new CacheShelf();
    this.#shelves.set(language, shelf);
    return shelf;
  }

  /**
   * `flow.run()` in a task or a handler. What that code built is in its worker alone, so the run's
   * calls go there too, one by one, while the call that asked waits. It ends with its worker.
   */
  async #runNested(
    worker: SandboxWorker,
    { request, run }: RunFlow,
    { language }: Home,
  ): Promise<void> {
    let current: RunId | null = null;
    let why: string | null = null;
    const cancel = (): void => {
      if (current !== null && why !== null) this.tell(current, { type: "cancelRun", reason: why });
    };
    void worker.ended.then((reason) => {
      why = "why" in reason ? reason.why : reason.message;
      cancel();
    });
    const ended = await this.run(
      { ...run, executor: "local", description: this.#options.placed(run.description) },
      {
        crew: () => crewOfOne(worker, new Promise(() => {})),
        kernel: { language, worker, ask: (...asked) => worker.ask(...asked) },
        begun: (id) => {
          current = id;
          cancel();
        },
        isNested: true,
      },
    );
    /* Where the worker has ended nobody waits for the answer, and whoever ended it has said why. */
    if (why === null) await settle(worker, request, "reply" in ended ? ended.reply : ended);
  }

  #listen(worker: SandboxWorker, kernel: Home): void {
    if (this.#heard.has(worker)) return;
    this.#heard.add(worker);
    worker.onReport((report) => this.receive(worker, report, kernel));
  }

  /** What a worker says while it works for a run. What tasks print are logs of their calls. */
  receive(worker: SandboxWorker, report: Report, kernel: Home): void {
    if (report.type === "runFlow") {
      void this.#runNested(worker, report, kernel);
      return;
    }
    for (const { loop } of this.#loops.values()) {
      if (report.type === "outcomes") loop.receiveOutcomes(worker, report.outcomes);
      else if (report.type === "callLogs") loop.receiveLogs(worker, report.work, report.logs);
    }
  }
}

/** The first event of a schedule strictly after a moment, with the parameters it sets. */
function nextEvent(
  schedule: unknown,
  after: Millis,
): { at: Millis; parameters: Record<string, ReportedValue> } | { failure: Failure } {
  try {
    const [event] = nextTicks(parseSchedule(schedule), 1, after);
    if (!event) {
      const message = "Flow has no more scheduled runs: its schedule has ended.";
      return { failure: { type: "ValueError", message, stack: null } };
    }
    const given = Object.entries(event.parameterDefaults);
    const parameters = Object.fromEntries(
      given.map(([name, value]) => [name, reportJson(value)] as const),
    );
    return { at: event.at, parameters };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failure: { type: "ValueError", message, stack: null } };
  }
}

/** Tells the worker how its run ended; one that ends meanwhile need not hear it. */
async function settle(worker: SandboxWorker, request: number, reply: RunReply): Promise<void> {
  try {
    await worker.settleRun(request, reply);
  } catch (error) {
    if (!(error instanceof FlowbookError)) throw error;
  }
}

/** The part of the context that all calls of a run share. */
async function contextOf(
  {
    values,
    clock,
    secrets,
  }: { values: RunValues; clock: Clock; secrets: Readonly<Record<string, unknown>> },
  started: Extract<RunEvent, { type: "RunStarted" }>,
): Promise<(run: FlowRun) => RunContext> {
  const entries = await Promise.all(
    Object.entries(started.parameters).map(
      async ([name, ref]) => [name, await values.resolve({ from: "result", ref })] as const,
    ),
  );
  const parameters = Object.fromEntries(entries);
  return (run) => ({
    flowRunId: run.id,
    flowRunName: run.options.runName,
    flowName: run.graph.name,
    parameters,
    scheduledStartTime: run.options.scheduledStartTime,
    clockOffset: clock.offset(),
    checkpointing: run.options.checkpointing,
    user: run.options.context,
    secrets,
  });
}
