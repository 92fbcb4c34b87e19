/**
 * One run under way: news in, decisions, journal, work out. The only place where a run's effects
 * and its decisions meet; all rules are in the core, all effects behind ports.
 */

import { decide } from "../core/decide.ts";
import { evolve } from "../core/evolve.ts";
import { logLines, startLines } from "../core/log-lines.ts";
import type { News } from "../core/news.ts";
import type { Step } from "../model/decision.ts";
import { FlowbookError } from "../model/errors.ts";
import type { LogRecord } from "../model/log.ts";
import type { TaskOutcome, WorkId } from "../model/outcome.ts";
import type { FlowRun, RunEvent, TaskRun, TaskRunId } from "../model/run.ts";
import { isFinished } from "../model/state.ts";
import type { Clock, Crew, LocationStore, RunProgram, RunStore, SandboxWorker } from "../ports.ts";
import type { RunContext } from "../sandbox/protocol.ts";
import { Asker, type Oracle } from "./asker.ts";
import type { CacheShelf } from "./cache-shelf.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { Explain } from "./outcomes.ts";
import { Recorder, type Published } from "./recorder.ts";
import type { RunValues } from "./values.ts";

export interface RunLoopOptions {
  /** As its journal says it stands; a new one as its first event says. */
  readonly run: FlowRun;
  /** How much was in its journal and its log before. */
  readonly from: Published;
  readonly notebook: string;
  readonly store: RunStore;
  readonly values: RunValues;
  /** Cached results of earlier runs. */
  readonly shelf: CacheShelf;
  /** Results by location: targets are looked for there. */
  readonly locations: LocationStore;
  readonly clock: Clock;
  readonly crew: Crew;
  /** Called with a worker before each batch of calls. */
  readonly welcome: (worker: SandboxWorker) => void;
  /** Answers what only user code can: the notebook's kernel. */
  readonly oracle: Oracle;
  readonly context: (run: FlowRun) => RunContext;
  readonly explain: Explain;
  /** Durable by now; `from` counts what came before. */
  readonly publish: (
    events: readonly RunEvent[],
    logs: readonly LogRecord[],
    from: Published,
  ) => void;
  /** The store takes nothing for the moment, so the run waits; null: it goes on. */
  readonly held: (why: string | null) => void;
}

type Started = Extract<RunEvent, { type: "RunStarted" }>;

export class RunLoop {
  readonly #options: RunLoopOptions;
  readonly #recorder: Recorder;
  readonly #dispatcher: Dispatcher;
  readonly #asker: Asker;
  readonly #finished: Promise<FlowRun>;
  #finish: (run: FlowRun) => void = () => {};
  #run: FlowRun;
  #inbox: News[] = [];
  #isTurning = false;
  #isOver = false;
  #waiting: AbortController | null = null;

  constructor(options: RunLoopOptions) {
    this.#options = options;
    this.#run = options.run;
    this.#finished = new Promise((resolve) => (this.#finish = resolve));
    this.#recorder = new Recorder({
      ...options,
      now: () => options.clock.now(),
      onHeld: (why) => this.#hold(why),
      onBroken: (error) => this.#lose(error),
    });
    const tell = (news: readonly News[]): void => this.tell(...news);
    this.#dispatcher = new Dispatcher({
      crew: options.crew,
      welcome: options.welcome,
      values: options.values,
      context: () => options.context(this.#run),
      run: () => this.#run,
      explain: options.explain,
      tell,
      tellLogs: (taskRun, logs) => this.#takeLogs(taskRun, logs),
    });
    this.#asker = new Asker({
      ...options,
      run: () => this.#run,
      now: () => options.clock.now(),
      locate: async (location) =>
        this.#recorder.writtenAt(location) ?? (await options.locations.find(location))?.ref ?? null,
      tell,
    });
    void options.crew.broken.then((error) => this.#break(`Unexpected error: ${error.message}`));
  }

  /** Begins; resolves to the run once its last record is durable, or once it was parked. */
  start(started: Started, program: RunProgram): Promise<FlowRun> {
    this.#recorder.log(startLines(this.#run, toIso));
    this.#recorder.keepProgram(program);
    this.#recorder.record(this.#run, [started]);
    this.tell({ type: "started" });
    return this.#finished;
  }

  /** Goes on where the journal ends, with this news; with another program, if one is given. */
  goOn(news: readonly News[], program: RunProgram | null): Promise<FlowRun> {
    this.#recorder.keepProgram(program);
    this.tell(...news);
    return this.#finished;
  }

  /** Stops all work and leaves the run as its journal says: it can go on later, here or elsewhere. */
  async park(): Promise<void> {
    if (this.#isOver) {
      await this.#finished;
      return;
    }
    this.#stop("The run is left as it is.");
    await this.#recorder.close();
    this.#finish(this.#run);
  }

  /** The store may have room again. */
  retryStore(): void {
    this.#recorder.retry();
  }

  get run(): FlowRun {
    return this.#run;
  }

  /** Takes news. They are decided on together, at the end of the current task of the event loop. */
  tell(...news: readonly News[]): void {
    this.#inbox.push(...news);
    if (this.#isTurning || this.#isOver) return;
    this.#isTurning = true;
    queueMicrotask(() => this.#turn());
  }

  /** Passes on what a worker of this run reported by itself. */
  receiveOutcomes(worker: SandboxWorker, outcomes: readonly TaskOutcome[]): void {
    this.#dispatcher.receive(worker, outcomes);
  }

  /** The task run that a call under way on this worker belongs to; null: it is none of this run's. */
  taskRunOf(worker: SandboxWorker, work: WorkId): TaskRun | null {
    return this.#dispatcher.taskRunOf(worker, work);
  }

  /** Log lines of a call that is still under way. */
  receiveLogs(worker: SandboxWorker, work: string, logs: TaskOutcome["logs"]): void {
    const taskRun = this.#dispatcher.taskRunOf(worker, work);
    if (!taskRun) return;
    this.#takeLogs(taskRun, logs);
    this.tell();
  }

  #turn(): void {
    this.#isTurning = false;
    if (this.#isOver) return;
    const news = this.#inbox;
    this.#inbox = [];
    const { clock } = this.#options;
    let events: RunEvent[];
    try {
      events = decide(this.#run, news, clock.now());
    } catch (error) {
      /* A bug of ours must not leave a run hanging: it fails, and says where. */
      events = decide(
        this.#run,
        [{ type: "broke", message: `Unexpected error: ${describe(error)}` }],
        clock.now(),
      );
    }
    for (const event of events) {
      this.#recorder.log(logLines(this.#run, event, toIso));
      this.#run = evolve(this.#run, [event]);
    }
    this.#recorder.record(this.#run, events);
    this.#follow(events);
  }

  /** Sees to it that what the run wants now is under way, and nothing else. */
  #follow(events: readonly RunEvent[]): void {
    const wanted: TaskRun[] = [];
    const dropped = new Set<TaskRunId>();
    for (const event of events) {
      if (event.type === "TaskCallWanted") {
        const taskRun = this.#run.taskRuns.get(event.taskRun);
        if (taskRun?.work?.type === "call" && !taskRun.work.dispatched) wanted.push(taskRun);
      } else if (event.type === "TaskStateChanged" && isFromOutside(event.decision.step)) {
        dropped.add(event.taskRun);
      }
    }
    const dropping = dropped.size > 0 ? this.#dispatcher.drop(dropped) : Promise.resolve();
    if (this.#run.state.type === "Cancelling") {
      void this.#cancel(dropping);
      return;
    }
    if (isFinished(this.#run.state)) {
      void this.#end();
      return;
    }
    this.#asker.follow(events);
    if (wanted.length > 0) this.#dispatcher.want(wanted);
    this.#wait();
  }

  /**
   * Between passes: sleeps until the next one is due. That may be now already: the moment can come
   * while what leads here is decided, and an aborted sleep may have been over.
   */
  #wait(): void {
    this.#waiting?.abort();
    this.#waiting = null;
    const { inPass, waitUntil, question } = this.#run;
    if (inPass || waitUntil === null || question !== null) return;
    const { clock } = this.#options;
    const waiting = new AbortController();
    const offset = clock.offset();
    this.#waiting = waiting;
    void clock.sleepUntil(waitUntil, waiting.signal).then(() => {
      if (waiting.signal.aborted) return;
      this.tell({ type: "timeReached", skipped: clock.offset() - offset });
    });
  }

  /** Cancelled is said once nobody works for the run any more, and that it was to be is on record. */
  async #cancel(dropping: Promise<void>): Promise<void> {
    await Promise.all([dropping, this.#recorder.flushed()]);
    this.tell({ type: "stopped" });
  }

  #stop(why: string): void {
    this.#isOver = true;
    this.#waiting?.abort();
    this.#dispatcher.close(why);
    this.#options.crew.close();
  }

  async #end(): Promise<void> {
    this.#stop("The run is over.");
    await this.#recorder.flushed();
    this.#finish(this.#run);
  }

  #hold(why: string | null): void {
    if (why === null) this.#dispatcher.release();
    else this.#dispatcher.hold();
    this.#options.held(why);
  }

  /** The journal takes no more: another tab has gone on with the run, or a value cannot be stored. */
  #lose(error: unknown): void {
    if (error instanceof FlowbookError && error.data["taken"] === true) {
      if (this.#isOver) return;
      this.#stop("The run goes on in another tab.");
      this.#finish(this.#run);
    } else {
      this.#break(`Unexpected error: ${describe(error)}`);
    }
  }

  #break(message: string): void {
    if (this.#isOver) return;
    this.tell({ type: "broke", message });
  }

  #takeLogs(taskRun: TaskRun, logs: TaskOutcome["logs"]): void {
    const offset = this.#options.clock.offset();
    this.#recorder.log(logs.map((log) => ({ ...log, at: log.at + offset, taskRun: taskRun.id })));
  }
}

/** Not what came of its work: whoever is busy with it works in vain. */
const isFromOutside = (step: Step): boolean =>
  step === "cancel" || step === "setByHand" || step === "resume";

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const toIso = (at: number): string => new Date(at).toISOString();
