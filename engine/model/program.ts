/** Compiled cells: what a sandboxed worker loads, and what leads a position back to the user's text. */

import type { Signature } from "./graph.ts";
import type { CellId, Diagnostic, LanguageId } from "./notebook.ts";

/** What the engine knows of a compiled cell without running it. */
export interface CellFacts {
  readonly cell: CellId;
  /** Names it defines for the cells below. */
  readonly defines: readonly string[];
  /** Free names it reads, which cells above may define. */
  readonly uses: readonly string[];
  /** Names from above that it changes in place or assigns (`flow.addTask(…)`, `xs.push(1)`, `n += 1`). */
  readonly mutates: readonly string[];
}

/** One compiled cell. */
export interface CompiledCell extends CellFacts {
  readonly language: LanguageId;
  /** Stands for the cell's text: equal text gives an equal hash. */
  readonly hash: string;
  /** What a worker loads. For TypeScript a JavaScript module; its sourceURL is `cellUrl(cell)`. */
  readonly code: string;
  /** Signatures of the functions in it, in the order the compiled code names them. */
  readonly signatures: readonly Signature[];
  /** Position map from the compiled text to the user's, in the language adapter's own form. */
  readonly map: unknown;
}

export type CompileResult =
  | {
      readonly ok: true;
      readonly cell: CompiledCell;
      /** What looks wrong, though the worker has the last word. */
      readonly diagnostics?: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly facts: CellFacts; readonly diagnostics: readonly Diagnostic[] };

/** The name under which a compiled cell shows up in stack traces. */
export const cellUrl = (cell: CellId): string => `flowbook-cell-${cell}.js`;
