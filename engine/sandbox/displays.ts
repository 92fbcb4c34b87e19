/** `display`, `chart`, `progress` and `track`, as cells have them. */

import type { CellGlobals } from "../flow/displays.ts";
import { OUTPUT_LIMITS, type Display } from "../model/cell-output.ts";
import type { CellId } from "../model/notebook.ts";
import { makeChart } from "./chart.ts";
import type { Output } from "./output.ts";
import { previewOf } from "./preview.ts";
import { nameProgramObject } from "./program-objects.ts";
import { htmlOf, imageOf, markdownOf, richOf, svgOf } from "./rich.ts";

export interface DisplaysOptions {
  readonly output: Output;
  /** The cell below which things are shown now. */
  readonly cell: () => CellId;
}

export class Displays {
  /** The names that cells have. */
  readonly given: CellGlobals;
  readonly #options: DisplaysOptions;
  /** What takes a moment to be made: a cell does not end before it is shown. */
  readonly #pending = new Set<Promise<void>>();
  #bars = 0;

  constructor(options: DisplaysOptions) {
    this.#options = options;
    const show = (value: unknown): void => this.#show(() => richOf(value) ?? treeOf(value));
    const display = Object.assign(show, {
      html: (html: string) => this.#show(() => htmlOf(html)),
      markdown: (text: string) => this.#show(() => markdownOf(text)),
      svg: (svg: string, more: { readonly alt?: string } = {}) =>
        this.#show(() => svgOf(svg, more.alt)),
      image: (data: unknown, more: { readonly type?: string; readonly alt?: string } = {}) =>
        this.#show(() => imageOf(data, more)),
    });
    const move: CellGlobals["progress"] = (done, total = null, label = "") =>
      this.#move(`progress:${label}`, { done, total, label });
    const track: CellGlobals["track"] = (items, label) => this.#track(items, label);
    this.given = { display, chart: makeChart, progress: move, track };
  }

  /** The form in which the last value of a cell is shown; null: as a tree. */
  async lastValue(value: unknown): Promise<Display | null> {
    try {
      return await richOf(value);
    } catch (error) {
      this.#complain(error);
      return null;
    }
  }

  /** Resolves when all is shown that was to be. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  #show(make: () => Display | Promise<Display>): void {
    const cell = this.#options.cell();
    try {
      const made = make();
      if (!(made instanceof Promise)) return this.#options.output.display(cell, made);
      const shown: Promise<void> = made
        .then(
          (display) => this.#options.output.display(cell, display),
          (error: unknown) => this.#complain(error),
        )
        .finally(() => this.#pending.delete(shown));
      this.#pending.add(shown);
    } catch (error) {
      this.#complain(error);
    }
  }

  /** What cannot be shown does not end a cell: that it cannot is shown in its place. */
  #complain(error: unknown): void {
    const text = `Not displayed. ${error instanceof Error ? error.message : String(error)}`;
    this.#options.output.print(this.#options.cell(), { level: "WARNING", text });
  }

  #move(id: string, at: { done: number; total: number | null; label: string }): void {
    const done = Number(at.done);
    const total = at.total === null ? null : Number(at.total);
    if (!Number.isFinite(done) || (total !== null && !Number.isFinite(total))) {
      throw new TypeError("progress(done, total) takes numbers; total may be left out.");
    }
    this.#options.output.progress(this.#options.cell(), id.slice(0, OUTPUT_LIMITS.label), {
      kind: "progress",
      done,
      total,
      label: String(at.label).slice(0, OUTPUT_LIMITS.label),
    });
  }

  *#track<T>(items: Iterable<T>, label = ""): Generator<T, void, undefined> {
    const id = `track:${++this.#bars}`;
    const total = sizeOf(items);
    let done = 0;
    this.#move(id, { done, total, label });
    for (const item of items) {
      yield item;
      this.#move(id, { done: ++done, total, label });
    }
    /* Now it is known how many there were. */
    this.#move(id, { done, total: done, label });
  }
}

const treeOf = (value: unknown): Display => ({
  kind: "value",
  node: previewOf(value, nameProgramObject),
});

function sizeOf(items: Iterable<unknown>): number | null {
  if (Array.isArray(items) || typeof items === "string") return items.length;
  if (items instanceof Set || items instanceof Map) return items.size;
  return ArrayBuffer.isView(items) && "length" in items ? Number(items.length) : null;
}
