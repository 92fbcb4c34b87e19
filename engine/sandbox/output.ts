/** Where a line goes that user code prints or logs: to the call it belongs to, else under its cell. */

import type { Display } from "../model/cell-output.ts";
import type { LogLevel } from "../model/log.ts";
import type { CellId } from "../model/notebook.ts";
import type { CallLog, WorkId } from "../model/outcome.ts";
import type { ConsoleLine } from "./console.ts";
import { LineLimit } from "./line-limit.ts";
import type { Reporter } from "./reporter.ts";

/** Lines of a call that goes on are told after so many milliseconds. */
const FLUSH_AFTER = 50;
/** Lines in one report. */
const MOST_AT_ONCE = 1000;
const MAX_MESSAGE = 50_000;
const PRINTED = { burst: 200_000, perSecond: 20_000 };
const DISPLAYED = { burst: 2_000, perSecond: 50 };
const LOGGED = { burst: 100_000, perSecond: 10_000 };
/** Things printed by one cell that can be unfolded; those after them are a line of text only. */
const MOST_NODES = 1_000;

/** A call under way, for its lines. */
export interface OpenCall {
  readonly work: WorkId;
  readonly logStdout: boolean;
  logs: CallLog[];
  timer: ReturnType<typeof setTimeout> | null;
  /** The call that waits for the run which this one belongs to. */
  readonly outer: OpenCall | null;
  isOver: boolean;
}

/** The call itself while it goes on, else the nearest around it that does. */
function goingOn(call: OpenCall | null): OpenCall | null {
  return call?.isOver === true ? goingOn(call.outer) : call;
}

export class Output {
  readonly #reporter: Reporter;
  readonly #now: () => number;
  readonly #printed: LineLimit;
  readonly #displayed: LineLimit;
  readonly #logged: LineLimit;
  #call: OpenCall | null = null;
  #isSilent = false;
  #nodesLeft = MOST_NODES;
  /** Ids of the progress that the cell shows. */
  readonly #bars = new Set<string>();

  constructor(reporter: Reporter, now: () => number) {
    this.#reporter = reporter;
    this.#now = now;
    this.#printed = new LineLimit(PRINTED, now);
    this.#displayed = new LineLimit(DISPLAYED, now);
    this.#logged = new LineLimit(LOGGED, now);
  }

  /** A cell is evaluated for the person. */
  beginCell(): void {
    this.#isSilent = false;
    this.#nodesLeft = MOST_NODES;
    this.#bars.clear();
  }

  /** Cells are evaluated again: nothing is printed, for it was, when they first were. */
  beginReplay(): void {
    this.#isSilent = true;
  }

  /** From now on lines belong to this call. */
  beginCall(work: WorkId, logStdout: boolean): OpenCall {
    const call = { work, logStdout, logs: [], timer: null, outer: this.#call, isOver: false };
    this.#call = call;
    return call;
  }

  /** The call whose lines these are; null: nobody's, but a cell's. */
  get work(): WorkId | null {
    return this.#call?.work ?? null;
  }

  /** Takes note of whose the lines are now; the answer makes them theirs again. */
  keepCall(): () => void {
    const call = this.#call;
    return () => {
      this.#call = goingOn(call);
    };
  }

  /** The lines of the call that were not told yet. */
  endCall(call: OpenCall): readonly CallLog[] {
    call.isOver = true;
    this.#call = goingOn(this.#call);
    if (call.timer !== null) clearTimeout(call.timer);
    const note = this.#logged.takeNote();
    if (note !== null) call.logs.push(this.#line("WARNING", "stdout", note));
    return call.logs;
  }

  /** A line of the console. */
  print(cell: CellId, line: ConsoleLine): void {
    const call = this.#call;
    if (call === null) {
      if (!this.#isSilent) this.#printBelow(cell, line);
    } else if (!call.logStdout) {
      this.#add(call, line.level, "stdout", line.text);
    } else if (line.text.trim() !== "") {
      /* Prefect: with log_stdout each write of something visible is one INFO record. */
      this.#add(call, "INFO", "prefect.TaskRunner", line.text);
    }
  }

  /** A line of a logger. */
  log(cell: CellId, level: LogLevel, line: { readonly logger: string; readonly message: string }) {
    const call = this.#call;
    if (call !== null) this.#add(call, level, line.logger, line.message);
    else this.print(cell, { level, text: line.message });
  }

  #printBelow(cell: CellId, line: ConsoleLine): void {
    if (!this.#printed.admit()) return;
    this.tellLeftOut(cell);
    const { node, ...text } = line;
    if (node === undefined || this.#nodesLeft === 0) return this.#reporter.print(cell, text);
    this.#nodesLeft--;
    this.#reporter.print(cell, line);
  }

  /** Shows something under a cell. A call can only say that it would have: it has no such place. */
  display(cell: CellId, display: Display): void {
    const call = this.#call;
    if (call !== null) this.#add(call, "INFO", "stdout", inWords(display));
    else if (!this.#isSilent && this.#displayed.admit()) {
      this.tellLeftOut(cell);
      this.#reporter.post({ type: "display", cell, display });
    }
  }

  /** How far something is: shown in the place of what was shown under this id before. Not of calls. */
  progress(cell: CellId, id: string, display: Display): void {
    if (this.#call !== null || this.#isSilent) return;
    const report = { type: "display" as const, cell, display, id };
    if (this.#bars.has(id)) this.#reporter.progress(report);
    else if (this.#displayed.admit()) {
      this.#bars.add(id);
      this.#reporter.post(report);
    }
  }

  /** Says how much was left out, if anything was. */
  tellLeftOut(cell: CellId): void {
    for (const text of [this.#printed.takeNote(), this.#displayed.takeNote("output")]) {
      if (text !== null) this.#reporter.print(cell, { level: "WARNING", text });
    }
  }

  #line(level: LogLevel, logger: string, message: string): CallLog {
    return { at: this.#now(), level, logger, message: message.slice(0, MAX_MESSAGE) };
  }

  #add(call: OpenCall, level: LogLevel, logger: string, message: string): void {
    if (!this.#logged.admit()) return;
    const note = this.#logged.takeNote();
    if (note !== null) call.logs.push(this.#line("WARNING", "stdout", note));
    call.logs.push(this.#line(level, logger.slice(0, 1000), message));
    if (call.logs.length >= MOST_AT_ONCE) this.#flush(call);
    else call.timer ??= setTimeout(() => this.#flush(call), FLUSH_AFTER);
  }

  #flush(call: OpenCall): void {
    if (call.timer !== null) clearTimeout(call.timer);
    call.timer = null;
    const { logs } = call;
    call.logs = [];
    if (logs.length > 0) this.#reporter.post({ type: "callLogs", work: call.work, logs });
  }
}

function inWords(display: Display): string {
  if (display.kind === "value") return previewText(display.node);
  return `(displayed: ${display.kind === "chart" ? `chart ${display.chart.title}`.trim() : display.kind})`;
}

const previewText = (node: unknown): string =>
  typeof node === "object" && node !== null && "text" in node ? String(node.text) : "";
