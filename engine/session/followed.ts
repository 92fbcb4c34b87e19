/** A notebook that another tab executes: its cells are compiled here, for what is wrong with them. */

import type { CellText, EngineEvent } from "../api.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { Language } from "../ports.ts";
import { NotebookCells } from "./notebook-cells.ts";
import { SessionVoice } from "./session-voice.ts";

export interface FollowedOptions {
  readonly notebook: string;
  readonly languages: Readonly<Partial<Record<LanguageId, Language>>>;
  readonly tell: (event: EngineEvent) => void;
}

export class Followed {
  readonly #cells: NotebookCells;
  readonly #voice: SessionVoice;

  constructor({ notebook, languages, tell }: FollowedOptions) {
    this.#cells = new NotebookCells({ languages, evaluatedAs: () => null });
    this.#voice = new SessionVoice(notebook, tell);
  }

  get texts(): readonly CellText[] {
    return this.#cells.texts;
  }

  /** Takes the code cells as they stand, in document order. */
  setCells(cells: readonly CellText[]): void {
    this.#cells.set(cells);
    this.#voice.checked(this.#cells);
  }
}
