/** The lessons run as they ship; each exercise can be solved, and each check tells right from wrong. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readLesson, readSolutions, solved, work } from "./lessons.ts";

const FOLDER = fileURLToPath(new URL("../../public/notebooks/lessons/", import.meta.url));
const IDS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md"))
  .map((name) => name.slice(0, -".md".length));

const TOPICS = [
  "caching",
  "conditionals",
  "etl",
  "mapping",
  "retries",
  "schedules",
  "triggers",
] as const;

const FINE = { status: "ok", errors: [] };
const NOT_YET = { status: "failed", errors: [expect.stringMatching(/^Not yet: /)] };

describe("the lessons", () => {
  it("are there in both languages", () => {
    const expected = TOPICS.flatMap((topic) => [`${topic}-py`, `${topic}-ts`]);
    expect(IDS.toSorted()).toEqual(expected);
  });
});

describe.each(IDS)("the lesson %s", { timeout: 120_000 }, (id) => {
  const lesson = readLesson(`lessons/${id}`);
  const solutions = readSolutions(id);
  const checks = lesson.cells.flatMap(({ check }) => check ?? []);

  it("has a title, cells of one language, and two exercises or more, each with an answer here", () => {
    expect(lesson.title).not.toBe("Untitled");
    const language = id.endsWith("-py") ? "python" : "typescript";
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
    for (const end of await work(solved(lesson, solutions))) {
      expect(end).toMatchObject(FINE);
    }
  });
});

describe.each(["thinking-prefectly", "thinking-prefectly-ts"])("the page %s", (id) => {
  it("runs from top to bottom", { timeout: 120_000 }, async () => {
    for (const end of await work(readLesson(id))) {
      expect(end).toMatchObject(FINE);
    }
  });
});
