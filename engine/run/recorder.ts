/** Puts a run on record: its events, log lines and new values as commits; and tells them once durable. */

import type { LogRecord } from "../model/log.ts";
import type { FlowRun, RunEvent } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { ResultRef } from "../model/value.ts";
import type { Commit, RunProgram, RunStore } from "../ports.ts";
import { locationsIn, summaryOf } from "./commits.ts";
import { Journal } from "./journal.ts";
import type { RunValues } from "./values.ts";

/** How many events and lines of log have been published. */
export interface Published {
  readonly events: number;
  readonly logs: number;
}

export interface RecorderOptions {
  readonly notebook: string;
  readonly store: RunStore;
  readonly values: RunValues;
  /** How much was in the journal and the log before. */
  readonly from: Published;
  readonly now: () => Millis;
  /** Durable by now; `from` counts what came before. */
  readonly publish: (
    events: readonly RunEvent[],
    logs: readonly LogRecord[],
    from: Published,
  ) => void;
  /** The store takes nothing for the moment; null: it does again. */
  readonly onHeld: (why: string | null) => void;
  readonly onBroken: (error: unknown) => void;
}

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #journal: Journal;
  #logs: LogRecord[] = [];
  #published: Published;
  #program: RunProgram | null = null;
  /** What commits under way put at locations: the store does not have it yet. */
  readonly #underWay = new Map<string, ResultRef>();

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#published = options.from;
    const { store, onHeld, onBroken } = options;
    this.#journal = new Journal({
      store,
      onHeld,
      onBroken,
      onDurable: (commits) => this.#publish(commits),
    });
  }

  /** Lines for the next commit. */
  log(lines: readonly LogRecord[]): void {
    this.#logs.push(...lines);
  }

  /** What the run runs, for the next commit. */
  keepProgram(program: RunProgram | null): void {
    this.#program = program;
  }

  /** Commits what has happened, with the lines and values that came meanwhile. */
  record(run: FlowRun, events: readonly RunEvent[]): void {
    const { values, notebook, now } = this.#options;
    const { seq, values: fresh } = values.takeFresh();
    const locations = locationsIn(events);
    const commit: Commit = {
      run: run.id,
      seq,
      events,
      logs: this.#logs,
      values: fresh,
      ...(locations.length > 0 && { locations }),
      ...(this.#program && { program: this.#program }),
    };
    this.#logs = [];
    this.#program = null;
    for (const { location, ref } of locations) this.#underWay.set(location, ref);
    this.#journal.append(commit, summaryOf(run, notebook, now()));
  }

  /** What was put at a location and is not durable yet; null: nothing, so ask the store. */
  writtenAt(location: string): ResultRef | null {
    return this.#underWay.get(location) ?? null;
  }

  /** Resolves once all that was recorded is durable, or writing was given up. */
  flushed(): Promise<void> {
    return this.#journal.flushed();
  }

  /** The store may have room again. */
  retry(): void {
    this.#journal.retry();
  }

  /** Writes what it still can, and nothing after that. What the store refuses is given up. */
  async close(): Promise<void> {
    if (this.#journal.isHeld) this.#journal.abandon();
    await this.#journal.flushed();
  }

  #publish(commits: readonly Commit[]): void {
    for (const { location, ref } of commits.flatMap((commit) => commit.locations ?? [])) {
      if (this.#underWay.get(location) === ref) this.#underWay.delete(location);
    }
    const last = commits.at(-1);
    if (last) this.#options.values.trim(last.seq);
    const events = commits.flatMap((commit) => commit.events);
    const logs = commits.flatMap((commit) => commit.logs);
    if (events.length + logs.length === 0) return;
    const from = this.#published;
    this.#published = { events: from.events + events.length, logs: from.logs + logs.length };
    this.#options.publish(events, logs, from);
  }
}
