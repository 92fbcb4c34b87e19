/** What the page asks about runs: those under way are told, the others read back, gone on with or amended. */

import type { EngineEvent } from "../api.ts";
import type {
  GivenState,
  ListedRun,
  ProgramChoice,
  RunComparison,
  RunDetails,
  RunsApi,
  Standing,
} from "../api/runs.ts";
import { restartedBy } from "../core/restart.ts";
import type { News } from "../core/news.ts";
import { FlowbookError } from "../model/errors.ts";
import type { FlowRun, RunId, TaskRunId } from "../model/run.ts";
import { isFinished, type Millis } from "../model/state.ts";
import type { ResultRef } from "../model/value.ts";
import type { RunStore, RunSummary } from "../ports.ts";
import { isEqual } from "../run/value-hash.ts";
import { compareRuns } from "./compare-runs.ts";
import { CutOffRuns } from "./cut-off-runs.ts";
import { stateGiven } from "./given-states.ts";
import type { NotebookSession } from "./notebook-session.ts";
import { programFacts } from "./program.ts";
import { amend, cancelled, loadRun, publishedOf, type StoredRun } from "./stored-run.ts";

export interface RunsRoomOptions {
  readonly store: RunStore;
  /** The session of a notebook that this tab executes; null: it does not. */
  readonly session: (notebook: string) => NotebookSession | null;
  /** How a run under way in this tab stands; null: it is none. */
  readonly findRun: (run: RunId) => FlowRun | null;
  /** Tells a run under way in this tab something; false: it is none. */
  readonly tellRun: (run: RunId, news: News) => boolean;
  /** Another tab is at work on the notebook. */
  readonly isElsewhere: (notebook: string) => Promise<boolean>;
  readonly tell: (event: EngineEvent) => void;
  readonly now: () => Millis;
  /** Something was removed: there may be room now. */
  readonly freed: () => void;
}

/** Longer than anybody needs, short enough for a line of a list. */
const LONGEST_NAME = 200;

export class RunsRoom implements RunsApi {
  readonly #options: RunsRoomOptions;
  readonly #cutOff: CutOffRuns;

  constructor(options: RunsRoomOptions) {
    this.#options = options;
    const { store, session, tell } = options;
    this.#cutOff = new CutOffRuns({
      store,
      tell,
      isOpen: (notebook) => session(notebook) !== null,
      list: (notebook) => this.list(notebook),
      goOn: (stored) => this.#goOn(stored, [{ type: "resumed" }], "stored"),
      close: (run, reason) => this.#amend(run, cancelled(reason)),
    });
  }

  async list(notebook: string): Promise<readonly ListedRun[]> {
    const { store, isElsewhere } = this.#options;
    const [summaries, elsewhere] = await Promise.all([store.runs(notebook), isElsewhere(notebook)]);
    return summaries.map((summary) => ({
      ...summary,
      standing: this.#standing(summary, elsewhere),
    }));
  }

  async open(run: RunId): Promise<RunDetails> {
    const stored = await loadRun(run, this.#options.store);
    const { summary, events, logs, program } = stored;
    const session = this.#options.session(summary.notebook);
    const elsewhere = await this.#options.isElsewhere(summary.notebook);
    return {
      summary,
      standing: this.#standing(summary, elsewhere),
      events,
      logs,
      program: program && programFacts(program, session?.cells.texts ?? []),
    };
  }

  async compare(one: RunId, other: RunId): Promise<RunComparison> {
    const { store } = this.#options;
    const [a, b] = await Promise.all([loadRun(one, store), loadRun(other, store)]);
    return compareRuns([a, b], (left, right) => this.#isSame(left, right));
  }

  async rename(run: RunId, name: string): Promise<void> {
    const trimmed = name.trim().slice(0, LONGEST_NAME);
    if (trimmed === "") throw new FlowbookError("badParameters", "A run needs a name.");
    if (!this.#options.tellRun(run, { type: "renamed", name: trimmed })) {
      await this.#amend(run, [{ type: "renamed", name: trimmed }]);
    }
  }

  async remove(runs: readonly RunId[]): Promise<void> {
    const { store, freed } = this.#options;
    const summaries = await Promise.all(runs.map((run) => store.summary(run)));
    const notebooks = new Set(summaries.flatMap((each) => (each ? [each.notebook] : [])));
    for (const summary of summaries) {
      if (summary && (await this.#standingOf(summary)) === "live") {
        const message = `The run "${summary.runName}" is under way. Cancel it first.`;
        throw new FlowbookError("wrongMoment", message);
      }
    }
    await store.remove(runs);
    freed();
    for (const notebook of notebooks) {
      await this.closeOrphans(notebook);
      this.#options.tell({ type: "runsChanged", notebook });
    }
  }

  async resume(run: RunId, program: ProgramChoice): Promise<void> {
    const stored = await this.#load(run, "interrupted");
    await this.#goOn(stored, [{ type: "resumed" }], program);
  }

  async restart(
    run: RunId,
    from: "failed" | readonly TaskRunId[],
    program: ProgramChoice,
  ): Promise<void> {
    const stored = await this.#load(run, "ended");
    for (const id of from === "failed" ? [] : from) taskRunOf(stored.run, id);
    if (restartedBy(stored.run, from).length === 0) {
      throw new FlowbookError(
        "wrongMoment",
        "Nothing in this run failed: there is nothing to do again.",
      );
    }
    const what = from === "failed" ? "what failed" : from.join(", ");
    const reason = `Restarted from ${what}.`;
    const news: News = { type: "restarted", from, reason };
    await this.#goOn(stored, [news], program);
  }

  async again(run: RunId): Promise<void> {
    const stored = await loadRun(run, this.#options.store);
    await this.#sessionOf(stored).runs.again(stored);
  }

  async cancel(run: RunId): Promise<void> {
    const reason = "Cancelled by hand.";
    if (this.#options.tellRun(run, { type: "cancelRun", reason })) return;
    const { summary } = await this.#load(run, "interrupted");
    await this.#amend(run, cancelled(reason));
    await this.closeOrphans(summary.notebook);
  }

  async cancelTaskRun(run: RunId, taskRun: TaskRunId): Promise<void> {
    await this.#tellOrResume(run, taskRun, { type: "cancelTaskRun", taskRun });
  }

  async approve(run: RunId, taskRun: TaskRunId): Promise<void> {
    await this.#tellOrResume(run, taskRun, { type: "approved", taskRun });
  }

  async setState(run: RunId, taskRun: TaskRunId, given: GivenState): Promise<void> {
    const reason = given.reason.trim();
    if (reason === "") throw new FlowbookError("badParameters", "Say why the state is set.");
    const live = this.#options.findRun(run);
    const stored = live ? null : await loadRun(run, this.#options.store);
    const { state: now } = taskRunOf(live ?? stored?.run ?? null, taskRun);
    if (now.type === "Mapped") {
      const message = `"${taskRun}" is mapped, and its children have the states. Set theirs.`;
      throw new FlowbookError("wrongMoment", message);
    }
    if (live && isFinished(now)) {
      const message = `"${taskRun}" has ended, and the run is under way. Wait until it is over, or cancel it.`;
      throw new FlowbookError("wrongMoment", message);
    }
    const news: News = { type: "stateSet", taskRun, state: stateGiven(given.type, reason, now) };
    if (this.#options.tellRun(run, news) || !stored) return;
    const before: News[] = isFinished(stored.run.state) ? [] : [{ type: "resumed" }];
    await this.#refuseElsewhere(stored.summary);
    await this.#goOn(stored, [...before, news], "stored");
  }

  /** Whether a run is under way, here or in another tab. */
  async isLive(run: RunId): Promise<boolean> {
    const summary = await this.#options.store.summary(run);
    return summary !== null && (await this.#standingOf(summary)) === "live";
  }

  /** See CutOffRuns. */
  resumeInterrupted(notebook: string): Promise<void> {
    return this.#cutOff.resumeAll(notebook);
  }

  /** See CutOffRuns. */
  closeOrphans(notebook: string): Promise<void> {
    return this.#cutOff.closeOrphans(notebook);
  }

  async #tellOrResume(run: RunId, taskRun: TaskRunId, news: News): Promise<void> {
    const live = this.#options.findRun(run);
    if (live) {
      taskRunOf(live, taskRun);
      this.#options.tellRun(run, news);
      return;
    }
    const stored = await this.#load(run, "interrupted");
    taskRunOf(stored.run, taskRun);
    await this.#goOn(stored, [{ type: "resumed" }, news], "stored");
  }

  /** @throws FlowbookError `wrongMoment` if the run does not stand so */
  async #load(run: RunId, wanted: Standing): Promise<StoredRun> {
    const stored = await loadRun(run, this.#options.store);
    const standing = await this.#standingOf(stored.summary);
    if (standing === wanted) return stored;
    throw new FlowbookError("wrongMoment", WRONG[standing](stored.summary.runName));
  }

  async #refuseElsewhere(summary: RunSummary): Promise<void> {
    if ((await this.#standingOf(summary)) !== "live") return;
    throw new FlowbookError("wrongMoment", WRONG.live(summary.runName));
  }

  async #goOn(stored: StoredRun, news: readonly News[], program: ProgramChoice): Promise<void> {
    const { isNested, runName } = stored.summary;
    /* What it is made of was built by the task that asked for it, and is nowhere else. */
    if (isNested) {
      const message = `"${runName}" ran inside a task. It goes on with the run of that task: resume or restart that one.`;
      throw new FlowbookError("wrongMoment", message);
    }
    await this.#sessionOf(stored).runs.goOn(stored, news, program);
  }

  #sessionOf({ summary }: StoredRun): NotebookSession {
    const session = this.#options.session(summary.notebook);
    if (session) return session;
    throw new FlowbookError(
      "wrongMoment",
      `The notebook of "${summary.runName}" is not at work in this tab. Open it here first.`,
    );
  }

  async #standingOf(summary: RunSummary): Promise<Standing> {
    return this.#standing(summary, await this.#options.isElsewhere(summary.notebook));
  }

  #standing({ id, state: type }: RunSummary, isElsewhere: boolean): Standing {
    if (this.#options.findRun(id)) return "live";
    if (isFinished({ type })) return "ended";
    return isElsewhere ? "live" : "interrupted";
  }

  async #amend(run: RunId, news: readonly News[]): Promise<void> {
    const { store, now, tell } = this.#options;
    const stored = await loadRun(run, store);
    const { notebook } = stored.summary;
    const added = await amend(stored, news, { store, now: now() });
    tell({ type: "runProgress", notebook, run, from: publishedOf(stored), ...added });
    tell({ type: "runsChanged", notebook });
  }

  async #isSame(left: ResultRef, right: ResultRef): Promise<boolean> {
    const { store } = this.#options;
    if (left.key === right.key) return true;
    if (left.isSecret === true || right.isSecret === true) return left.isSecret === right.isSecret;
    const [a, b] = await Promise.all([store.value(left.key), store.value(right.key)]);
    return isEqual(a, b);
  }
}

const WRONG: Readonly<Record<Standing, (name: string) => string>> = {
  live: (name) => `The run "${name}" is under way.`,
  ended: (name) => `The run "${name}" is over.`,
  interrupted: (name) => `The run "${name}" was cut off. Resume it first.`,
};

/** @throws FlowbookError `notFound` */
function taskRunOf(run: FlowRun | null, id: TaskRunId) {
  const taskRun = run?.taskRuns.get(id);
  if (taskRun) return taskRun;
  throw new FlowbookError("notFound", `The run has no task run "${id}".`);
}
