/**
 * Edits of a text that never move a line: stretches are overwritten at equal length, and pieces
 * without line breaks are put in. So a sorted list of the pieces is an exact map back.
 */

import { LINE_BREAK } from "./parse.ts";
import type { Span } from "./walk.ts";

/** A piece put in: its place in the edited text (line and column from 1) and its length. */
export interface Insertion {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface EditedText {
  readonly text: string;
  readonly lines: number;
  /** In the order of the text. */
  readonly insertions: readonly Insertion[];
}

interface Piece {
  readonly at: number;
  readonly text: string;
  /** At one place: what closes comes first, then what stands between, then what opens. */
  readonly group: 0 | 1 | 2;
  /** Within a group: inner closings first, outer openings first. */
  readonly rank: number;
}

export class TextEdits {
  readonly original: string;
  readonly #units: string[];
  readonly #pieces: Piece[] = [];

  constructor(text: string) {
    this.original = text;
    this.#units = text.split("");
  }

  /** Spaces instead of the stretch; line breaks stay. */
  blank(start: number, end: number): void {
    const blanks = this.original.slice(start, end).replace(/[^\n\r\u2028\u2029]/g, " ");
    this.overwrite(start, blanks);
  }

  /** Takes out something that stood among statements or class members: a `;` keeps its neighbours apart. */
  erase(span: Span): void {
    this.blank(span.start, span.end);
    this.overwrite(span.start, ";");
  }

  overwrite(start: number, text: string): void {
    for (let i = 0; i < text.length; i++) this.#units[start + i] = text.charAt(i);
  }

  /** Puts something round a stretch. Of two round the same stretch, the first asked for is the outer. */
  wrap(span: Span, before: string, after = ""): void {
    const size = span.end - span.start;
    const order = this.#pieces.length / 2 ** 20;
    if (before !== "") this.#add({ at: span.start, text: before, group: 2, rank: order - size });
    if (after !== "") this.#add({ at: span.end, text: after, group: 0, rank: size - order });
  }

  /** Puts something between two neighbours; at one place, in the order of the calls. */
  insert(at: number, text: string): void {
    this.#add({ at, text, group: 1, rank: this.#pieces.length });
  }

  #add(piece: Piece): void {
    this.#pieces.push(piece);
  }

  render(): EditedText {
    const pieces = this.#pieces.toSorted(
      (a, b) => a.at - b.at || a.group - b.group || a.rank - b.rank,
    );
    const lineStarts = [0, ...lineStartsIn(this.original)];
    const insertions: Insertion[] = [];
    let text = "";
    let done = 0;
    let line = 0;
    let shift = 0;
    for (const piece of pieces) {
      text += this.#units.slice(done, piece.at).join("");
      done = piece.at;
      while ((lineStarts[line + 1] ?? Infinity) <= piece.at) {
        line += 1;
        shift = 0;
      }
      const column = piece.at - (lineStarts[line] ?? 0) + shift + 1;
      insertions.push({ line: line + 1, column, length: piece.text.length });
      text += piece.text;
      shift += piece.text.length;
    }
    text += this.#units.slice(done).join("");
    return { text, lines: lineStarts.length, insertions };
  }
}

const lineStartsIn = (text: string): number[] =>
  [...text.matchAll(LINE_BREAK)].map((found) => found.index + found[0].length);
