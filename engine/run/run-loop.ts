/**
 * One run under way: news in, decisions, journal, work out. The only place where a run's effects
 * and its decisions meet; all rules are in the core, all effects behind ports.
 */

import { decide } from "../core/decide.ts";
import { evolve } from "../core/evolve.ts";
import { logLines, startLines } from "../core/log-lines.ts";
import type { News } from "../core/news.ts";
import type { LogRecord } from "../model/log.ts";
import type { TaskOutcome } from "../model/outcome.ts";
import type { FlowRun, RunEvent, TaskRun, TaskRunId } from "../model/run.ts";
import { isFinished } from "../model/state.ts";
import type {
  Clock,
  Commit,
  Crew,
  LocationStore,
  RunStore,
  RunSummary,
  SandboxWorker,
} from "../ports.ts";
import type { RunContext } from "../sandbox/protocol.ts";
import { Asker, type Oracle } from "./asker.ts";
import type { CacheShelf } from "./cache-shelf.ts";
import { Dispatcher } from "./dispatcher.ts";
import { Journal } from "./journal.ts";
import type { Explain } from "./outcomes.ts";
import type { RunValues } from "./values.ts";

export interface RunLoopOptions {
  readonly started: Extract<RunEvent, { type: "RunStarted" }>;
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
  /** Durable by now. */
  readonly publish: (events: readonly RunEvent[], logs: readonly LogRecord[]) => void;
}

export class RunLoop {
  readonly #options: RunLoopOptions;
  readonly #journal: Journal;
  readonly #dispatcher: Dispatcher;
  readonly #asker: Asker;
  readonly #finished: Promise<FlowRun>;
  #finish: (run: FlowRun) => void = () => {};
  #run: FlowRun;
  #inbox: News[] = [];
  #logs: LogRecord[] = [];
  #isTurning = false;
  #isOver = false;
  #waiting: AbortController | null = null;

  constructor(options: RunLoopOptions) {
    this.#options = options;
    this.#run = evolve(null, [options.started]);
    this.#finished = new Promise((resolve) => (this.#finish = resolve));
    this.#journal = new Journal(options.store, {
      onDurable: (commits) => this.#publish(commits),
      onBroken: (error) => this.#break(`Unexpected error: ${describe(error)}`),
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
      tell,
    });
    void options.crew.broken.then((error) => this.#break(`Unexpected error: ${error.message}`));
  }

  /** Begins; resolves to the finished run once its last record is durable. */
  start(): Promise<FlowRun> {
    this.#logs.push(...startLines(this.#run, toIso));
    this.#append([this.#options.started]);
    this.tell({ type: "started" });
    this.#wait();
    return this.#finished;
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
      this.#logs.push(...logLines(this.#run, event, toIso));
      this.#run = evolve(this.#run, [event]);
    }
    this.#append(events);
    this.#follow(events);
  }

  #append(events: readonly RunEvent[]): void {
    const { values, notebook } = this.#options;
    const { seq, values: fresh } = values.takeFresh();
    const logs = this.#logs;
    this.#logs = [];
    const locations = locationsIn(events);
    const commit = {
      run: this.#run.id,
      seq,
      events,
      logs,
      values: fresh,
      ...(locations.length > 0 && { locations }),
    };
    this.#journal.append(commit, summaryOf(this.#run, notebook, this.#options.clock.now()));
  }

  /** Sees to it that what the run wants now is under way, and nothing else. */
  #follow(events: readonly RunEvent[]): void {
    const wanted: TaskRun[] = [];
    const dropped = new Set<TaskRunId>();
    for (const event of events) {
      if (event.type === "TaskCallWanted") {
        const taskRun = this.#run.taskRuns.get(event.taskRun);
        if (taskRun?.work?.type === "call" && !taskRun.work.dispatched) wanted.push(taskRun);
      } else if (event.type === "TaskStateChanged" && event.state.type === "Cancelled") {
        dropped.add(event.taskRun);
      }
    }
    if (dropped.size > 0) this.#dispatcher.drop(dropped);
    if (isFinished(this.#run.state)) {
      void this.#end();
      return;
    }
    this.#asker.follow(events);
    if (wanted.length > 0) this.#dispatcher.want(wanted);
    this.#wait();
  }

  /** Between passes: sleeps until the next one is due. */
  #wait(): void {
    this.#waiting?.abort();
    this.#waiting = null;
    const { inPass, waitUntil, question } = this.#run;
    if (inPass || waitUntil === null || question !== null) return;
    const { clock } = this.#options;
    if (waitUntil <= clock.now()) return;
    const waiting = new AbortController();
    const offset = clock.offset();
    this.#waiting = waiting;
    void clock.sleepUntil(waitUntil, waiting.signal).then(() => {
      if (waiting.signal.aborted) return;
      this.tell({ type: "timeReached", skipped: clock.offset() - offset });
    });
  }

  async #end(): Promise<void> {
    this.#isOver = true;
    this.#waiting?.abort();
    this.#dispatcher.close("The run is over.");
    this.#options.crew.close();
    await this.#journal.flushed();
    this.#finish(this.#run);
  }

  #break(message: string): void {
    if (this.#isOver) return;
    this.tell({ type: "broke", message });
  }

  #takeLogs(taskRun: TaskRun, logs: TaskOutcome["logs"]): void {
    const offset = this.#options.clock.offset();
    for (const log of logs) {
      this.#logs.push({ ...log, at: log.at + offset, taskRun: taskRun.id });
    }
  }

  #publish(commits: readonly Commit[]): void {
    this.#options.values.trim();
    const events = commits.flatMap((commit) => commit.events);
    const logs = commits.flatMap((commit) => commit.logs);
    if (events.length + logs.length > 0) this.#options.publish(events, logs);
  }
}

/** The results that these events write to a location. */
const locationsIn = (events: readonly RunEvent[]): NonNullable<Commit["locations"]> =>
  events.flatMap((event) => {
    if (event.type !== "TaskStateChanged" || event.decision.step !== "getTaskRunState") return [];
    const ref = event.state.result;
    return ref?.location === undefined ? [] : [{ location: ref.location, ref }];
  });

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const toIso = (at: number): string => new Date(at).toISOString();

/** What the list of runs shows of a run. */
const summaryOf = (run: FlowRun, notebook: string, now: number): RunSummary => ({
  id: run.id,
  notebook,
  flowName: run.graph.name,
  runName: run.options.runName,
  startedAt: run.startedAt,
  endedAt: isFinished(run.state) ? now : null,
  state: run.state.type,
  message: run.state.message,
});
