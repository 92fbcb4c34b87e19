/** The runs of one notebook that are under way: begun or gone on with, told news, ended or left. */

import { evolve } from "../core/evolve.ts";
import type { News } from "../core/news.ts";
import { FlowbookError } from "../model/errors.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { WorkId } from "../model/outcome.ts";
import type { FlowRun, RunId } from "../model/run.ts";
import { isFinished } from "../model/state.ts";
import type { Failure } from "../model/value.ts";
import type { Clock, SandboxWorker } from "../ports.ts";
import { CacheShelf } from "../run/cache-shelf.ts";
import type { Published } from "../run/recorder.ts";
import { RunLoop } from "../run/run-loop.ts";
import { RunValues } from "../run/values.ts";
import { isWanted } from "../run/wire-call.ts";
import type { Report, RunReply } from "../sandbox/protocol.ts";
import type { ScheduleEvent } from "./next-event.ts";
import { isScheduled, onSchedule, type OnSchedule } from "./on-schedule.ts";
import { contextOf } from "./run-context.ts";
import { RunHome, type Home } from "./run-home.ts";
import { NestedRuns, type Caller } from "./nested-runs.ts";
import { randomId, randomRunName } from "./run-names.ts";
import { replyTo } from "./run-reply.ts";
import { parameterFault, startEvent } from "./start-event.ts";
import type { EndedRun, FlowRunsOptions, GoingOnWith, RunRequest, RunWith } from "./running.ts";
import { aheadOf, amend, cancelled, publishedOf, type StoredRun } from "./stored-run.ts";

/** A run that is under way. */
interface UnderWay {
  readonly loop: RunLoop;
  readonly kernel: Home | null;
}

interface Work {
  readonly run: FlowRun;
  readonly from: Published;
  readonly values: RunValues;
  readonly clock: Clock;
  /** Those that the run was asked for with; one that goes on later has them no more. */
  readonly secrets?: Readonly<Record<string, unknown>>;
  readonly begin: (loop: RunLoop) => Promise<FlowRun>;
}

export const LEFT: Failure = {
  type: "RunLeft",
  message: "The run was left before its end. It is in the history, and can go on from there.",
  stack: null,
};

export class FlowRuns {
  readonly #options: FlowRunsOptions;
  readonly #underWay = new Map<RunId, UnderWay>();
  /** Stored runs that are gone on with, or soon will be. */
  readonly #claimed = new Set<RunId>();
  /** Nothing begins here any more. */
  #isLeft = false;
  /** What a task of one language made is nothing that one of another could take for its own. */
  readonly #shelves = new Map<LanguageId, CacheShelf>();
  readonly #heard = new WeakSet<SandboxWorker>();
  readonly #nested: NestedRuns;

  constructor(options: FlowRunsOptions) {
    this.#options = options;
    this.#nested = new NestedRuns({
      ...options,
      run: (request, with_) => this.run(request, with_),
      goOn: (...asked) => this.goOn(...asked),
      recall: ({ run }, language) =>
        replyTo(run, new RunValues(run.id, options.store), this.#shelfOf(language)),
      leave: (run) => void this.#underWay.get(run)?.loop.park(),
      close: (stored, reason) => this.#close(stored, reason),
      callOf: (worker, work) => this.#callOf(worker, work),
    });
  }

  /**
   * Runs a flow to its end: once, or time after time if it has a schedule, until the schedule ends
   * or somebody cancels. Faults of the request come back as a failed reply, without a run.
   * Source: prefect 1.x core/flow.py, Flow.run and Flow._run.
   */
  async run(request: RunRequest, with_: RunWith): Promise<EndedRun | RunReply> {
    const clock = this.#options.clock();
    return isScheduled(request)
      ? this.#onSchedule(request, with_, { clock, last: null })
      : this.#runOnce(request, with_, { clock, event: null });
  }

  #onSchedule(
    request: RunRequest,
    with_: RunWith,
    { clock, last }: Pick<OnSchedule, "clock" | "last">,
  ): Promise<EndedRun | RunReply> {
    const runOnce = (event: ScheduleEvent) => this.#runOnce(request, with_, { clock, event });
    return onSchedule(request, { clock, last, runOnce });
  }

  async #runOnce(
    request: RunRequest,
    with_: RunWith,
    { clock, event }: { readonly clock: Clock; readonly event: ScheduleEvent | null },
  ): Promise<EndedRun | RunReply> {
    const { graph } = request.description;
    const fault = parameterFault(graph, { ...request.parameters, ...event?.parameters });
    if (fault) return { ok: false, failure: fault };
    if (this.#isLeft) return { ok: false, failure: LEFT };
    const id = randomId();
    const values = new RunValues(id, this.#options.store);
    const started = startEvent({
      id,
      request,
      values,
      at: clock.now(),
      ahead: clock.offset(),
      event,
      runName: randomRunName(Math.random),
      isNested: with_.isNested === true,
      parent: with_.parent ?? null,
    });
    return this.#work(with_, {
      run: evolve(null, [started]),
      from: { events: 0, logs: 0 },
      values,
      clock,
      ...(request.secrets && { secrets: request.secrets }),
      begin: (loop) => loop.start(started, with_.program),
    });
  }

  /**
   * Goes on with a run where its journal ends, and then with its schedule. Resolves to the last run's end.
   * @param prepare  finds out with what; the run is nobody else's to go on with meanwhile
   * @throws FlowbookError `wrongMoment` where it is under way already
   */
  async goOn(
    stored: StoredRun,
    news: readonly News[],
    prepare: () => Promise<GoingOnWith>,
  ): Promise<EndedRun | RunReply> {
    const { run, nextSeq } = stored;
    if (this.#claimed.has(run.id)) {
      throw new FlowbookError("wrongMoment", `"${run.options.runName}" is under way already.`);
    }
    this.#claimed.add(run.id);
    const clock = this.#options.clock(aheadOf(stored));
    const goOn = async () => {
      const { isNew, flow = run.flow, secrets, later, ...with_ } = await prepare();
      this.#nested.expect(run.id);
      const last = await this.#work(with_, {
        run: { ...run, flow },
        from: publishedOf(stored),
        values: new RunValues(run.id, this.#options.store, nextSeq),
        clock,
        ...(secrets && { secrets }),
        begin: (loop) => loop.goOn(news, isNew ? with_.program : null),
      });
      return { with_, last, later };
    };
    const { with_, last, later } = await goOn().finally(() => this.#claimed.delete(run.id));
    if (!("run" in last) || later === null || !isScheduled(later)) return last;
    return this.#onSchedule(later, with_, { clock, last });
  }

  async #work(with_: RunWith, work: Work): Promise<EndedRun | RunReply> {
    const { notebook, store, locations, secrets, explainIn, open, publish, held, changed } =
      this.#options;
    const { kernel, program } = with_;
    const { run: begun, values, clock, from } = work;
    const { id } = begun;
    const shelf = this.#shelfOf(program.language);
    const home: RunHome = new RunHome({
      kernel,
      program,
      open,
      opened: (worker) => this.#listen(worker, program.language),
    });
    const own = { ...secrets(), ...work.secrets };
    const context = await contextOf({ values, clock, secrets: own }, begun);
    /* From here on to its entry below nothing waits: whoever leaves all runs finds this one. */
    if (this.#isLeft) return { ok: false, failure: LEFT };
    const loop = new RunLoop({
      run: begun,
      from,
      notebook,
      store,
      values,
      shelf,
      locations,
      clock,
      crew: with_.crew(home),
      welcome: (worker) => {
        if (!home.isKernel(worker)) this.#listen(worker, program.language);
      },
      oracle: home,
      explain: explainIn(program),
      context,
      publish: (events, logs, before) => publish(id, { events, logs, from: before }),
      held: (why) => held(id, why),
    });
    this.#underWay.set(id, { loop, kernel });
    with_.begun(id);
    changed();
    try {
      const run = await work.begin(loop);
      const isOver = isFinished(run.state);
      await this.#nested.settle(id, isOver);
      if (!isOver) return { ok: false, failure: LEFT };
      return { run, values, reply: await replyTo(run, values, shelf) };
    } finally {
      home.close();
      this.#underWay.delete(id);
      changed();
    }
  }

  /** How a run under way stands; null if it is not (or no longer) under way. */
  find(run: RunId): FlowRun | null {
    return this.#underWay.get(run)?.loop.run ?? null;
  }

  /** Tells a run under way something; false if it is not (or no longer) under way. */
  tell(run: RunId, news: News): boolean {
    const known = this.#underWay.get(run);
    known?.loop.tell(news);
    return known !== undefined;
  }

  /** Cancels all that is under way. */
  cancelAll(reason: string): void {
    for (const { loop } of this.#underWay.values()) loop.tell({ type: "cancelRun", reason });
  }

  /** Leaves all that is under way as it is, for good. Resolves when what has happened is on record. */
  async parkAll(): Promise<void> {
    this.#isLeft = true;
    await Promise.all([...this.#underWay.values()].map(({ loop }) => loop.park()));
  }

  /** The kernel died: runs whose tasks ran in it are left; the others do without it. */
  kernelDied(kernel: Home): void {
    for (const { loop, kernel: own } of this.#underWay.values()) {
      if (own === kernel && loop.run.options.executor === "local") void loop.park();
    }
  }

  /** The store may have room again. */
  retryStore(): void {
    for (const { loop } of this.#underWay.values()) loop.retryStore();
  }

  #shelfOf(language: LanguageId): CacheShelf {
    const shelf = this.#shelves.get(language) ?? new CacheShelf();
    this.#shelves.set(language, shelf);
    return shelf;
  }

  #listen(worker: SandboxWorker, language: LanguageId): void {
    if (this.#heard.has(worker)) return;
    this.#heard.add(worker);
    worker.onReport((report) => this.receive(worker, report, language));
  }

  /** What a worker says while it works for a run. What tasks print are logs of their calls. */
  receive(worker: SandboxWorker, report: Report, language: LanguageId): void {
    if (report.type === "runFlow") {
      void this.#nested.run(worker, report, language);
      return;
    }
    for (const { loop } of this.#underWay.values()) {
      if (report.type === "outcomes") loop.receiveOutcomes(worker, report.outcomes);
      else if (report.type === "callLogs") loop.receiveLogs(worker, report.work, report.logs);
    }
  }

  #callOf(worker: SandboxWorker, work: WorkId): Caller | null {
    for (const { loop } of this.#underWay.values()) {
      const taskRun = loop.taskRunOf(worker, work);
      if (taskRun) return { run: loop.run.id, work, isWanted: () => isWanted(loop.run, taskRun) };
    }
    return null;
  }

  /** Puts on record that a run which was left does not go on. */
  async #close(stored: StoredRun, reason: string): Promise<void> {
    const { store, publish, changed, clock } = this.#options;
    const now = clock(aheadOf(stored)).now();
    const added = await amend(stored, cancelled(reason), { store, now });
    publish(stored.run.id, { ...added, from: publishedOf(stored) });
    changed();
  }
}
