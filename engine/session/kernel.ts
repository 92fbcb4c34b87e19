/**
 * The kernel of one language: the sandboxed worker in which a notebook's cells live. Remembers what
 * it evaluated, so that task workers, and a new kernel after an interrupt, can be brought to the
 * same point without repeating what the cells did.
 */

import { FlowbookError } from "../model/errors.ts";
import type { CellId, LanguageId } from "../model/notebook.ts";
import type { Answer } from "../model/outcome.ts";
import type { CompiledCell } from "../model/program.ts";
import type { ProgramCell, RunProgram, Sandbox, SandboxWorker } from "../ports.ts";
import type { Oracle } from "../run/asker.ts";
import type {
  EvaluateReply,
  Report,
  RunContext,
  RunReply,
  WireCell,
  WireQuestion,
} from "../sandbox/protocol.ts";
import { wireProgram } from "./program.ts";

/** A cell as it is to be evaluated. */
export interface CellToRun {
  readonly compiled: CompiledCell;
  /** What the person wrote. */
  readonly text: string;
}

/** A cell as it was last evaluated. */
interface Evaluated extends CellToRun {
  readonly captures: Readonly<Record<string, unknown>>;
  /** What its `flow.run` calls came to, in order. */
  readonly runs: readonly RunReply[];
}

/** The cell under evaluation, and how the runs it asked for ended, by their number. */
interface Running extends CellToRun {
  readonly cell: CellId;
  readonly runs: Map<number, RunReply>;
}

/** In the order they were asked for, not in which they ended: that is how a replay asks. */
const inOrder = ({ runs }: Running): RunReply[] =>
  [...runs].toSorted(([a], [b]) => a - b).map(([, reply]) => reply);

export interface KernelOptions {
  readonly sandbox: Sandbox;
  readonly language: LanguageId;
  /** The code cells of the notebook, in document order. */
  readonly order: () => readonly CellId[];
  readonly onReport: (report: Report, worker: SandboxWorker) => void;
  /** It ended without being told to. */
  readonly onEnded: (reason: string) => void;
}

export class Kernel implements Oracle {
  readonly #options: KernelOptions;
  readonly #evaluated = new Map<CellId, Evaluated>();
  #worker: SandboxWorker | null = null;
  /** On its way: of a slow language it takes seconds, and outlasts an interrupt. */
  #opening: Promise<SandboxWorker> | null = null;
  /** Lets go of whoever waits for it. */
  #giveUp: ((why: FlowbookError) => void) | null = null;
  #running: Running | null = null;
  #isBusy = false;

  constructor(options: KernelOptions) {
    this.#options = options;
  }

  get language(): LanguageId {
    return this.#options.language;
  }

  get worker(): SandboxWorker | null {
    return this.#worker;
  }

  /** Whether it evaluates a cell, or starts in order to. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** The version of a cell that was last evaluated here, if any. */
  compiledOf(cell: CellId): CompiledCell | null {
    if (this.#running?.cell === cell) return this.#running.compiled;
    return this.#evaluated.get(cell)?.compiled ?? null;
  }

  /**
   * Evaluates a cell, starting a worker first where there is none.
   * @param above the code cells above it, in document order
   * @throws FlowbookError `workerEnded` when the kernel is ended meanwhile
   */
  async evaluate(cell: CellToRun, above: readonly CellId[]): Promise<EvaluateReply> {
    this.#isBusy = true;
    try {
      return await this.#evaluateIn(await this.#start(), cell, above);
    } finally {
      this.#isBusy = false;
    }
  }

  async #evaluateIn(
    worker: SandboxWorker,
    { compiled, text }: CellToRun,
    above: readonly CellId[],
  ): Promise<EvaluateReply> {
    const { cell } = compiled;
    const running: Running = { cell, compiled, text, runs: new Map() };
    this.#running = running;
    try {
      const known = above.filter((each) => this.#evaluated.has(each));
      const reply = await worker.evaluate({ cell: wireCell(compiled), above: known });
      this.#evaluated.set(cell, {
        compiled,
        text,
        captures: reply.captures,
        runs: inOrder(running),
      });
      return reply;
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }

  /** Takes note of how a run ended that the running cell asked for. */
  recordRun(cell: CellId, request: number, reply: RunReply): void {
    if (this.#running?.cell === cell) this.#running.runs.set(request, reply);
  }

  /**
   * What a task worker must load to be where the kernel is now.
   * @param cells    the cells it needs, in document order, the running one included
   * @param captures what the running cell has captured so far
   */
  program(cells: readonly CellId[], captures: Readonly<Record<string, unknown>>): RunProgram {
    return {
      language: this.language,
      cells: cells.flatMap((cell): ProgramCell[] => {
        if (this.#running?.cell === cell) {
          const { compiled, text } = this.#running;
          return [{ ...compiled, text, captures, runs: inOrder(this.#running) }];
        }
        const evaluated = this.#evaluated.get(cell);
        if (!evaluated) return [];
        const { compiled, ...recorded } = evaluated;
        return [{ ...compiled, ...recorded }];
      }),
    };
  }

  /**
   * The program of these cells as they stand: those whose text is the one evaluated come with what
   * they captured and ran.
   */
  programOf(cells: readonly CellToRun[]): RunProgram {
    return {
      language: this.language,
      cells: cells.map(({ compiled, text }): ProgramCell => {
        const evaluated = this.#evaluated.get(compiled.cell);
        if (evaluated?.compiled.hash !== compiled.hash) return { ...compiled, text };
        const { captures, runs } = evaluated;
        return { ...compiled, text, captures, runs };
      }),
    };
  }

  /** Whether anything was evaluated: nothing of a notebook is built before somebody pressed Run. */
  get hasEvaluated(): boolean {
    return this.#evaluated.size > 0;
  }

  async ask(
    questions: readonly WireQuestion[],
    context: RunContext,
    flow: string,
  ): Promise<Answer[]> {
    if (this.#worker === null) {
      throw new FlowbookError(
        "workerEnded",
        "The notebook's kernel has ended, so its handlers and triggers cannot be asked.",
      );
    }
    return this.#worker.ask(questions, context, flow);
  }

  /** Ends the worker; what it evaluated is remembered and will be loaded into the next one. */
  interrupt(why: string): void {
    const worker = this.#worker;
    this.#worker = null;
    worker?.end(why);
    this.#giveUp?.(new FlowbookError("workerEnded", why));
  }

  /** Ends the worker and forgets everything. */
  restart(why: string): void {
    this.interrupt(why);
    this.#evaluated.clear();
    const opening = this.#opening;
    this.#opening = null;
    /* One that does not come up needs no ending. */
    opening?.then(
      (worker) => worker.end(why),
      () => {},
    );
  }

  /** Forgets cells that are no longer in the notebook, or no longer of this language. */
  keepOnly(cells: ReadonlySet<CellId>): void {
    for (const cell of this.#evaluated.keys()) {
      if (!cells.has(cell)) this.#evaluated.delete(cell);
    }
  }

  async #start(): Promise<SandboxWorker> {
    if (this.#worker !== null) return this.#worker;
    const worker = await this.#open();
    this.#worker = worker;
    worker.onReport((report) => this.#options.onReport(report, worker));
    void worker.ended.then((reason) => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#options.onEnded("why" in reason ? reason.why : reason.message);
    });
    /* Every cell that had run, in document order: the plan still counts them as run. */
    const known = this.#options.order().filter((cell) => this.#evaluated.has(cell));
    if (known.length > 0) await worker.load(wireProgram(this.program(known, {})));
    return worker;
  }

  /** A worker, or an end to waiting for it. The next to ask gets the one that was on its way. */
  async #open(): Promise<SandboxWorker> {
    this.#opening ??= this.#options.sandbox.open(this.#options.language);
    const opening = this.#opening;
    const forget = (): void => {
      if (this.#opening === opening) this.#opening = null;
    };
    opening.catch(forget);
    const stopped = new Promise<never>((_, reject) => {
      this.#giveUp = reject;
    });
    try {
      const worker = await Promise.race([opening, stopped]);
      forget();
      return worker;
    } finally {
      this.#giveUp = null;
    }
  }
}

const wireCell = ({ cell, language, code, signatures }: CompiledCell): WireCell => ({
  cell,
  language,
  code,
  signatures,
});

/** Why a cell did not come to its end: what ended its worker, without the worker's own name. */
export function whyEnded(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.replace(/^The worker \S+ has ended: (.*?)\.?$/s, "$1");
}
