/** Stored values, prepared for looking at; of an exception, with its traceback in the user's own lines. */

import type { FoundItems, PreparedValue } from "../api.ts";
import { ownerOf, type RunId } from "../model/run.ts";
import type { Failure, ResultRef, StoredValue } from "../model/value.ts";
import type { RunStore } from "../ports.ts";
import { HIDDEN, isSecretKey } from "../run/values.ts";
import type { PreviewNode } from "../sandbox/protocol.ts";
import { findItems } from "./find-items.ts";
import type { NotebookSession } from "./notebook-session.ts";
import { ProgramReader, type Languages } from "./program.ts";

export interface StoredPreviewsOptions {
  readonly store: RunStore;
  readonly languages: Languages;
  /** The sessions of the notebooks that this tab executes. */
  readonly sessions: () => readonly NotebookSession[];
  readonly session: (notebook: string) => NotebookSession | null;
  readonly previewStored: (stored: StoredValue, line: string) => PreviewNode;
  /** The items of a list, each in one line; null: it cannot be looked into. */
  readonly itemLines: (stored: StoredValue) => Iterable<string> | null;
}

/** A failure in somebody's words, and the code cells that its "cell 3" counts. */
interface Explained {
  readonly failure: Failure;
  readonly cells: PreparedValue["cells"];
}

export class StoredPreviews {
  readonly #options: StoredPreviewsOptions;

  constructor(options: StoredPreviewsOptions) {
    this.#options = options;
  }

  async of({ key, preview }: Pick<ResultRef, "key" | "preview">): Promise<PreparedValue> {
    if (isSecretKey(key)) return { type: "secret", text: HIDDEN };
    const { store, previewStored } = this.#options;
    const stored = await store.value(key);
    if (stored.kind !== "failure" || stored.failure.stack === null) {
      return previewStored(stored, preview);
    }
    const run = ownerOf(key)?.run;
    const { failure, cells } = await this.#explain(stored.failure, run);
    return { ...previewStored({ ...stored, failure }, preview), ...(cells && { cells }) };
  }

  /** Searches the items of a list; null where it cannot be looked into. */
  async find({ key }: Pick<ResultRef, "key">, text: string): Promise<FoundItems | null> {
    if (isSecretKey(key)) return null;
    const { store, itemLines } = this.#options;
    const lines = itemLines(await store.value(key));
    return lines && findItems(lines, text);
  }

  /** By the program that ran, where it is on record; else by the notebook that has the most to say. */
  async #explain(failure: Failure, run: RunId | undefined): Promise<Explained> {
    const own = run === undefined ? null : await this.#inItsProgram(failure, run);
    const others = this.#options
      .sessions()
      .map(({ cells }) => ({ failure: cells.explain(failure), cells: cells.ids }));
    const [most] = [...(own ? [own] : []), ...others].toSorted(
      (a, b) => (b.failure.stack?.length ?? 0) - (a.failure.stack?.length ?? 0),
    );
    return most ?? { failure, cells: undefined };
  }

  /** In the lines as they were when it ran; the cells counted as they stand now. */
  async #inItsProgram(failure: Failure, run: RunId): Promise<Explained | null> {
    const { store, languages, session } = this.#options;
    const [summary, program] = await Promise.all([store.summary(run), store.program(run)]);
    const cells = summary ? session(summary.notebook)?.cells : undefined;
    if (!cells || !program) return null;
    const reader = new ProgramReader(program, languages, cells.name);
    return { failure: reader.explain(failure), cells: cells.ids };
  }
}
