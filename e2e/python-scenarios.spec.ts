/**
 * The reference's scenarios in Prefect's own Python, each a test named after its number: built, run
 * and asserted in one cell, in one page.
 */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { runSource } from "./support/automation.ts";

const FOLDER = new URL("./python-scenarios/", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, FOLDER), "utf8");

const PRELUDE = read("prelude.py");

/** What `flowbook.run` runs once the cell is through: nothing that takes time. */
const END = '\nwith Flow("end") as flow:\n    pass\n';

const scenarios = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".py") && file !== "prelude.py")
  .flatMap((file) =>
    read(file)
      .split(/^# --- /m)
      .slice(1),
  )
  .map((text) => {
    const [, number = "", title = ""] = /^(\d+)\. (.*)/.exec(text) ?? [];
    return { number: Number(number), title, source: `# ${text}` };
  })
  .toSorted((a, b) => a.number - b.number);

/** Where a scenario is about the log as well: a text, and in how many lines of its runs it is. */
const LINES: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  43: { "Beginning Flow run for 'f'": 3, "Task 'inc': Starting": 3 },
  44: { "Exception encountered": 3 },
  46: { "FAIL signal raised": 2 },
  49: { "Task 'loops': Starting": 1, "Task 'loops': Finished": 1 },
  90: { "a\nb": 1 },
};

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await browser.newPage();
  await page.goto("./");
  await page.getByRole("checkbox", { name: "Skip waits" }).check();
});

test.afterAll(() => page.close());

for (const { number, title, source } of scenarios) {
  test(`${number}. ${title}`, async () => {
    const { error, logs } = await runSource(page, PRELUDE + source + END, { language: "python" });
    const line = (error?.line ?? 0) - PRELUDE.split("\n").length + 1;
    expect(error && `line ${line} of the scenario: ${error.type}: ${error.message}`).toBe(
      undefined,
    );
    for (const [text, count] of Object.entries(LINES[number] ?? {})) {
      const found = logs.map(({ message }) => message).filter((line) => line.includes(text));
      expect(found, `lines with "${text}"`).toHaveLength(count);
    }
  });
}

test("covers the 90 scenarios, each once", () => {
  const numbers = scenarios.map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
});
