/** The lessons that ship with the app, and how a test goes through one as a learner would. */

import { readFileSync } from "node:fs";
import type { CellText } from "../api.ts";
import { checkNameOf } from "../notebook/check-cells.ts";
import { parseNotebook } from "../notebook/markdown.ts";
import { nodeEngine } from "./node-engine.ts";

/** What came of one cell. */
export interface CellEnd {
  readonly cell: string;
  /** The exercise it checks; null for any other cell. */
  readonly check: string | null;
  readonly status: string;
  /** What its errors said. */
  readonly errors: readonly string[];
}

export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly cells: readonly LessonCell[];
}

interface LessonCell extends CellText {
  readonly check: string | null;
}

/** @param path  under public/notebooks, without its ending */
export function readLesson(path: string): Lesson {
  const file = new URL(`../../public/notebooks/${path}.md`, import.meta.url);
  const { title, cells } = parseNotebook(path, readFileSync(file, "utf8"));
  return {
    id: path,
    title,
    cells: cells.flatMap((cell) =>
      cell.kind === "code" && cell.language !== undefined
        ? [{ id: cell.id, language: cell.language, text: cell.text, check: checkNameOf(cell) }]
        : [],
    ),
  };
}

const SOLUTION = /^\s*```\w+ solution (?<name>\S+)/;

/** Answers to the exercises of a lesson by the name of the check. */
export function readSolutions(id: string): ReadonlyMap<string, string> {
  const file = new URL(`./data/lessons/${id}.md`, import.meta.url);
  const { cells } = parseNotebook(id, readFileSync(file, "utf8"));
  return new Map(
    cells.flatMap(({ raw, text }) => {
      const name = SOLUTION.exec(raw)?.groups?.["name"];
      return name === undefined ? [] : [[name, text] as const];
    }),
  );
}

/** The lesson with each answer in place of the cell directly before its check. */
export function solved(lesson: Lesson, solutions: ReadonlyMap<string, string>): Lesson {
  const cells = lesson.cells.map((cell, index): LessonCell => {
    const answer = solutions.get(lesson.cells[index + 1]?.check ?? "");
    return answer === undefined ? cell : { ...cell, text: answer };
  });
  return { ...lesson, cells };
}

/** Runs the cells from top to bottom, each by itself, with skipped waits. */
export async function work(lesson: Lesson): Promise<CellEnd[]> {
  const { engine, events } = nodeEngine(1);
  await engine.openNotebook(lesson.id);
  await engine.setCells(
    lesson.id,
    lesson.cells.map(({ id, language, text }) => ({ id, language, text })),
  );
  const ends: CellEnd[] = [];
  for (const { id, check } of lesson.cells) {
    events.length = 0;
    await engine.runCell(lesson.id, id);
    engine.flush();
    const own = events.filter((event) => "cell" in event && event.cell === id);
    const ended = own.findLast((event) => event.type === "cellEnded");
    const outputs = own.flatMap((event) => (event.type === "cellOutput" ? event.outputs : []));
    const errors = outputs.flatMap((each) => (each.type === "error" ? [each.message] : []));
    ends.push({ cell: id, check, status: ended?.status ?? "never", errors });
  }
  await engine.restart(lesson.id);
  return ends;
}
