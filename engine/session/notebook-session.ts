/** A notebook at work: its cells compiled, evaluated in order by its kernels, and the runs they ask for. */

import type { CellStatus, CellText, EngineEvent } from "../api.ts";
import type { News } from "../core/news.ts";
import type { FlowDescription, Place } from "../model/graph.ts";
import type { CellId, LanguageId } from "../model/notebook.ts";
import type { CompiledCell, CompileResult } from "../model/program.ts";
import type { RunId } from "../model/run.ts";
import type {
  CellRecord,
  Clock,
  Crew,
  Language,
  RunStore,
  Sandbox,
  SandboxWorker,
} from "../ports.ts";
import type { Failure } from "../model/value.ts";
import type { Report, WireProgram } from "../sandbox/protocol.ts";
import { CellOutputs } from "./cell-outputs.ts";
import { FlowRuns, type EndedRun } from "./flow-runs.ts";
import { Kernel } from "./kernel.ts";
import { kernelCrew } from "./kernel-crew.ts";
import { Plan } from "./plan.ts";
import { errorOutput, explainFailure, placeDescription } from "./traces.ts";

type RunReport = Extract<Report, { type: "runFlow" }>;

/** Workers for runs, each loaded with a run's program. */
export interface Pool {
  crew(
    program: WireProgram,
    expected: { readonly id: string; readonly slugs: readonly string[] },
  ): Crew;
  resize(size: number): void;
  closeAll(why: string): void;
}

export interface SessionOptions {
  readonly notebook: string;
  readonly languages: Readonly<Partial<Record<LanguageId, Language>>>;
  readonly sandbox: Sandbox;
  readonly pool: (language: LanguageId) => Pool;
  readonly store: RunStore;
  readonly clock: () => Clock;
  readonly tell: (event: EngineEvent) => void;
  readonly records?: readonly CellRecord[];
  /** Called when there is something new to keep: outputs, the last run. */
  readonly changed?: () => void;
}

export class NotebookSession {
  readonly #options: SessionOptions;
  readonly #kernels = new Map<LanguageId, Kernel>();
  readonly #pools = new Map<LanguageId, Pool>();
  readonly #plan = new Plan();
  readonly outputs: CellOutputs;
  readonly runs: FlowRuns;
  #cells: readonly CellText[] = [];
  #compiled = new Map<CellId, CompileResult>();
  readonly #flows = new Map<string, FlowDescription>();
  #queue: CellId[] = [];
  #running: CellId | null = null;
  #working: Promise<void> | null = null;
  #lastRun: RunId | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { notebook, store, clock, tell } = options;
    this.outputs = new CellOutputs(notebook, tell, options.records);
    this.runs = new FlowRuns({
      notebook,
      store,
      clock,
      oracle: { ask: (...asked) => this.#kernel("typescript").ask(...asked) },
      kernel: () => this.#kernels.get("typescript")?.worker ?? null,
      explain: (failure) => this.#explain(failure),
      publish: (run, events, logs) => {
        tell({ type: "runProgress", notebook, run, events, logs });
      },
    });
  }

  get lastRun(): RunId | null {
    return this.#lastRun;
  }

  /** The flows built so far, by id, each as it last was. */
  get flows(): ReadonlyMap<string, FlowDescription> {
    return this.#flows;
  }

  /** Takes the code cells as they stand, in document order, and compiles what is new. */
  setCells(cells: readonly CellText[]): void {
    const before = new Map(this.#cells.map((cell) => [cell.id, cell]));
    const compiled = new Map<CellId, CompileResult>();
    for (const cell of cells) {
      const known = this.#compiled.get(cell.id);
      const old = before.get(cell.id);
      const isSame = known && old?.text === cell.text && old.language === cell.language;
      const result = isSame ? known : this.#language(cell).compile(cell.id, cell.text);
      compiled.set(cell.id, result);
    }
    this.#cells = cells;
    this.#compiled = compiled;
    const ids = new Set(cells.map(({ id }) => id));
    for (const kernel of this.#kernels.values()) kernel.keepOnly(ids);
    this.#plan.setCells(cells, compiled);
    const { notebook, tell } = this.#options;
    const results = [...compiled.values()];
    tell({
      type: "checked",
      notebook,
      facts: results.map((each) => (each.ok ? each.cell : each.facts)).map(toFacts),
      diagnostics: results.flatMap((each) => (each.ok ? [] : each.diagnostics)),
    });
    this.#tellStatuses();
  }

  /** Runs a cell, and first what it depends on and is not fresh. Resolves when that is done. */
  async runCell(cell: CellId): Promise<void> {
    await this.#enqueue(this.#plan.forCell(cell));
  }

  /** Runs every cell anew, in document order, in a fresh kernel. */
  async runAll(): Promise<void> {
    if (this.#running === null) this.restart("All cells are run anew.");
    await this.#enqueue(this.#cells.map(({ id }) => id));
  }

  /** Stops what runs and what is queued. Names of cells that had run stay. */
  interrupt(why = "Interrupted."): void {
    this.#queue = [];
    this.runs.cancelAll(why);
    for (const kernel of this.#kernels.values()) {
      if (this.#running !== null) kernel.interrupt(why);
    }
    for (const pool of this.#pools.values()) pool.closeAll(why);
    this.#tellKernel("ended", why);
    this.#tellStatuses();
  }

  /** Ends the kernels and forgets what they knew: every cell is to be run again. */
  restart(why = "Restarted."): void {
    this.#queue = [];
    this.runs.cancelAll(why);
    for (const kernel of this.#kernels.values()) kernel.restart(why);
    for (const pool of this.#pools.values()) pool.closeAll(why);
    this.#flows.clear();
    this.#plan.forget();
    this.#tellKernel("none");
    this.#tellStatuses();
  }

  /** The session is over: nothing of it goes on. */
  close(): void {
    this.restart("The notebook was closed.");
  }

  resizePools(size: number): void {
    for (const pool of this.#pools.values()) pool.resize(size);
  }

  tellRun(run: RunId, news: News): boolean {
    return this.runs.tell(run, news);
  }

  /** What a cell's text came to when it was last compiled. */
  compiledOf(cell: CellId): CompileResult | null {
    return this.#compiled.get(cell) ?? null;
  }

  async #enqueue(cells: readonly CellId[]): Promise<void> {
    for (const cell of cells) if (!this.#queue.includes(cell)) this.#queue.push(cell);
    this.#tellStatuses();
    this.#working ??= this.#work();
    await this.#working;
  }

  async #work(): Promise<void> {
    this.#tellKernel("busy");
    try {
      for (let cell = this.#queue.shift(); cell !== undefined; cell = this.#queue.shift()) {
        this.#running = cell;
        this.#tellStatuses();
        const isWell = await this.#evaluate(cell);
        this.#running = null;
        /* What comes after a failure would build on what is not there. */
        if (!isWell) this.#queue = [];
        this.#options.changed?.();
      }
    } finally {
      this.#running = null;
      this.#working = null;
      this.#tellKernel("idle");
      this.#tellStatuses();
    }
  }

  /** Evaluates one cell; whether all went well. */
  async #evaluate(cell: CellId): Promise<boolean> {
    const { clock } = this.#options;
    const result = this.#compiled.get(cell);
    this.outputs.begin(cell);
    const hash = result?.ok ? result.cell.hash : "";
    const end = (status: CellRecord["status"]): boolean => {
      this.#plan.ran(cell, hash, status === "ok");
      this.outputs.end({ cell, hash, status, ranAt: clock().now() });
      return status === "ok";
    };
    if (!result?.ok) {
      for (const fault of result?.diagnostics ?? []) {
        const place = { cell, line: fault.line, column: fault.column };
        const { type: errorType, message } = fault;
        this.outputs.add(cell, { type: "error", errorType, message, place, trace: [] });
      }
      return end("failed");
    }
    const { cell: compiled } = result;
    try {
      const above = this.#cellsAbove(cell, compiled.language);
      const reply = await this.#kernel(compiled.language).evaluate(compiled, above);
      for (const { id, variable } of reply.flows) this.#nameFlow(id, variable);
      if (reply.failure) {
        this.outputs.add(cell, this.#errorOutput(reply.failure));
        return end("failed");
      }
      if (reply.value) this.outputs.add(cell, { type: "value", node: reply.value });
      return end("ok");
    } catch (error) {
      /* The kernel ended under the cell, or could not be started at all. */
      const text = error instanceof Error ? error.message : String(error);
      this.outputs.add(cell, { type: "note", text });
      return end("interrupted");
    }
  }

  #cellsAbove(cell: CellId, language: LanguageId): CellId[] {
    const ids = this.#cells.filter((each) => each.language === language).map(({ id }) => id);
    return ids.slice(0, ids.indexOf(cell));
  }

  #kernel(language: LanguageId): Kernel {
    const known = this.#kernels.get(language);
    if (known) return known;
    const kernel = new Kernel({
      sandbox: this.#options.sandbox,
      language,
      onReport: (report, worker) => this.#receive(report, worker, language),
      onEnded: (reason) => {
        this.runs.cancelAll(`The kernel ended: ${reason}`);
        this.#tellKernel("ended", reason);
      },
    });
    this.#kernels.set(language, kernel);
    return kernel;
  }

  #pool(language: LanguageId): Pool {
    const known = this.#pools.get(language);
    if (known) return known;
    const pool = this.#options.pool(language);
    this.#pools.set(language, pool);
    return pool;
  }

  #receive(report: Report, worker: SandboxWorker, language: LanguageId): void {
    switch (report.type) {
      case "print": {
        const { cell, level, text, node } = report;
        this.outputs.add(cell, { type: "print", level, text, ...(node && { node }) });
        return;
      }
      case "flowBuilt":
        this.#showFlow(placeDescription(report.description, (...at) => this.#place(...at)));
        return;
      case "runFlow":
        void this.#runFlow(report, worker, language);
        return;
      default:
        this.runs.receive(worker, report);
    }
  }

  #showFlow(description: FlowDescription): void {
    const { notebook, tell } = this.#options;
    const variable = description.variable ?? this.#flows.get(description.id)?.variable;
    const shown = variable === undefined ? description : { ...description, variable };
    this.#flows.set(description.id, shown);
    const cell = this.#running ?? "";
    tell({ type: "flowBuilt", notebook, cell, description: shown, draft: false });
  }

  #nameFlow(id: string, variable: string | undefined): void {
    const known = this.#flows.get(id);
    if (known && variable !== undefined) this.#flows.set(id, { ...known, variable });
  }

  /** `flow.run()` in a cell: run it on the pool, or in the kernel itself, and hand back the state. */
  async #runFlow(report: RunReport, worker: SandboxWorker, language: LanguageId): Promise<void> {
    const { request, run, captures, cell } = report;
    const description = placeDescription(run.description, (...at) => this.#place(...at));
    this.#showFlow(description);
    const kernel = this.#kernel(language);
    const crew =
      run.executor === "local"
        ? kernelCrew(worker)
        : this.#pool(language).crew(kernel.program(this.#plan.programFor(cell), captures), {
            id: description.id,
            slugs: description.graph.tasks.map(({ slug }) => slug),
          });
    const ended = await this.runs.run({ ...run, description }, crew, (id) => this.#begun(id));
    const reply = "reply" in ended ? ended.reply : ended;
    if (cell !== null) kernel.recordRun(cell, reply);
    try {
      await worker.settleRun(request, reply);
    } catch (error) {
      /* The kernel ended meanwhile: whoever ended it has said why, and nobody waits any more. */
      if (this.#kernels.get(language)?.worker === worker) throw error;
    }
  }

  /** Runs a flow that a cell built, as the automation API does. */
  async runBuilt(
    flow: string,
    request: Omit<Parameters<FlowRuns["run"]>[0], "description">,
  ): Promise<EndedRun | { readonly ok: false; readonly failure: Failure } | null> {
    const description = this.#flows.get(flow);
    if (!description) return null;
    const cells = this.#cells.map(({ id }) => id);
    const crew = this.#pool("typescript").crew(this.#kernel("typescript").program(cells, {}), {
      id: flow,
      slugs: description.graph.tasks.map(({ slug }) => slug),
    });
    const ended = await this.runs.run({ ...request, description }, crew, (id) => this.#begun(id));
    return "reply" in ended || !ended.ok ? ended : null;
  }

  #begun(run: RunId): void {
    this.#lastRun = run;
    this.#options.changed?.();
  }

  #place(cell: CellId, line: number, column: number): Place | null {
    const compiled = this.#compiledHere(cell);
    return compiled ? this.#language(compiled).placeOf(compiled, line, column) : null;
  }

  /** The version of a cell that positions from a worker refer to. */
  #compiledHere(cell: CellId): CompiledCell | null {
    for (const kernel of this.#kernels.values()) {
      const evaluated = kernel.compiledOf(cell);
      if (evaluated) return evaluated;
    }
    const result = this.#compiled.get(cell);
    return result?.ok ? result.cell : null;
  }

  #explain(failure: Failure): Failure {
    return explainFailure(
      failure,
      (...at) => this.#place(...at),
      (cell) => this.#nameCell(cell),
    );
  }

  #errorOutput(failure: Failure): ReturnType<typeof errorOutput> {
    return errorOutput(
      failure,
      (...at) => this.#place(...at),
      (cell) => this.#nameCell(cell),
    );
  }

  #nameCell(cell: CellId): string {
    return `cell ${this.#cells.findIndex(({ id }) => id === cell) + 1}`;
  }

  #language({ language }: { readonly language: LanguageId }): Language {
    const known = this.#options.languages[language];
    if (!known) throw new RangeError(`There is no language "${language}".`);
    return known;
  }

  #tellStatuses(): void {
    const { notebook, tell } = this.#options;
    const statuses: Record<CellId, CellStatus> = this.#plan.statuses();
    for (const cell of this.#queue) statuses[cell] = "queued";
    if (this.#running !== null) statuses[this.#running] = "running";
    tell({ type: "staleChanged", notebook, cells: statuses });
  }

  #tellKernel(
    status: Extract<EngineEvent, { type: "kernelChanged" }>["status"],
    reason?: string,
  ): void {
    const { notebook, tell } = this.#options;
    tell({ type: "kernelChanged", notebook, status, ...(reason !== undefined && { reason }) });
  }
}

const toFacts = ({
  cell,
  defines,
  uses,
  mutates,
}: CompiledCell | Extract<CompileResult, { ok: false }>["facts"]) => ({
  cell,
  defines,
  uses,
  mutates,
});
