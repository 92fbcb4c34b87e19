/** What the cells of a notebook show: told to the page as it comes, kept for the next visit. */

import type { EngineEvent } from "../api.ts";
import { sizeOfDisplay, type CellOutput } from "../model/cell-output.ts";
import type { CellId } from "../model/notebook.ts";
import type { Millis } from "../model/state.ts";
import { addOutput, printedLines } from "../notebook/join-outputs.ts";
import type { CellRecord } from "../ports.ts";
import type { Report } from "../sandbox/protocol.ts";

/** The most that is kept of one evaluation; what comes after is counted, not kept. */
const MOST = {
  lines: 100_000,
  characters: 8_000_000,
  /** Values, displays, errors, and prints that can be unfolded. */
  others: 2_000,
  /** Bytes, roughly, of what is displayed. */
  displayed: 32_000_000,
};

/** What a cell shows, and how much that is. */
interface Shown {
  readonly outputs: CellOutput[];
  lines: number;
  characters: number;
  others: number;
  displayed: number;
  linesLeftOut: number;
  othersLeftOut: number;
}

const nothing = (outputs: CellOutput[] = []): Shown => ({
  outputs,
  lines: 0,
  characters: 0,
  others: 0,
  displayed: 0,
  linesLeftOut: 0,
  othersLeftOut: 0,
});

export class CellOutputs {
  readonly #notebook: string;
  readonly #tell: (event: EngineEvent) => void;
  readonly #records = new Map<CellId, CellRecord>();
  readonly #running = new Map<CellId, Shown>();

  constructor(
    notebook: string,
    tell: (event: EngineEvent) => void,
    records: readonly CellRecord[] = [],
  ) {
    this.#notebook = notebook;
    this.#tell = tell;
    for (const record of records) this.#records.set(record.cell, record);
  }

  /** A cell begins anew: what it showed before is gone. */
  begin(cell: CellId, at: Millis): void {
    this.#running.set(cell, nothing());
    this.#tell({ type: "cellStarted", notebook: this.#notebook, cell, at });
  }

  /** Shows what a worker tells of a cell. */
  receive(report: Extract<Report, { type: "prints" | "display" }>): void {
    if (report.type === "prints") {
      return this.add(
        report.cell,
        ...report.prints.map((each) => ({ type: "print", ...each }) as const),
      );
    }
    const { cell, ...display } = report;
    this.add(cell, display);
  }

  /** Shows something under a cell; also after it ended, for what its callbacks print. */
  add(cell: CellId, ...added: readonly CellOutput[]): void {
    const running = this.#running.get(cell);
    if (running) return this.#show(cell, running, added);
    const record = this.#records.get(cell);
    if (!record) return this.#say(cell, added);
    const late = measured(record.outputs);
    this.#show(cell, late, added);
    this.#records.set(cell, { ...record, outputs: late.outputs });
  }

  #show(cell: CellId, shown: Shown, added: readonly CellOutput[]): void {
    const admitted = added.flatMap((output) => admit(shown, output) ?? []);
    for (const output of admitted) take(shown, output);
    this.#say(cell, admitted);
  }

  #say(cell: CellId, outputs: readonly CellOutput[]): void {
    if (outputs.length === 0) return;
    this.#tell({ type: "cellOutput", notebook: this.#notebook, cell, outputs });
  }

  end(ended: Omit<CellRecord, "outputs">): void {
    const { cell, status } = ended;
    const running = this.#running.get(cell) ?? nothing();
    const notes = notesOf(running);
    running.outputs.push(...notes);
    this.#say(cell, notes);
    this.#running.delete(cell);
    this.#records.set(cell, { ...ended, outputs: running.outputs });
    this.#tell({ type: "cellEnded", notebook: this.#notebook, cell, status });
  }

  /** The last record of each of these cells that has one. */
  records(cells: readonly CellId[]): CellRecord[] {
    return cells.flatMap((cell) => {
      const record = this.#records.get(cell);
      return record ? [record] : [];
    });
  }
}

/** As much of an output as there is room for; null: none of it. */
function admit(shown: Shown, output: CellOutput): CellOutput | null {
  const isLines = output.type === "print" && output.node === undefined;
  if (isLines) return admitLines(shown, output);
  /* That it failed is always said. */
  if (output.type === "error" || output.type === "note") return output;
  const isFull = shown.others >= MOST.others || shown.displayed + sizeOf(output) > MOST.displayed;
  if (!isFull) return output;
  shown.othersLeftOut++;
  return null;
}

function admitLines(
  shown: Shown,
  print: Extract<CellOutput, { type: "print" }>,
): CellOutput | null {
  const isFull = shown.lines >= MOST.lines || shown.characters >= MOST.characters;
  const lines = printedLines(print);
  const room = isFull ? 0 : MOST.lines - shown.lines;
  if (lines.length <= room) return print;
  shown.linesLeftOut += lines.length - room;
  return room === 0 ? null : { ...print, text: lines.slice(0, room).join("\n") };
}

function take(shown: Shown, output: CellOutput): void {
  if (output.type === "print" && output.node === undefined) {
    /* A line that is left open is counted when it ends. */
    shown.lines += printedLines(output).length - (output.isOpen === true ? 1 : 0);
  } else {
    shown.others++;
    shown.displayed += sizeOf(output);
  }
  const count = shown.outputs.length;
  shown.characters += addOutput(shown.outputs, output);
  /* It took the place of another one. */
  if (output.type === "display" && shown.outputs.length === count) shown.others--;
}

function measured(outputs: readonly CellOutput[]): Shown {
  const shown = nothing();
  for (const output of outputs) take(shown, output);
  return shown;
}

function notesOf({ linesLeftOut, othersLeftOut }: Shown): CellOutput[] {
  const notes: CellOutput[] = [];
  const say = (count: number, what: string, most: string): void => {
    if (count === 0) return;
    const text = `${count.toLocaleString("en")} more ${what} were left out: a cell keeps ${most}.`;
    notes.push({ type: "note", text });
  };
  say(linesLeftOut, "lines", `${MOST.lines.toLocaleString("en")} lines, or 8 million characters`);
  say(othersLeftOut, "outputs", `${MOST.others.toLocaleString("en")} of them, or 32 MB`);
  return notes;
}

/** In bytes, roughly; of what may be big. */
function sizeOf(output: CellOutput): number {
  return output.type === "display" ? 100 + sizeOfDisplay(output.display) : 100;
}
