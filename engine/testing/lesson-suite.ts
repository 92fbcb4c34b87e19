/** What is tested of every page that ships with the app, one language in each test file. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readLesson, readSolutions, solved, work } from "./lessons.ts";

const FOLDER = fileURLToPath(new URL("../../public/notebooks/lessons/", import.meta.url));

/** A Pyodide boots first. */
const PATIENCE = { timeout: 120_000 };

const FINE = { status: "ok", errors: [] };
const NOT_YET = { status: "failed", errors: [expect.stringMatching(/^Not yet: /)] };

/** @param ending  of the names of the lessons in a language: `-py` */
export const lessonIds = (ending: "-py" | "-ts"): string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(`${ending}.md`))
    .map((name) => name.slice(0, -".md".length))
    .toSorted();

/** The exercises of a lesson can be solved, and its checks tell right from wrong. */
export function testLesson(id: string, language: "python" | "typescript"): void {
  describe(`the lesson ${id}`, PATIENCE, () => {
    const lesson = readLesson(`lessons/${id}`);
    const solutions = readSolutions(id);
    const checks = lesson.cells.flatMap(({ check }) => check ?? []);

    it("has a title, cells of its language, and two exercises or more, each with an answer", () => {
      expect(lesson.title).not.toBe("Untitled");
      expect(new Set(lesson.cells.map((cell) => cell.language))).toEqual(new Set([language]));
      expect(checks.length).toBeGreaterThanOrEqual(2);
      expect([...solutions.keys()]).toEqual(checks);
      for (const check of checks) expect(check).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(new Set(checks).size).toBe(checks.length);
    });

    it("runs as it stands, and each check says what is still missing", async () => {
      for (const end of await work(lesson)) {
        expect(end).toMatchObject(end.check === null ? FINE : NOT_YET);
      }
    });

    it("passes every check once the exercises are solved", async () => {
      for (const end of await work(solved(lesson, solutions))) expect(end).toMatchObject(FINE);
    });
  });
}

/** A page without exercises. */
export function testPage(id: string): void {
  it(`the page ${id} runs from top to bottom`, PATIENCE, async () => {
    for (const end of await work(readLesson(id))) expect(end).toMatchObject(FINE);
  });
}
