/** What the cells of a notebook show: told to the page as it comes, kept for the next visit. */

import type { EngineEvent } from "../api.ts";
import type { CellId } from "../model/notebook.ts";
import type { CellOutput, CellRecord } from "../ports.ts";

/** Outputs kept of one evaluation; what comes after is counted, not kept. */
const MOST_OUTPUTS = 10_000;

interface Running {
  readonly outputs: CellOutput[];
  leftOut: number;
}

export class CellOutputs {
  readonly #notebook: string;
  readonly #tell: (event: EngineEvent) => void;
  readonly #records = new Map<CellId, CellRecord>();
  readonly #running = new Map<CellId, Running>();

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
  begin(cell: CellId): void {
    this.#running.set(cell, { outputs: [], leftOut: 0 });
    this.#tell({ type: "cellStarted", notebook: this.#notebook, cell });
  }

  /** Shows something under a cell; also after it ended, for what its callbacks print. */
  add(cell: CellId, output: CellOutput): void {
    const running = this.#running.get(cell);
    if (running && running.outputs.length >= MOST_OUTPUTS) {
      running.leftOut += 1;
      return;
    }
    if (running) running.outputs.push(output);
    else this.#addLate(cell, output);
    this.#tell({ type: "cellOutput", notebook: this.#notebook, cell, outputs: [output] });
  }

  /** What a cell's callbacks print after its end still belongs to it. */
  #addLate(cell: CellId, output: CellOutput): void {
    const record = this.#records.get(cell);
    if (!record || record.outputs.length >= MOST_OUTPUTS) return;
    this.#records.set(cell, { ...record, outputs: [...record.outputs, output] });
  }

  end(ended: Omit<CellRecord, "outputs">): void {
    const { cell, status } = ended;
    const running = this.#running.get(cell) ?? { outputs: [], leftOut: 0 };
    if (running.leftOut > 0) {
      const text = `${running.leftOut} more lines were left out; this cell printed more than ${MOST_OUTPUTS}.`;
      const note: CellOutput = { type: "note", text };
      running.outputs.push(note);
      this.#tell({ type: "cellOutput", notebook: this.#notebook, cell, outputs: [note] });
    }
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
