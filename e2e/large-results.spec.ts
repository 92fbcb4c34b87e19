/**
 * Results of 100 MB: the page is never handed one, so it cannot freeze over it; and each is stored once.
 * How long the page really stands still meanwhile is in `npm run bench -- --only large`.
 */

import { expect, test, type Page } from "@playwright/test";
import { flowRun, runCell, runPythonCell, taskNamed } from "./support/notebook.ts";
import { bytesToPage, largeRecords, watchMessages } from "./support/bytes.ts";

const SIZE = 100_000_000;
/** What a run of four tasks tells the page, and more: its events, log lines, previews, types for the editor. */
const SMALL = 5_000_000;

const TYPESCRIPT = `import { task, Flow } from "prefect";
const big = task(function big() { return new Uint8Array(${SIZE}).fill(7) });
const pass = task(function pass(all: Uint8Array) { return all });
const size = task(function size(all: Uint8Array) { return all.length + all[5]! });
const flow = new Flow("large"); flow.with(() => { size(pass(pass(big()))) });
await flow.run();`;

const PYTHON = (kind: "bytes" | "bytearray"): string => `from prefect import task, Flow
@task
def big():
    return ${kind}(b"\\x07") * ${SIZE}
@task
def pass_on(all):
    return all
@task
def size(all):
    return len(all) + all[5]
with Flow("large") as flow:
    size(pass_on(pass_on(big())))
flow.run()`;

/** Runs the cell, looks at each result, and does so again in a page that was loaded anew. */
async function expectLight(page: Page, run: () => Promise<unknown>, passed: string): Promise<void> {
  await watchMessages(page);
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  const before = await bytesToPage(page);
  expect(before).toBeGreaterThan(0);
  await run();
  await expect(taskNamed(page, "size-1: Success")).toBeVisible({ timeout: 120_000 });
  await expect(flowRun(page)).toContainText("Success");
  await lookAt(page, passed);
  expect((await bytesToPage(page)) - before).toBeLessThan(SMALL);

  await page.reload();
  await lookAt(page, passed);
  expect(await bytesToPage(page)).toBeLessThan(SMALL);

  /* Three task runs have it as their result, and one record is all that is kept of it. */
  const records = await largeRecords(page);
  expect(records).toHaveLength(1);
  expect(records[0]).toBeGreaterThanOrEqual(SIZE);
  expect(records[0]).toBeLessThan(SIZE * 1.001);
}

async function lookAt(page: Page, passed: string): Promise<void> {
  const result = page.getByRole("region", { name: "Result" });
  for (const name of ["big-1", `${passed}-1`, `${passed}-2`]) {
    await taskNamed(page, `${name}: Success`).click();
    await expect(result).toContainText("7", { timeout: 60_000 });
  }
  await taskNamed(page, "size-1: Success").click();
  await expect(result).toContainText(`${SIZE + 7}`);
}

test("a result of 100 MB in TypeScript, passed on twice: no copy for the page, one in the store", async ({
  page,
}) => {
  test.slow();
  await expectLight(page, () => runCell(page, 1, TYPESCRIPT), "pass");
});

for (const kind of ["bytes", "bytearray"] as const) {
  test(`a result of 100 MB in Python (${kind}), passed on twice: no copy for the page, one in the store`, async ({
    page,
  }) => {
    test.slow();
    await expectLight(
      page,
      async () => {
        await page.getByLabel("Language of code cell 1").selectOption("python");
        await runPythonCell(page, 1, PYTHON(kind));
      },
      "pass_on",
    );
  });
}
