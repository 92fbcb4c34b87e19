/** The journal of the run that somebody looks back on: read once, then kept up with what is told. */

import type { EngineEvent } from "../../engine/api.ts";
import type { RunDetails } from "../../engine/api/runs.ts";
import type { RunId } from "../../engine/model/run.ts";
import { Journal } from "./journal.ts";
import { RunReader, type Progress } from "./run-reader.ts";

/** What is open; replaced, never changed. The journal itself only grows. */
export interface OpenJournal {
  readonly run: RunId | null;
  /** null: it is being read, or could not be. */
  readonly journal: Journal | null;
  /** How many events are in it. */
  readonly length: number;
  readonly isLoading: boolean;
  /** Why it could not be read. */
  readonly problem: string | null;
}

const NONE: OpenJournal = {
  run: null,
  journal: null,
  length: 0,
  isLoading: false,
  problem: null,
};

/** A store of its own: it grows with every event, and few care. One journal is open at most. */
export class Journals {
  readonly #listeners = new Set<() => void>();
  readonly #reader: RunReader;
  #state = NONE;

  constructor(open: (run: RunId) => Promise<RunDetails>) {
    this.#reader = new RunReader(open);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): OpenJournal => this.#state;

  /** Reads the journal of a run, unless it is open and has this many events already. */
  async open(run: RunId, atLeast: number): Promise<void> {
    const { run: known, isLoading, length } = this.#state;
    if (known === run && (isLoading || length >= atLeast)) return;
    await this.#read(run);
  }

  /** Is to be told all that the engine tells. */
  follow(news: readonly EngineEvent[]): void {
    for (const event of news) {
      if (event.type !== "runProgress") continue;
      this.#reader.follow(event);
      this.#take(event);
    }
  }

  #take({ run, events, from }: Progress): void {
    const { journal } = this.#state;
    if (journal === null || journal.run !== run) return;
    if (!journal.append(from.events, events)) void this.#read(run);
    else this.#set({ ...this.#state, length: journal.length });
  }

  async #read(run: RunId): Promise<void> {
    if (this.#state.run === run && this.#state.isLoading) return;
    const before = this.#state.run === run ? this.#state : { ...NONE, run };
    this.#set({ ...before, isLoading: true, problem: null });
    try {
      const { events } = await this.#reader.read(run);
      if (this.#state.run !== run) return;
      const journal = new Journal(run, events);
      this.#set({ run, journal, length: journal.length, isLoading: false, problem: null });
    } catch (error) {
      if (this.#state.run !== run) return;
      const problem = error instanceof Error ? error.message : String(error);
      this.#set({ ...this.#state, isLoading: false, problem });
    }
  }

  #set(state: OpenJournal): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
