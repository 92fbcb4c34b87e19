/** The code cells of a notebook as they stand: compiled, in order, and the way back to their text. */

import type { CellText } from "../api.ts";
import type { FlowDescription, Place } from "../model/graph.ts";
import type { CellId, Diagnostic, LanguageId } from "../model/notebook.ts";
import type { CellFacts, CompiledCell, CompileResult } from "../model/program.ts";
import type { Failure } from "../model/value.ts";
import type { CellOutput, Language, StackFrame } from "../ports.ts";
import type { CellToRun } from "./kernel.ts";
import { errorOutput, explainFailure, placeDescription } from "./traces.ts";
import type { StackReader } from "./traces.ts";

export interface NotebookCellsOptions {
  readonly languages: Readonly<Partial<Record<LanguageId, Language>>>;
  /** The version of a cell that a worker has: positions it tells are that one's. */
  readonly evaluatedAs: (cell: CellId) => CompiledCell | null;
}

export class NotebookCells {
  readonly #options: NotebookCellsOptions;
  #cells: readonly CellText[] = [];
  #compiled: ReadonlyMap<CellId, CompileResult> = new Map();

  constructor(options: NotebookCellsOptions) {
    this.#options = options;
  }

  /**
   * Takes the cells in document order; compiles those whose text is new. Gives the languages whose
   * cells are not what they were.
   */
  set(cells: readonly CellText[]): ReadonlySet<LanguageId> {
    const changed = changedLanguages(this.#cells, cells);
    const before = new Map(this.#cells.map((cell) => [cell.id, cell]));
    this.#compiled = new Map(
      cells.map((cell) => {
        const old = before.get(cell.id);
        const isSame = old?.text === cell.text && old.language === cell.language;
        const known = isSame ? this.#compiled.get(cell.id) : undefined;
        return [cell.id, known ?? this.#language(cell).compile(cell.id, cell.text)];
      }),
    );
    this.#cells = cells;
    return changed;
  }

  get texts(): readonly CellText[] {
    return this.#cells;
  }

  get compiled(): ReadonlyMap<CellId, CompileResult> {
    return this.#compiled;
  }

  get ids(): CellId[] {
    return this.#cells.map(({ id }) => id);
  }

  get facts(): CellFacts[] {
    return [...this.#compiled.values()].map((result) => {
      const { cell, defines, uses, mutates } = result.ok ? result.cell : result.facts;
      return { cell, defines, uses, mutates };
    });
  }

  get diagnostics(): Diagnostic[] {
    return [...this.#compiled.values()].flatMap(({ diagnostics = [] }) => diagnostics);
  }

  /** The failure with a stack in the user's own positions. */
  explain(failure: Failure): Failure {
    return explainFailure(failure, this.#reader);
  }

  errorOutput(failure: Failure): CellOutput {
    return errorOutput(failure, this.#reader);
  }

  /** The description with its tasks' places in the user's text. */
  placed(description: FlowDescription): FlowDescription {
    return placeDescription(description, this.#place);
  }

  /** The same for a draft, which was built from the text as it stands. */
  placedInText(description: FlowDescription): FlowDescription {
    return placeDescription(description, (cell, line, column) => {
      const result = this.#compiled.get(cell);
      return result?.ok ? this.#language(result.cell).placeOf(result.cell, line, column) : null;
    });
  }

  /** The cells of a language that compile, as they stand, in document order. */
  compiledIn(language: LanguageId): CellToRun[] {
    return this.#cells.flatMap(({ id, text }) => {
      const result = this.#compiled.get(id);
      const fits = result?.ok === true && result.cell.language === language;
      return fits ? [{ compiled: result.cell, text }] : [];
    });
  }

  /** What people call a cell: by its number among the code cells. */
  readonly name = (cell: CellId): string => `cell ${this.ids.indexOf(cell) + 1}`;

  readonly #place = (cell: CellId, line: number, column: number): Place | null => {
    const result = this.#compiled.get(cell);
    const compiled = this.#options.evaluatedAs(cell) ?? (result?.ok ? result.cell : null);
    return compiled ? this.#language(compiled).placeOf(compiled, line, column) : null;
  };

  readonly #reader: StackReader = {
    find: this.#place,
    name: this.name,
    framesOf: (stack) => this.#framesOf(stack),
  };

  #framesOf(stack: string): readonly StackFrame[] {
    for (const language of Object.values(this.#options.languages)) {
      const frames = language.framesOf(stack);
      if (frames.length > 0) return frames;
    }
    return [];
  }

  #language({ language }: { readonly language: LanguageId }): Language {
    const known = this.#options.languages[language];
    if (!known) throw new RangeError(`There is no language "${language}".`);
    return known;
  }
}

/** The languages whose cells are not the same, in the same order, in both. */
function changedLanguages(
  before: readonly CellText[],
  now: readonly CellText[],
): ReadonlySet<LanguageId> {
  const all = new Set([...before, ...now].map(({ language }) => language));
  const textOf = (cells: readonly CellText[], language: LanguageId): string =>
    JSON.stringify(
      cells.filter((each) => each.language === language).map(({ id, text }) => [id, text]),
    );
  return new Set([...all].filter((each) => textOf(before, each) !== textOf(now, each)));
}
