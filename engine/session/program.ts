/** The program of a run: what its workers load, and the way from its positions to the user's text. */

import type { CellText } from "../api.ts";
import type { ProgramFacts } from "../api/runs.ts";
import type { FlowDescription } from "../model/graph.ts";
import type { CellId, LanguageId } from "../model/notebook.ts";
import type { Failure } from "../model/value.ts";
import type { Language, RunProgram } from "../ports.ts";
import type { WireProgram } from "../sandbox/protocol.ts";
import { explainFailure, placeDescription, type FindPlace } from "./traces.ts";

export type Languages = Readonly<Partial<Record<LanguageId, Language>>>;

/** What a worker loads of it. */
export const wireProgram = ({ cells }: RunProgram): WireProgram => ({
  cells: cells.map(({ cell, language, code, signatures, captures, runs }) => ({
    cell,
    language,
    code,
    signatures,
    ...(captures && { captures }),
    ...(runs && { runs }),
  })),
});

/** Reads failures and flows that come out of one program. */
export class ProgramReader {
  readonly #program: RunProgram;
  readonly #language: Language | undefined;
  readonly #name: (cell: CellId) => string;

  /** @param name  what people call a cell */
  constructor(program: RunProgram, languages: Languages, name: (cell: CellId) => string) {
    this.#program = program;
    this.#language = languages[program.language];
    this.#name = name;
  }

  explain(failure: Failure): Failure {
    return explainFailure(failure, {
      find: this.#find,
      name: this.#name,
      framesOf: (stack) => this.#language?.framesOf(stack) ?? [],
    });
  }

  placed(description: FlowDescription): FlowDescription {
    return placeDescription(description, this.#find);
  }

  readonly #find: FindPlace = (id, line, column) => {
    const cell = this.#program.cells.find((each) => each.cell === id);
    return (cell && this.#language?.placeOf(cell, line, column)) ?? null;
  };
}

/** A program beside the notebook's cells as they stand. */
export function programFacts(program: RunProgram, now: readonly CellText[]): ProgramFacts {
  const texts = new Map(now.map(({ id, text }) => [id, text]));
  return {
    cells: program.cells.map(({ cell, text }) => ({ cell, text })),
    isChanged: program.cells.some(({ cell, text }) => texts.get(cell) !== text),
  };
}
