/** A notebook at work: its cells evaluated in order by its kernels, and the runs they ask for. */

import type { CellText, EngineEvent } from "../api.ts";
import type { News } from "../core/news.ts";
import type { FlowDescription } from "../model/graph.ts";
import type { CellId, LanguageId } from "../model/notebook.ts";
import type { CompiledCell } from "../model/program.ts";
import type { FlowRun, RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type {
  CellRecord,
  Clock,
  Language,
  LocationStore,
  RunStore,
  Sandbox,
  SandboxWorker,
} from "../ports.ts";
import type { EvaluateReply, Report } from "../sandbox/protocol.ts";
import { BuiltFlows, cellOf } from "./built-flows.ts";
import { CellOutputs } from "./cell-outputs.ts";
import { CellQueue } from "./cell-queue.ts";
import { whyEnded } from "./kernel.ts";
import { NotebookCells } from "./notebook-cells.ts";
import { NotebookRuns } from "./notebook-runs.ts";
import { Plan } from "./plan.ts";
import { Runtimes, type Pool, type Runtime } from "./runtimes.ts";
import { SessionVoice } from "./session-voice.ts";

type RunFlow = Extract<Report, { type: "runFlow" }>;

export interface SessionOptions {
  readonly notebook: string;
  readonly languages: Readonly<Partial<Record<LanguageId, Language>>>;
  readonly sandbox: Sandbox;
  /** For what nobody asked to run. */
  readonly draftSandbox: Sandbox;
  readonly pool: (language: LanguageId) => Pool;
  readonly store: RunStore;
  readonly locations: LocationStore;
  readonly clock: (ahead?: Millis) => Clock;
  readonly tell: (event: EngineEvent) => void;
  /** What a person entered for this notebook. Held in memory only. */
  readonly secrets: () => Readonly<Record<string, string>>;
  readonly records: readonly CellRecord[];
  /** Called when there is something new to keep: outputs, the last run. */
  readonly changed: () => void;
}

export class NotebookSession {
  readonly cells: NotebookCells;
  readonly outputs: CellOutputs;
  readonly flows = new BuiltFlows();
  readonly #options: SessionOptions;
  readonly #runtimes: Runtimes;
  readonly #plan = new Plan();
  readonly #queue: CellQueue;
  readonly runs: NotebookRuns;
  readonly #voice: SessionVoice;
  /** Cells whose text the worker itself refused when they last ran. */
  readonly #refused = new Set<CellId>();
  #lastRun: RunId | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { notebook, store, locations, clock, tell, languages, secrets } = options;
    this.#voice = new SessionVoice(notebook, tell);
    this.outputs = new CellOutputs(notebook, tell, options.records);
    this.cells = new NotebookCells({
      languages,
      evaluatedAs: (cell) => this.#runtimes.evaluatedAs(cell),
    });
    this.#runtimes = this.#makeRuntimes();
    this.#queue = new CellQueue({
      evaluate: (cell) => this.#evaluate(cell),
      changed: () => this.#tellProgress(),
    });
    this.runs = new NotebookRuns({
      notebook,
      store,
      locations,
      clock,
      secrets,
      languages,
      cells: this.cells,
      flows: this.flows,
      runtimes: this.#runtimes,
      open: (language) => options.sandbox.open(language),
      publish: (run, told) => tell({ type: "runProgress", notebook, run, ...told }),
      held: (run, why) => tell({ type: "runHeld", notebook, run, why }),
      changed: () => tell({ type: "runsChanged", notebook }),
      problem: (error) => this.#voice.problem(error),
      begun: (run) => {
        this.#lastRun = run;
        options.changed();
      },
    });
  }

  get lastRun(): RunId | null {
    return this.#lastRun;
  }

  /** Whether a cell's text could be run at all, as far as one knows. */
  isCompiled(cell: CellId): boolean {
    return this.cells.compiled.get(cell)?.ok === true && !this.#refused.has(cell);
  }

  /** Takes the code cells as they stand, in document order. */
  setCells(texts: readonly CellText[]): void {
    /* So that the first Run is quick. */
    for (const { language } of texts) this.#options.sandbox.prepare?.(language);
    const changed = this.cells.set(texts);
    this.#plan.setCells(texts, this.cells.compiled);
    this.#voice.checked(this.cells);
    this.#tellStatuses();
    this.#runtimes.cellsChanged(texts, changed);
  }

  /** Runs a cell, and first what it depends on and is not fresh. Resolves when that is done. */
  async runCell(cell: CellId): Promise<void> {
    await this.#queue.add(this.#plan.forCell(cell));
  }

  /** Runs every cell anew, in document order, in a fresh kernel. */
  async runAll(): Promise<void> {
    if (this.#queue.running === null) this.restart();
    await this.#queue.add(this.cells.ids);
  }

  /** Stops what runs and what is queued. Names of cells that had run stay. */
  interrupt(why = "Interrupted."): void {
    this.#stop(why, this.#queue.running === null ? "keep" : "interrupt");
    this.#tellStatuses();
  }

  /** Ends the kernels and forgets what they knew: every cell is to be run again. */
  restart(why = "Restarted."): void {
    this.#stop(why, "restart");
    this.flows.clear();
    this.#plan.forget();
    this.#voice.kernel("none");
    this.#tellStatuses();
  }

  resizePools(sizeOf: (language: LanguageId) => number): void {
    this.#runtimes.resizePools(sizeOf);
  }

  /** How a run under way stands; null if it is none of this notebook's. */
  findRun(run: RunId): FlowRun | null {
    return this.runs.flowRuns.find(run);
  }

  /** Tells a run something; false if it is none of this notebook's under way. */
  tellRun(run: RunId, news: News): boolean {
    return this.runs.flowRuns.tell(run, news);
  }

  /** Ends all work here; runs under way are left as they are, on record, and can go on later. */
  async park(why: string): Promise<void> {
    this.#queue.clear();
    const parked = this.runs.flowRuns.parkAll();
    this.#runtimes.stop(why, "restart");
    await parked;
  }

  #stop(why: string, kernels: "keep" | "interrupt" | "restart"): void {
    this.#queue.clear();
    this.runs.flowRuns.cancelAll(why);
    this.#runtimes.stop(why, kernels);
  }

  async #evaluate(cell: CellId): Promise<boolean> {
    this.#runtimes.cancelDrafts();
    const result = this.cells.compiled.get(cell);
    this.#refused.delete(cell);
    this.outputs.begin(cell, this.#options.clock().now());
    if (result?.ok) return this.#evaluateCompiled(result.cell);
    for (const { line, column, type: errorType, message } of result?.diagnostics ?? []) {
      const place = { cell, line, column };
      this.outputs.add(cell, { type: "error", errorType, message, place, trace: [] });
    }
    return this.#ended(cell, "", "failed");
  }

  async #evaluateCompiled(compiled: CompiledCell): Promise<boolean> {
    const { cell, hash, language } = compiled;
    let reply: EvaluateReply;
    try {
      const { kernel } = this.#runtimes.of(language);
      const text = this.cells.texts.find(({ id }) => id === cell)?.text ?? "";
      reply = await kernel.evaluate({ compiled, text }, this.#plan.visibleTo(cell));
    } catch (error) {
      /* The kernel ended under the cell, or could not be started at all. */
      this.outputs.add(cell, { type: "note", text: whyEnded(error) });
      return this.#ended(cell, hash, "interrupted");
    }
    for (const { id, variable } of reply.flows) this.flows.name(id, variable);
    if (reply.failure) {
      if (reply.isRefused === true) this.#refused.add(cell);
      this.outputs.add(cell, this.cells.errorOutput(reply.failure));
      return this.#ended(cell, hash, "failed");
    }
    const { display, value } = reply;
    if (display) this.outputs.add(cell, { type: "display", display });
    else if (value) this.outputs.add(cell, { type: "value", node: value });
    return this.#ended(cell, hash, "ok");
  }

  #ended(cell: CellId, hash: string, status: CellRecord["status"]): boolean {
    const ok = status === "ok";
    this.#plan.ran(cell, hash, ok);
    this.outputs.end({ cell, hash, status, ranAt: this.#options.clock().now() });
    this.#options.changed();
    const text = this.cells.texts.find(({ id }) => id === cell);
    return ok || (status === "failed" && text?.isCheck === true);
  }

  #makeRuntimes(): Runtimes {
    const { sandbox, draftSandbox, pool, notebook, tell } = this.#options;
    return new Runtimes({
      sandbox,
      draftSandbox,
      pool,
      order: () => this.cells.ids,
      onReport: (...received) => this.#receive(...received),
      onEnded: (reason, kernel) => {
        this.runs.flowRuns.kernelDied(kernel);
        this.#voice.kernel("ended", reason);
      },
      draftOf: (language) =>
        this.#queue.running === null ? this.cells.compiledIn(language) : null,
      showDraft: (descriptions) => {
        for (const built of descriptions) {
          const description = this.cells.placedInText(built);
          const cell = cellOf(description.id);
          tell({ type: "flowBuilt", notebook, cell, description, draft: true });
        }
      },
    });
  }

  #receive(report: Report, worker: SandboxWorker, runtime: Runtime): void {
    switch (report.type) {
      case "prints":
      case "display":
        this.outputs.receive(report);
        return;
      case "flowBuilt":
        this.#showFlow(this.cells.placed(report.description));
        return;
      case "runFlow":
        if (report.cell !== null) void this.#runFlow(report, worker, runtime);
        else this.runs.flowRuns.receive(worker, report, runtime.language);
        return;
      default:
        this.runs.flowRuns.receive(worker, report, runtime.language);
    }
  }

  /** `flow.run()` in a cell: run it, and hand back the state. */
  async #runFlow(report: RunFlow, worker: SandboxWorker, runtime: Runtime): Promise<void> {
    const { request, run, captures, cell } = report;
    const { kernel } = runtime;
    const description = this.cells.placed(run.description);
    this.#showFlow(description);
    const program = kernel.program(this.#plan.programFor(cell), captures);
    const asked = { ...report, run: { ...run, description } };
    const ended = await this.runs.ofCell(asked, program, { worker, runtime });
    const reply = "reply" in ended ? ended.reply : ended;
    if (cell !== null) kernel.recordRun(cell, request, reply);
    try {
      await worker.settleRun(request, reply);
    } catch (error) {
      /* The kernel ended meanwhile: whoever ended it has said why, and nobody waits any more. */
      if (kernel.worker === worker) this.#voice.problem(error);
    }
  }

  #showFlow(built: FlowDescription): void {
    const { notebook, tell } = this.#options;
    const description = this.flows.show(built);
    const cell = cellOf(description.id);
    tell({ type: "flowBuilt", notebook, cell, description, draft: false });
  }

  #tellProgress(): void {
    this.#voice.kernel(this.#queue.running === null ? "idle" : "busy");
    this.#tellStatuses();
  }

  #tellStatuses(): void {
    this.#voice.statuses(this.#plan.statuses(), this.#queue);
  }
}
