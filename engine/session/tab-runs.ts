/** Runs of notebooks that several tabs have open: what another tab is at work on, it is asked about. */

import type { GivenState, ProgramChoice, RunsApi } from "../api/runs.ts";
import type { RunId, TaskRunId } from "../model/run.ts";
import type { RunStore } from "../ports.ts";
import type { TabRequest } from "../tab-ports.ts";
import { runsElsewhere, type Seats } from "./seats.ts";

export interface TabRunsOptions {
  /** Runs as this tab finds them. */
  readonly own: RunsApi;
  readonly seats: Seats;
  readonly store: RunStore;
}

export class TabRuns implements RunsApi {
  readonly #options: TabRunsOptions;

  constructor(options: TabRunsOptions) {
    this.#options = options;
  }

  list(notebook: string): ReturnType<RunsApi["list"]> {
    return this.#options.own.list(notebook);
  }

  open(run: RunId): ReturnType<RunsApi["open"]> {
    return this.#options.own.open(run);
  }

  compare(one: RunId, other: RunId): ReturnType<RunsApi["compare"]> {
    return this.#options.own.compare(one, other);
  }

  remove(runs: readonly RunId[]): Promise<void> {
    return this.#options.own.remove(runs);
  }

  rename(run: RunId, name: string): Promise<void> {
    return this.#do({ type: "rename", run, name });
  }

  cancel(run: RunId): Promise<void> {
    return this.#do({ type: "cancel", run });
  }

  cancelTaskRun(run: RunId, taskRun: TaskRunId): Promise<void> {
    return this.#do({ type: "cancelTaskRun", run, taskRun });
  }

  approve(run: RunId, taskRun: TaskRunId): Promise<void> {
    return this.#do({ type: "approve", run, taskRun });
  }

  setState(run: RunId, taskRun: TaskRunId, state: GivenState): Promise<void> {
    return this.#do({ type: "setState", run, taskRun, state });
  }

  async resume(run: RunId, program: ProgramChoice): Promise<void> {
    if (await this.#followed(run)) throw runsElsewhere();
    await this.#options.own.resume(run, program);
  }

  async restart(...[run, from, program]: Parameters<RunsApi["restart"]>): Promise<void> {
    if (await this.#followed(run)) throw runsElsewhere();
    await this.#options.own.restart(run, from, program);
  }

  async again(run: RunId): Promise<void> {
    if (await this.#followed(run)) throw runsElsewhere();
    await this.#options.own.again(run);
  }

  /** Does it in this tab, whoever asked for it. */
  async answer(request: TabRequest): Promise<void> {
    const { own } = this.#options;
    const { run } = request;
    switch (request.type) {
      case "cancel":
        return own.cancel(run);
      case "cancelTaskRun":
        return own.cancelTaskRun(run, request.taskRun);
      case "approve":
        return own.approve(run, request.taskRun);
      case "setState":
        return own.setState(run, request.taskRun, request.state);
      case "rename":
        return own.rename(run, request.name);
    }
  }

  /** Does it in the tab that executes the run's notebook. */
  async #do(request: TabRequest): Promise<void> {
    const notebook = await this.#followed(request.run);
    if (notebook === null) await this.answer(request);
    else await this.#options.seats.ask(notebook, request);
  }

  /** The notebook of a run, if this tab follows another one there. */
  async #followed(run: RunId): Promise<string | null> {
    const { seats, store } = this.#options;
    const notebook = (await store.summary(run))?.notebook;
    return notebook !== undefined && seats.roleIn(notebook) === "follower" ? notebook : null;
  }
}
