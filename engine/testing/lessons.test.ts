/** The TypeScript pages run as they ship; their exercises can be solved, and their checks can fail. */

import { expect, it } from "vitest";
import { lessonIds, testLesson, testPage } from "./lesson-suite.ts";

const TOPICS = [
  "caching",
  "conditionals",
  "etl",
  "mapping",
  "retries",
  "schedules",
  "triggers",
] as const;

it("there are the same lessons in both languages", () => {
  expect(lessonIds("-ts")).toEqual(TOPICS.map((topic) => `${topic}-ts`));
  expect(lessonIds("-py")).toEqual(TOPICS.map((topic) => `${topic}-py`));
});

for (const id of lessonIds("-ts")) testLesson(id, "typescript");
testPage("thinking-prefectly-ts");
