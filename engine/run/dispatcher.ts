/** Brings calls to workers and their outcomes back as news; ends what is no longer wanted. */

import { messageOf } from "../model/errors.ts";
import type { News } from "../core/news.ts";
import { indexOf } from "../core/graph-index.ts";
import type { TaskOutcome, WorkId } from "../model/outcome.ts";
import type { FlowRun, TaskRun, TaskRunId } from "../model/run.ts";
import type { Crew, SandboxWorker } from "../ports.ts";
import type { RunContext, WireCall } from "../sandbox/protocol.ts";
import { BatchSizes, kindOf } from "./batches.ts";
import { coreOutcome, type Explain } from "./outcomes.ts";
import type { RunValues } from "./values.ts";
import { isWanted, wireCallOf } from "./wire-call.ts";
import { inputUnreadable, isCulprit, MOST_DEATHS, workerDied } from "./worker-deaths.ts";

/** No batch is longer than this, so no more of the waiting calls need be looked at. */
const MOST_LOOKED_AT = 1000;

/** A call that ends within this is told as begun and ended at one go: one decision instead of two. */
const SHORT = 2;

/** Calls under way on one worker. */
interface Shift {
  readonly worker: SandboxWorker;
  readonly open: Map<WorkId, TaskRun>;
  /** The call whose time ran out, if that is why the worker ends. */
  timedOut: WorkId | null;
  timer: ReturnType<typeof setTimeout> | null;
  /** That they were dispatched: told with their outcomes, or after a moment. */
  unannounced: News[];
  announcement: ReturnType<typeof setTimeout> | null;
}

export interface DispatcherOptions {
  readonly crew: Crew;
  readonly welcome: (worker: SandboxWorker) => void;
  readonly values: RunValues;
  readonly context: () => RunContext;
  readonly run: () => FlowRun;
  readonly explain: Explain;
  readonly tell: (news: readonly News[]) => void;
  readonly tellLogs: (taskRun: TaskRun, logs: TaskOutcome["logs"]) => void;
}

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #sizes = new BatchSizes();
  readonly #shifts = new Map<SandboxWorker, Shift>();
  /**
   * Calls whose worker died under them: made again, one by one, to find the culprit. How often each
   * was alone when it did.
   */
  readonly #alone = new Map<WorkId, number>();
  #waiting: TaskRun[] = [];
  #isAsking = false;
  #isClosed = false;
  #isHeld = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Calls that are wanted now, in the order in which they should start. */
  want(taskRuns: readonly TaskRun[]): void {
    this.#waiting.push(...taskRuns);
    this.#fill();
  }

  /** The work of these task runs is no longer wanted. Resolves when the workers busy with it have ended. */
  async drop(ids: ReadonlySet<TaskRunId>): Promise<void> {
    this.#waiting = this.#waiting.filter(({ id }) => !ids.has(id));
    const ending: Promise<unknown>[] = [];
    for (const shift of this.#shifts.values()) {
      for (const [work, { id }] of shift.open) {
        if (!ids.has(id)) continue;
        shift.open.delete(work);
        shift.worker.end("Its task run is no longer wanted.");
        ending.push(shift.worker.ended);
      }
    }
    await Promise.all(ending);
  }

  /** Begins nothing new for the time being; what is under way comes to its end. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Goes on after a hold. */
  release(): void {
    this.#isHeld = false;
    this.#fill();
  }

  /** Outcomes of a batch's front, told before the batch is done. */
  receive(worker: SandboxWorker, outcomes: readonly TaskOutcome[]): void {
    const shift = this.#shifts.get(worker);
    if (shift) this.#settle(shift, outcomes);
  }

  /** The task run that a piece of work under way belongs to. */
  taskRunOf(worker: SandboxWorker, work: WorkId): TaskRun | null {
    return this.#shifts.get(worker)?.open.get(work) ?? null;
  }

  /** Ends whatever is still under way; nothing is told any more. */
  close(why: string): void {
    this.#isClosed = true;
    this.#waiting = [];
    for (const shift of this.#shifts.values()) {
      if (shift.timer) clearTimeout(shift.timer);
      this.#announce(shift);
      /* One that has just answered everything is on its way back to the crew. */
      if (shift.open.size === 0) continue;
      shift.open.clear();
      shift.worker.end(why);
    }
  }

  #fill(): void {
    const { crew } = this.#options;
    while (this.#waiting.length > 0 && !this.#isClosed && !this.#isHeld) {
      if (this.#isAsking) return;
      const worker = crew.lend(() => {
        this.#isAsking = false;
        this.#fill();
      });
      if (worker === null) {
        this.#isAsking = true;
        return;
      }
      void this.#work(worker, this.#nextBatch());
    }
  }

  #nextBatch(): TaskRun[] {
    const { crew, run } = this.#options;
    const { nodes } = indexOf(run().graph);
    const kinds: string[] = [];
    for (const taskRun of this.#waiting.slice(0, MOST_LOOKED_AT)) {
      const node = nodes.get(taskRun.slug);
      const isAlone = !node || node.timeout !== null || this.#alone.has(taskRun.work?.id ?? "");
      if (isAlone && kinds.length === 0) return this.#waiting.splice(0, 1);
      if (isAlone) break;
      kinds.push(kindOf(node));
    }
    const share = { waiting: this.#waiting.length, workers: crew.size };
    return this.#waiting.splice(0, this.#sizes.sizeFor(kinds, share));
  }

  async #work(worker: SandboxWorker, taskRuns: readonly TaskRun[]): Promise<void> {
    const { crew } = this.#options;
    const shift: Shift = {
      worker,
      open: new Map(),
      timedOut: null,
      timer: null,
      unannounced: [],
      announcement: null,
    };
    this.#shifts.set(worker, shift);
    this.#options.welcome(worker);
    try {
      const calls: WireCall[] = [];
      for (const taskRun of taskRuns) {
        const prepared = this.#prepare(taskRun);
        const call = prepared instanceof Promise ? await prepared : prepared;
        if (call === null) continue;
        calls.push(call);
        shift.open.set(call.work, taskRun);
      }
      const outcomes = calls.length > 0 && !this.#isClosed ? await this.#call(shift, calls) : [];
      this.#shifts.delete(worker);
      /* Back before its outcomes are told: what they make due may go to this worker, which is warm. */
      crew.giveBack(worker);
      this.#settle(shift, outcomes);
    } catch (error) {
      this.#shifts.delete(worker);
      this.#lose(shift, error);
      crew.discard(worker);
    } finally {
      if (shift.timer) clearTimeout(shift.timer);
      this.#announce(shift);
    }
    this.#fill();
  }

  async #call(shift: Shift, calls: readonly WireCall[]): Promise<readonly TaskOutcome[]> {
    const { worker } = shift;
    const { tell, run, context } = this.#options;
    const { graph, flow } = run();
    shift.unannounced = [...shift.open].map(([work, { id }]) => ({
      type: "dispatched",
      work,
      taskRun: id,
      worker: worker.id,
    }));
    shift.announcement = setTimeout(() => tell(this.#announce(shift)), SHORT);
    const only = calls.length === 1 ? calls[0] : undefined;
    const timeout = only && indexOf(graph).nodes.get(only.slug)?.timeout;
    if (only && timeout !== null && timeout !== undefined) {
      shift.timer = setTimeout(() => {
        shift.timedOut = only.work;
        worker.end(`It ran longer than its timeout of ${timeout / 1000} s.`);
      }, timeout);
    }
    const outcomes = await worker.call({ flow, run: context(), calls });
    if (outcomes.length < shift.open.size) {
      throw new Error(`The worker left ${shift.open.size} calls without an outcome.`);
    }
    return outcomes;
  }

  /** The news that the calls of a shift are with their worker, if they have not been told yet. */
  #announce(shift: Shift): News[] {
    if (shift.announcement) clearTimeout(shift.announcement);
    shift.announcement = null;
    const news = shift.unannounced;
    shift.unannounced = [];
    return news;
  }

  /**
   * null: the call is no longer wanted, or its inputs cannot be read: then its task run fails, and the
   * others of its batch go on.
   */
  #prepare(taskRun: TaskRun): WireCall | null | Promise<WireCall | null> {
    const { run, values } = this.#options;
    const call = wireCallOf(run(), taskRun, values);
    if (!(call instanceof Promise)) return call;
    return call.then(
      (read) => (isWanted(run(), taskRun) ? read : null),
      (error: unknown) => {
        this.#refuse(taskRun, error);
        return null;
      },
    );
  }

  #refuse({ id, slug, work }: TaskRun, error: unknown): void {
    const { values, explain, run, tell } = this.#options;
    if (this.#isClosed || work === null) return;
    const retryable = indexOf(run().graph).nodes.get(slug)?.hasRetryOn !== true;
    const outcome = coreOutcome(inputUnreadable(messageOf(error), retryable), values, {
      explain,
      isSecret: false,
    });
    tell([{ type: "reported", work: work.id, taskRun: id, outcome, duration: 0 }]);
  }

  #settle(shift: Shift, outcomes: readonly TaskOutcome[]): void {
    const news = this.#announce(shift);
    const { values, explain, run } = this.#options;
    const { nodes } = indexOf(run().graph);
    for (const { work, outcome, startedAt, endedAt, logs } of outcomes) {
      const taskRun = shift.open.get(work);
      if (!taskRun) continue;
      shift.open.delete(work);
      const duration = Math.max(0, endedAt - startedAt);
      const node = nodes.get(taskRun.slug);
      if (node) this.#sizes.learn(kindOf(node), duration);
      if (logs.length > 0) this.#options.tellLogs(taskRun, logs);
      const told = coreOutcome(outcome, values, { explain, isSecret: node?.kind === "secret" });
      news.push({ type: "reported", work, taskRun: taskRun.id, outcome: told, duration });
    }
    if (news.length > 0 && !this.#isClosed) this.#options.tell(news);
  }

  /** The worker ended under its calls: they are made again, unless one of them is known to end workers. */
  #lose(shift: Shift, error: unknown): void {
    const news = this.#announce(shift);
    const { values, explain, run } = this.#options;
    const { nodes } = indexOf(run().graph);
    const isSingle = shift.open.size === 1 && shift.timedOut === null;
    for (const [work, { id, slug }] of shift.open) {
      const retryable = nodes.get(slug)?.hasRetryOn !== true;
      const told = { type: "reported", work, taskRun: id, duration: 0 } as const;
      const deaths = (this.#alone.get(work) ?? 0) + (isSingle ? 1 : 0);
      this.#alone.set(work, deaths);
      if (work === shift.timedOut) {
        news.push({ ...told, outcome: { type: "timedOut", retryable } });
      } else if (isSingle && (deaths >= MOST_DEATHS || isCulprit(error))) {
        const died = workerDied(messageOf(error), retryable);
        const outcome = coreOutcome(died, values, { explain, isSecret: false });
        news.push({ ...told, outcome });
      } else {
        news.push({ ...told, outcome: { type: "lost" } });
      }
    }
    if (news.length > 0 && !this.#isClosed) this.#options.tell(news);
  }
}
