/** For each language of a notebook its kernel, its pool of task workers and its drafts. Made on first use. */

import type { CellText } from "../api.ts";
import type { FlowDescription } from "../model/graph.ts";
import type { CellId, LanguageId } from "../model/notebook.ts";
import type { CompiledCell } from "../model/program.ts";
import type { Crew, Sandbox, SandboxWorker } from "../ports.ts";
import type { Report, WireProgram } from "../sandbox/protocol.ts";
import { Drafts } from "./drafts.ts";
import { Kernel, type CellToRun } from "./kernel.ts";
import { wireProgram } from "./program.ts";

/** Workers for runs, each loaded with a run's program. */
export interface Pool {
  crew(
    program: WireProgram,
    expected: { readonly id: string; readonly slugs: readonly string[] },
  ): Crew;
  resize(size: number): void;
  closeAll(why: string): void;
}

export interface Runtime {
  readonly language: LanguageId;
  readonly kernel: Kernel;
  readonly pool: Pool;
  readonly drafts: Drafts;
}

export interface RuntimesOptions {
  readonly sandbox: Sandbox;
  readonly draftSandbox: Sandbox;
  readonly pool: (language: LanguageId) => Pool;
  /** The code cells of the notebook, in document order. */
  readonly order: () => readonly CellId[];
  readonly onReport: (report: Report, worker: SandboxWorker, runtime: Runtime) => void;
  readonly onEnded: (reason: string, kernel: Kernel) => void;
  /** The cells of a language that compile, as they stand; null: no drafts now. */
  readonly draftOf: (language: LanguageId) => readonly CellToRun[] | null;
  readonly showDraft: (descriptions: readonly FlowDescription[]) => void;
}

export class Runtimes {
  readonly #options: RuntimesOptions;
  readonly #runtimes = new Map<LanguageId, Runtime>();

  constructor(options: RuntimesOptions) {
    this.#options = options;
  }

  of(language: LanguageId): Runtime {
    const known = this.#runtimes.get(language);
    if (known) return known;
    const runtime = this.#make(language);
    this.#runtimes.set(language, runtime);
    return runtime;
  }

  /** The version of a cell that a kernel has, if one has it. */
  evaluatedAs(cell: CellId): CompiledCell | null {
    for (const { kernel } of this.#runtimes.values()) {
      const compiled = kernel.compiledOf(cell);
      if (compiled) return compiled;
    }
    return null;
  }

  /** The cells of the notebook have changed: others are forgotten, drafts of these languages are due. */
  cellsChanged(cells: readonly CellText[], changed: ReadonlySet<LanguageId>): void {
    for (const { kernel, drafts, language } of this.#runtimes.values()) {
      const own = cells.filter((cell) => cell.language === language);
      kernel.keepOnly(new Set(own.map(({ id }) => id)));
      if (changed.has(language)) drafts.schedule();
    }
  }

  cancelDrafts(): void {
    for (const { drafts } of this.#runtimes.values()) drafts.cancel();
  }

  /** Ends task workers and drafts; the kernels too, but interrupts only the one that is at work. */
  stop(why: string, kernels: "keep" | "interrupt" | "restart"): void {
    for (const { kernel, pool, drafts } of this.#runtimes.values()) {
      drafts.cancel();
      if (kernels === "interrupt" && !kernel.isBusy) continue;
      pool.closeAll(why);
      if (kernels === "interrupt") kernel.interrupt(why);
      if (kernels === "restart") kernel.restart(why);
    }
  }

  resizePools(sizeOf: (language: LanguageId) => number): void {
    for (const { language, pool } of this.#runtimes.values()) pool.resize(sizeOf(language));
  }

  #make(language: LanguageId): Runtime {
    const { sandbox, draftSandbox, order, onReport, onEnded, draftOf, showDraft } = this.#options;
    const kernel = new Kernel({
      sandbox,
      language,
      order,
      onReport: (report, worker) => onReport(report, worker, runtime),
      onEnded: (reason) => onEnded(reason, kernel),
    });
    const drafts = new Drafts({
      sandbox: draftSandbox,
      language,
      program: () => {
        const cells = kernel.hasEvaluated ? draftOf(language) : null;
        return cells && wireProgram(kernel.programOf(cells));
      },
      show: showDraft,
    });
    const runtime = { language, kernel, drafts, pool: this.#options.pool(language) };
    return runtime;
  }
}
