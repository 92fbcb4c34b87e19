/**
 * A script that Prefect 1 runs: its cells in VS Code's percent format, the flows' runs at its end,
 * under `if __name__ == "__main__":`. Importing it builds flows and runs none.
 */

import { FlowbookError } from "../../model/errors.ts";
import type { Notebook } from "../../model/notebook.ts";
import { checkNameOf } from "../check-cells.ts";
import { withPlainEnds } from "../lines.ts";
import { assemble, type Piece } from "./assemble.ts";
import { cellsText, type NotebookFormat, type ReadFile, type WrittenFile } from "./format.ts";
import {
  commented,
  joinCells,
  markerFor,
  markerWords,
  readMarker,
  scriptCell,
  splitScript,
  toPiece,
  type ScriptCell,
  type ScriptLanguage,
} from "./percent.ts";
import { bodyOf, indented, INDENT } from "./python-indent.ts";
import { partRuns, type PartedNotebook, type WholeCell } from "./python-runs.ts";

const PYTHON: ScriptLanguage = { id: "python", sign: "#" };

const MAIN = 'if __name__ == "__main__":';

export const pythonFormat: NotebookFormat = {
  id: "py",
  title: "Python script",
  about: "Runs with Prefect 1: python FILE. The flows' runs stand at its end.",
  extensions: [".py"],
  mediaType: "text/x-python",
  whyNot: ({ cells }) =>
    cells.some(({ language }) => language === "python")
      ? null
      : "The notebook has no cell in Python.",
  write: writePython,
  read: readPython,
};

/**
 * Reading it gives the prose and the code again, cell by cell. What is not kept: blank lines round
 * cells, and the place of checks and of what runs a flow, which come last.
 */
function writePython(notebook: Notebook): WrittenFile {
  const { cells } = notebook;
  const own = cells.filter(({ language }) => language === "python");
  const parted = part(
    own.map((cell) => ({ text: withPlainEnds(cell.text), isCheck: checkNameOf(cell) !== null })),
  );
  const partsOf = new Map(own.map((cell, index) => [cell, parted.cells[index]]));
  const blocks: string[] = parted.futures.length === 0 ? [] : [parted.futures.join("\n")];
  const waiting: string[] = [];
  for (const cell of cells) {
    const marker = markerFor(cell, PYTHON);
    const parts = partsOf.get(cell);
    if (parts === undefined) {
      blocks.push(scriptCell(marker, commented(cell.text, PYTHON)));
    } else {
      const { stays, waits } = parts;
      if (stays.trim() !== "" || waits === "") {
        blocks.push(scriptCell(marker, stays.replace(/\s+$/, "")));
      }
      if (waits !== "") waiting.push(`${marker}\n${waits.replace(/^\n+|\s+$/g, "")}`);
    }
  }
  if (!parted.hasRun && parted.lastFlow !== null) waiting.push(`# %%\n${parted.lastFlow}.run()`);
  if (waiting.length > 0) {
    blocks.push(`# %%\n${MAIN}\n${waiting.map(indented).join("\n\n")}`);
  }
  return { text: joinCells(blocks), warnings: warningsFor(notebook, parted) };
}

function part(cells: readonly WholeCell[]): PartedNotebook {
  try {
    return partRuns(cells);
  } catch (error) {
    /* Walking a tree uses the stack: the one way in which a text can break this. */
    if (!(error instanceof RangeError)) throw error;
    const message =
      "A cell is nested too deeply to be read. Split its expressions into several variables.";
    throw new FlowbookError("badNotebook", message);
  }
}

function warningsFor({ cells }: Notebook, parted: PartedNotebook): string[] {
  const numbers = (is: (index: number) => boolean) =>
    cells.flatMap((_, index) => (is(index) ? [index + 1] : []));
  const own = numbers((index) => cells[index]?.language === "python");
  const numbersOf = (indices: readonly number[]) => indices.map((index) => own[index] ?? 0);
  const others = numbers((index) => cells[index]?.language === "typescript");
  const warnings: string[] = [];
  if (others.length > 0) {
    warnings.push(`The TypeScript of ${cellsText(others)} stands in comments: nothing runs it.`);
  }
  if (parted.broken.length > 0) {
    warnings.push(
      `Python cannot read ${cellsText(numbersOf(parted.broken))}, so it will not run the script. Mend it first.`,
    );
  }
  if (parted.awaiting.length > 0) {
    warnings.push(
      `In ${cellsText(numbersOf(parted.awaiting))} something is awaited outside of a function, which a script cannot do.`,
    );
  }
  const late = parted.lateFlows;
  if (late.length > 0) {
    const names = [...new Set(late.map(({ name }) => `"${name}"`))].join(" and ");
    warnings.push(
      `The flow ${names} of ${cellsText(numbersOf(late.map(({ cell }) => cell)))} is built only where the script is run, since it depends on a run above or takes over a name that was run before. Give each flow a name of its own to have all of them when the script is imported.`,
    );
  }
  if (!parted.hasRun && parted.lastFlow === null) {
    warnings.push("No flow was found in the notebook, so the script runs none.");
  }
  return warnings;
}

function readPython(text: string): ReadFile {
  const cells = splitScript(text, PYTHON);
  const last = cells.at(-1);
  const pieces: Piece[] = cells.map((cell) => toPiece(cell, PYTHON));
  if (last && cells.length > 1 && isMain(last)) pieces.splice(-1, 1, ...readMain(last));
  return { markdown: assemble(pieces), warnings: [], isOwn: false };
}

/** Whether a cell is our block at the end and nothing else. */
const isMain = ({ marker, body }: ScriptCell): boolean =>
  marker.kind === "code" &&
  marker.language === "python" &&
  body.startsWith(`${MAIN}\n`) &&
  body.split("\n").some((line) => line.startsWith(`${INDENT}# %%`)) &&
  /* Nothing behind the block but what stands in a text. */
  indented(bodyOf(body)).trimEnd() === body.slice(MAIN.length + 1).trimEnd();

/** The cells that wait for the end. */
function readMain({ body }: ScriptCell): Piece[] {
  const cells: ScriptCell[] = [];
  let lines: string[] = [];
  let words = "";
  const end = () => {
    const code = lines.join("\n").replace(/^\n+|\s+$/g, "");
    if (code !== "") cells.push({ marker: readMarker(words, PYTHON), body: code });
    lines = [];
  };
  for (const line of bodyOf(body).split("\n")) {
    const next = markerWords(line, PYTHON);
    if (next === null) lines.push(line);
    else {
      end();
      words = next;
    }
  }
  end();
  return cells.map((cell) => toPiece(cell, PYTHON));
}
