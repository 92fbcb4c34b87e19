/**
 * `flow.run()` in a task or a handler: a run within a run. What code built is in its worker alone, so
 * the run's calls go there too, one by one, while the call that asked waits; and it ends with its worker.
 *
 * A call that is made again, because its worker died or the whole tab did, asks for its runs again. It
 * finds those it had: one that had ended is answered from the record, one that was cut off goes on.
 */

import type { News } from "../core/news.ts";
import { FlowbookError, messageOf } from "../model/errors.ts";
import type { FlowDescription } from "../model/graph.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { WorkId } from "../model/outcome.ts";
import type { ParentCall, RunId } from "../model/run.ts";
import { isFinished } from "../model/state.ts";
import type { EndReason, RunStore, RunSummary, SandboxWorker } from "../ports.ts";
import type { Report, RunReply } from "../sandbox/protocol.ts";
import { isNotFound } from "../run/values.ts";
import { crewOfOne } from "./kernel-crew.ts";
import type { EndedRun, GoingOnWith, RunRequest, RunWith } from "./running.ts";
import { isSameRequest } from "./same-request.ts";
import { CUT_OFF, loadRun, type StoredRun } from "./stored-run.ts";

export type RunFlow = Extract<Report, { type: "runFlow" }>;

export interface NestedRunsOptions {
  readonly notebook: string;
  readonly store: RunStore;
  readonly placed: (description: FlowDescription) => FlowDescription;
  readonly run: (request: RunRequest, with_: RunWith) => Promise<EndedRun | RunReply>;
  readonly goOn: (
    stored: StoredRun,
    news: readonly News[],
    prepare: () => Promise<GoingOnWith>,
  ) => Promise<EndedRun | RunReply>;
  /** How a run that is over ended, from its record. */
  readonly recall: (stored: StoredRun, language: LanguageId) => Promise<RunReply>;
  /** Leaves a run as its journal says: whoever awaits its end hears of it then. */
  readonly leave: (run: RunId) => void;
  /** Puts on record that a run which is left does not go on. */
  readonly close: (stored: StoredRun, reason: string) => Promise<void>;
  /** null: no such call is under way on that worker. */
  readonly callOf: (worker: SandboxWorker, work: WorkId) => Caller | null;
}

/** A call under way. */
export interface Caller {
  readonly run: RunId;
  readonly work: WorkId;
  /** Whether its outcome is still wanted, be it of this worker or of another. */
  readonly isWanted: () => boolean;
}

export class NestedRuns {
  readonly #options: NestedRunsOptions;
  /**
   * What the calls of a run have asked for, by that run, where a call may be made again: runs that go on
   * here, and those with a worker that died. null: to be looked up when it is wanted.
   */
  readonly #before = new Map<RunId, Promise<readonly RunSummary[]> | null>();
  /** Requests under way, by the call that asks. */
  readonly #open = new Map<WorkId, Set<Asked>>();
  /** How many runs each call of a worker has asked for. */
  readonly #counts = new WeakMap<SandboxWorker, Map<WorkId, number>>();

  constructor(options: NestedRunsOptions) {
    this.#options = options;
  }

  /** Calls of this run may be made again, and ask again for what they had asked for. */
  expect(parent: RunId): void {
    this.#before.set(parent, null);
  }

  /** A run is over, or left; where it is over, nobody will ask any more for what was cut off. */
  async settle(parent: RunId, isOver: boolean): Promise<void> {
    const asked = isOver ? await this.#beforeOf(parent) : [];
    this.#before.delete(parent);
    for (const { id, state } of asked) {
      if (!isFinished({ type: state })) await this.#giveUp(id, CUT_OFF);
    }
  }

  async #giveUp(run: RunId, reason: string): Promise<void> {
    try {
      const stored = await loadRun(run, this.#options.store);
      if (!isFinished(stored.run.state)) await this.#options.close(stored, reason);
    } catch (error) {
      /* The next opening of the notebook tries it again, and tells the person: no run fails over it. */
      if (!(error instanceof FlowbookError)) throw error;
    }
  }

  async #beforeOf(parent: RunId): Promise<readonly RunSummary[]> {
    const known = this.#before.get(parent);
    if (known === undefined) return [];
    const found = known ?? this.#lookUp(parent);
    this.#before.set(parent, found);
    return found;
  }

  async #lookUp(parent: RunId): Promise<readonly RunSummary[]> {
    const { store, notebook } = this.#options;
    return (await store.runs(notebook)).filter((each) => each.parent?.run === parent);
  }

  /** Runs what a worker's code asked for, and tells the worker how it ended. */
  async run(worker: SandboxWorker, report: RunFlow, language: LanguageId): Promise<void> {
    const { work } = report;
    const caller = work === null ? null : this.#options.callOf(worker, work);
    if (caller === null) return this.#run({ worker, report, language, caller });
    const open = this.#open.get(caller.work) ?? new Set<Asked>();
    this.#open.set(caller.work, open);
    const asked = { worker, done: this.#run({ worker, report, language, caller }) };
    open.add(asked);
    await asked.done;
    open.delete(asked);
    if (open.size === 0) this.#open.delete(caller.work);
  }

  async #run({ worker, report, language, caller }: Asking): Promise<void> {
    let current: RunId | null = null;
    let reason: EndReason | null = null;
    const leave = (): void => {
      if (current !== null && reason !== null) this.#options.leave(current);
    };
    void worker.ended.then((why) => {
      reason = why;
      leave();
    });
    const begun = this.#begin(report, worker, {
      crew: () => crewOfOne(worker, new Promise(() => {})),
      kernel: { language, worker, ask: (...asked) => worker.ask(...asked) },
      program: { language, cells: [] },
      begun: (id) => {
        current = id;
        leave();
      },
      isNested: true,
      parent: caller && this.#nextOf(worker, caller),
    });
    const ended = await begun.catch(unreadable);
    if (reason === null) {
      await settle(worker, report.request, "reply" in ended ? ended.reply : ended);
    } else await this.#lose(current, reason, caller);
  }

  async #begin(
    { work, run: asked }: RunFlow,
    worker: SandboxWorker,
    with_: RunWith,
  ): Promise<EndedRun | RunReply> {
    const { run, goOn, recall, placed } = this.#options;
    const description = placed(asked.description);
    const request: RunRequest = { ...asked, executor: "local", description };
    /* Another worker died under the same call: what that had asked for is being left. */
    const others = [...(this.#open.get(work ?? "") ?? [])].filter((each) => each.worker !== worker);
    await Promise.all(others.map(({ done }) => done));
    const stored = with_.parent ? await this.#find(with_.parent, request) : null;
    if (stored === null) return run(request, with_);
    if (isFinished(stored.run.state)) return recall(stored, with_.program.language);
    const { secrets } = asked;
    const more = {
      isNew: false,
      later: request,
      flow: description.id,
      ...(secrets && { secrets }),
    };
    return goOn(stored, [{ type: "resumed" }], () => Promise.resolve({ ...with_, ...more }));
  }

  /** The run that the same call asked for before, if it asked for the same. */
  async #find(parent: ParentCall, request: RunRequest): Promise<StoredRun | null> {
    const { store } = this.#options;
    const before = await this.#beforeOf(parent.run);
    for (const { id } of before.filter((each) => isSameCall(each.parent, parent))) {
      try {
        const stored = await loadRun(id, store);
        if (await isSameRequest(stored.run, request, store)) return stored;
      } catch (error) {
        /* It was removed, or something that it was given: then it begins anew. */
        if (!isNotFound(error)) throw error;
      }
    }
    return null;
  }

  #nextOf(worker: SandboxWorker, caller: Caller): ParentCall {
    const { run, work } = caller;
    const counts = this.#counts.get(worker) ?? new Map<WorkId, number>();
    this.#counts.set(worker, counts);
    const nth = counts.get(work) ?? 0;
    counts.set(work, nth + 1);
    /* What it asked for may all have ended by then. */
    if (nth === 0) void worker.ended.then(() => caller.isWanted() && this.expect(run));
    return { run, call: work.slice(run.length + 1), nth };
  }

  /** Its worker has ended: where the call that asked is made again, it asks again too. */
  async #lose(run: RunId | null, reason: EndReason, caller: Caller | null): Promise<void> {
    if (caller?.isWanted() === true) this.expect(caller.run);
    else if (run !== null) await this.#giveUp(run, "why" in reason ? reason.why : reason.message);
  }
}

/** A request, and who makes it. */
interface Asking {
  readonly worker: SandboxWorker;
  readonly report: RunFlow;
  readonly language: LanguageId;
  readonly caller: Caller | null;
}

interface Asked {
  readonly worker: SandboxWorker;
  readonly done: Promise<void>;
}

const isSameCall = (one: ParentCall | undefined, other: ParentCall): boolean =>
  one?.run === other.run && one.call === other.call && one.nth === other.nth;

/** Whoever asked hears why a run cannot be begun or gone on with: it would wait for ever. */
const unreadable = (error: unknown): RunReply => ({
  ok: false,
  failure: { type: "RunUnreadable", message: messageOf(error), stack: null },
});

/** Tells the worker how its run ended; one that ends meanwhile need not hear it. */
async function settle(worker: SandboxWorker, request: number, reply: RunReply): Promise<void> {
  try {
    await worker.settleRun(request, reply);
  } catch (error) {
    if (!(error instanceof FlowbookError)) throw error;
  }
}
