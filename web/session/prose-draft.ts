/** The text that somebody is typing into a text cell: written a while after each letter, as one step. No React, no DOM. */

import type { CellId } from "../../engine/model/notebook.ts";
import { findOpenFence, readBlocks } from "../../engine/notebook/markdown.ts";
import { Pause } from "./pause.ts";

/** Quiet time after a letter before it is written, in milliseconds. */
export const DRAFT_PAUSE = 400;

export class ProseDraft {
  readonly #write: (cell: CellId, text: string) => void;
  readonly #changed: (hasDraft: boolean) => void;
  #draft: { readonly cell: CellId; readonly text: string } | null = null;
  readonly #pause = new Pause(DRAFT_PAUSE, () => this.flush());

  /**
   * @param write  takes the text into the notebook
   * @param changed  told whether there is text that is not written yet
   */
  constructor(write: (cell: CellId, text: string) => void, changed: (hasDraft: boolean) => void) {
    this.#write = write;
    this.#changed = changed;
  }

  /** Takes what stands in the editor now. What reads as other cells than meant waits until it is finished. */
  set(cell: CellId, text: string): void {
    this.clear();
    this.#draft = { cell, text };
    this.#changed(true);
    if (isWhole(text)) this.#pause.begin();
  }

  /** Writes it at once, whatever it reads as: the page or the notebook may be about to go. */
  flush(): void {
    const draft = this.#draft;
    if (!draft) return;
    this.clear();
    this.#write(draft.cell, draft.text);
  }

  /** Forgets it: it is finished, and written by who finished it. */
  clear(): void {
    this.#pause.end();
    if (!this.#draft) return;
    this.#draft = null;
    this.#changed(false);
  }
}

/** Whether it is one text cell as it is; of a half-typed fence all that follows would be code. */
function isWhole(text: string): boolean {
  const [block, ...more] = readBlocks(text);
  return block?.kind === "prose" && more.length === 0 && findOpenFence(text) === null;
}
