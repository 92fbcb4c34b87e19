/** Evaluates cells: for the person, or again in silence. */

import { allFlows } from "../flow/flow-registry.ts";
import { Flow } from "../flow/flow.ts";
import { resetRealm } from "../flow/internal.ts";
import { enterCell } from "../flow/realm.ts";
import type { CellId } from "../model/notebook.ts";
import { CaptureBook } from "./captures.ts";
import { cellBody, cellRuntime } from "./cell-runtime.ts";
import type { Displays } from "./displays.ts";
import type { FlowWatch } from "./flow-watch.ts";
import type { ImportText } from "./import-text.ts";
import { Names } from "./names.ts";
import type { Output } from "./output.ts";
import { previewOf } from "./preview.ts";
import { nameProgramObject } from "./program-objects.ts";
import type {
  EvaluateReply,
  EvaluateRequest,
  LoadReply,
  WireCell,
  WireProgram,
} from "./protocol.ts";
import { Replay } from "./replay.ts";
import { describeLeniently } from "./run-request.ts";
import { failureOf } from "./signal-values.ts";

export interface CellsOptions {
  readonly importText: ImportText;
  readonly output: Output;
  readonly watch: FlowWatch;
  readonly consoleOf: (cell: CellId) => Console;
  /** What cells find in place of globals of these names. */
  readonly globals: { readonly fetch: typeof fetch };
  readonly displays: Displays;
}

/** The cell under evaluation, or the one that was last. */
export interface CurrentCell {
  readonly cell: CellId;
  readonly captures: CaptureBook;
  /** null: it is evaluated for the first time. */
  readonly replay: Replay | null;
}

type Ending =
  | { readonly type: "done"; readonly value: unknown }
  | { readonly type: "threw"; readonly thrown: unknown }
  | { readonly type: "parked" };

export class Cells {
  readonly #options: CellsOptions;
  readonly #names: Names;
  #current: CurrentCell | null = null;

  constructor(options: CellsOptions) {
    this.#options = options;
    this.#names = new Names({ ...options.displays.given, ...options.globals });
  }

  get current(): CurrentCell | null {
    return this.#current;
  }

  async evaluate({ cell, above }: EvaluateRequest): Promise<EvaluateReply> {
    const { output, watch } = this.#options;
    output.beginCell();
    watch.setQuiet(false);
    watch.takeNew();
    const captures = new CaptureBook(cell.captures);
    const ending = await this.#run(cell, above, { cell: cell.cell, captures, replay: null });
    watch.flush();
    const last = await this.#lastValue(ending);
    output.tellLeftOut(cell.cell);
    const variables = this.#flowVariables(cell.cell);
    return {
      ...last,
      ...(ending.type === "threw" ? { failure: failureOf(ending.thrown) } : {}),
      captures: { ...captures.values },
      flows: watch.takeNew().map((flow) => withVariable({ id: flow.id }, variables.get(flow))),
    };
  }

  async #lastValue(ending: Ending): Promise<Pick<EvaluateReply, "value" | "display">> {
    const { displays } = this.#options;
    if (ending.type !== "done" || ending.value === undefined) {
      await displays.settled();
      return {};
    }
    const display = await displays.lastValue(ending.value);
    await displays.settled();
    const value = previewOf(ending.value, nameProgramObject);
    return display === null ? { value } : { value, display };
  }

  async load({ cells, draft = false }: WireProgram): Promise<LoadReply> {
    const { output, watch } = this.#options;
    output.beginReplay();
    watch.setQuiet(true);
    this.#names.clear();
    resetRealm();
    const failures: { cell: CellId; failure: ReturnType<typeof failureOf> }[] = [];
    const variables = new Map<Flow, string>();
    const above: CellId[] = [];
    for (const cell of cells) {
      const ending = await this.#replay(cell, above);
      above.push(cell.cell);
      for (const [flow, variable] of this.#flowVariables(cell.cell)) variables.set(flow, variable);
      if (ending.type === "threw") {
        failures.push({ cell: cell.cell, failure: failureOf(ending.thrown) });
      }
    }
    const flows = allFlows();
    return {
      flows: flows.map((flow) => ({ id: flow.id, slugs: [...flow.slugs.values()] })),
      failures,
      ...(draft
        ? {
            descriptions: flows.map((flow) =>
              withVariable(describeLeniently(flow), variables.get(flow)),
            ),
          }
        : {}),
    };
  }

  async #replay(cell: WireCell, above: readonly CellId[]): Promise<Ending> {
    const replay = new Replay(cell.runs ?? []);
    const captures = new CaptureBook(cell.captures);
    const running = this.#run(cell, [...above], { cell: cell.cell, captures, replay });
    return Promise.race([running, replay.parked.then((): Ending => ({ type: "parked" }))]);
  }

  async #run(cell: WireCell, above: readonly CellId[], current: CurrentCell): Promise<Ending> {
    const { importText, consoleOf } = this.#options;
    this.#names.forget(cell.cell);
    let value: unknown;
    try {
      const body = cellBody(await importText(cell.code));
      this.#current = current;
      enterCell(cell.cell);
      await body(
        cellRuntime({
          scope: this.#names.scopeOf(above),
          console: consoleOf(cell.cell),
          signatures: cell.signatures,
          captures: current.captures,
          define: (definitions) => this.#names.define(cell.cell, definitions),
          value: (last) => {
            value = last;
          },
        }),
      );
      return { type: "done", value };
    } catch (thrown) {
      return { type: "threw", thrown };
    }
  }

  /** The variables of a cell that hold flows. */
  #flowVariables(cell: CellId): Map<Flow, string> {
    const variables = new Map<Flow, string>();
    for (const [name, value] of this.#names.valuesOf(cell)) {
      if (value instanceof Flow && !variables.has(value)) variables.set(value, name);
    }
    return variables;
  }
}

const withVariable = <T extends object>(
  flow: T,
  variable: string | undefined,
): T & { readonly variable?: string } => (variable === undefined ? flow : { ...flow, variable });
