/** What a notebook's session tells the page of itself. */

import type { CellStatus, EngineEvent } from "../api.ts";
import type { CellId } from "../model/notebook.ts";
import type { NotebookCells } from "./notebook-cells.ts";

type KernelStatus = Extract<EngineEvent, { type: "kernelChanged" }>["status"];

export class SessionVoice {
  readonly #notebook: string;
  readonly #tell: (event: EngineEvent) => void;

  constructor(notebook: string, tell: (event: EngineEvent) => void) {
    this.#notebook = notebook;
    this.#tell = tell;
  }

  checked({ facts, diagnostics }: NotebookCells): void {
    this.#tell({ type: "checked", notebook: this.#notebook, facts, diagnostics });
  }

  statuses(
    planned: Readonly<Record<CellId, CellStatus>>,
    queue: { readonly waiting: readonly CellId[]; readonly running: CellId | null },
  ): void {
    const cells: Record<CellId, CellStatus> = { ...planned };
    for (const cell of queue.waiting) cells[cell] = "queued";
    if (queue.running !== null) cells[queue.running] = "running";
    this.#tell({ type: "staleChanged", notebook: this.#notebook, cells });
  }

  kernel(status: KernelStatus, reason?: string): void {
    const why = reason === undefined ? {} : { reason };
    this.#tell({ type: "kernelChanged", notebook: this.#notebook, status, ...why });
  }

  problem(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#tell({ type: "problem", notebook: this.#notebook, message });
  }
}
