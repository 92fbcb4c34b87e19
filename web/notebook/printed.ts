/** What a cell shows, in the pieces that are drawn: printed lines in a row make one piece. Pure. */

import type { CellOutput } from "../../engine/model/cell-output.ts";
import { printedLines } from "../../engine/notebook/join-outputs.ts";

type Print = Extract<CellOutput, { type: "print" }>;

export type Piece =
  | { readonly type: "lines"; readonly prints: readonly Print[] }
  | { readonly type: "other"; readonly output: CellOutput };

export function piecesOf(outputs: readonly CellOutput[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let prints: Print[] | null = null;
  for (const output of outputs) {
    if (output.type !== "print" || output.node !== undefined) {
      prints = null;
      pieces.push({ type: "other", output });
    } else if (prints) prints.push(output);
    else {
      prints = [output];
      pieces.push({ type: "lines", prints });
    }
  }
  return pieces;
}

/** Outputs never change: what was split once is split. */
const split = new WeakMap<Print, readonly string[]>();

function linesOf(print: Print): readonly string[] {
  const known = split.get(print);
  if (known) return known;
  const lines = printedLines(print);
  split.set(print, lines);
  return lines;
}

export interface PrintedLine {
  readonly level: string;
  readonly text: string;
}

/** Lines of many prints, found without putting them into one list. */
export class PrintedLines {
  readonly #prints: readonly Print[];
  /** By print: the lines before it; one more at the end, the count of all. */
  readonly #starts: readonly number[];

  constructor(prints: readonly Print[]) {
    this.#prints = prints;
    const starts = [0];
    for (const print of prints) starts.push((starts.at(-1) ?? 0) + linesOf(print).length);
    this.#starts = starts;
  }

  get count(): number {
    return this.#starts.at(-1) ?? 0;
  }

  at(index: number): PrintedLine | null {
    let low = 0;
    let high = this.#prints.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const print = this.#prints[low];
    const text = print && linesOf(print)[index - (this.#starts[low] ?? 0)];
    return print && text !== undefined ? { level: print.level, text } : null;
  }

  /** All of it as one text. */
  text(): string {
    return this.#prints.map((print) => linesOf(print).join("\n")).join("\n");
  }
}
