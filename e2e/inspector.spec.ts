/** A person looks into task runs: a life and its times, children, exceptions, and the line that called it. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import {
  codeCell,
  flowRun,
  runCell,
  runPythonCell,
  taskNamed,
  writeCell,
} from "./support/notebook.ts";

const FLOW = `import { context, task, Flow, unmapped } from "prefect";
const numbers = task(function numbers() { return Array.from({ length: 60 }, (_, i) => i) });
const start = task(function start() { return { name: "Ada", born: 1815 } });
const flaky = task(function flaky(x: { name: string }) {
  if (context.get("taskRunCount") === 1) throw new Error("no luck, " + x.name);
  return 7;
}, { maxRetries: 2, retryDelay: { milliseconds: 200 } });
const check = task(function check(x: number, by: number) {
  if (x === 41) throw new RangeError("bad: " + x);
  return x * by;
});
const total = task(function total(xs: number[]) { return xs.length });
const flow = new Flow("picky");
flow.with(() => {
  const by = flaky(start());
  total(check.map(numbers(), unmapped(by)));
  for (let i = 0; i < 3; i++) start();
});
await flow.run();`;
const FLAKY_LINE = 15;
const LOOP_LINE = 17;

const inspector = (page: Page): Locator => page.getByRole("region", { name: "Inspector" });
const part = (page: Page, name: string): Locator =>
  inspector(page).getByRole("region", { name, exact: true });
const editor = (page: Page, cell = 1): Locator =>
  codeCell(page, cell).locator(".monaco-editor").first();
/** The icon beside a line whose call made a task. */
const markOf = (page: Page, line: number): Locator =>
  codeCell(page, 1)
    .locator(".margin-view-overlays > div")
    .filter({ has: page.locator(".line-numbers", { hasText: new RegExp(`^${line}$`) }) })
    .locator(".call-mark");

async function select(page: Page, name: string | RegExp): Promise<void> {
  await taskNamed(page, name).click();
  await expect(inspector(page)).toBeVisible();
}

/** Puts the cursor of the first cell on the line with this text. */
async function cursorTo(page: Page, text: string): Promise<void> {
  await editor(page).locator(".view-line", { hasText: text }).first().click();
  await expect(editor(page)).toHaveClass(/\bfocused\b/);
}

async function runFlow(page: Page): Promise<void> {
  await runCell(page, 1, FLOW);
  await expect(flowRun(page)).toContainText("Failed");
}

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});

test("one task's life: each state, who brought it, why, and where its time went", async ({
  page,
}) => {
  await runFlow(page);
  await select(page, "flaky-1: Success");
  const history = part(page, "State history");
  await expect(history.getByRole("img")).toHaveAccessibleName(
    "The way it took: Pending, Running, Failed, Retrying, Running, Success",
  );
  const steps = history.getByRole("listitem");
  await expect(steps).toHaveCount(5);
  await expect(steps.nth(1)).toContainText("by its function");
  await expect(steps.nth(1)).toContainText("Its function threw: Error('no luck, Ada').");
  await expect(steps.nth(2)).toContainText("by the retry rule");
  await expect(steps.nth(2)).toContainText("Attempt 1 of 3 failed");
  await expect(steps.nth(4)).toHaveAttribute("aria-current", "step");
  const timings = part(page, "Timings");
  for (const kind of ["waited for upstreams", "ran", "waited to retry", "in all"]) {
    await expect(timings.getByText(kind, { exact: true })).toBeVisible();
  }
  await expect(part(page, "Logs")).toContainText("no luck, Ada");
});

test("a state of the history shows the run as it was then", async ({ page }) => {
  await runFlow(page);
  await select(page, "flaky-1: Success");
  const history = part(page, "State history");
  await history.getByRole("button", { name: /^Retrying/ }).click();
  await expect(history.getByRole("listitem")).toHaveCount(3);
  await expect(taskNamed(page, "flaky-1: Retrying")).toBeVisible();
  await expect(inspector(page).getByText("Attempt 1 of 3 failed").first()).toBeVisible();
});

test("the reason names the upstreams that decided, and leads to them", async ({ page }) => {
  await runFlow(page);
  await select(page, "total-1: TriggerFailed");
  await expect(inspector(page)).toContainText("Its trigger allSuccessful wants every upstream");
  await inspector(page).getByRole("button", { name: "check-1[41]", exact: true }).first().click();
  await expect(inspector(page).getByRole("heading", { level: 3 })).toContainText("check-1[41]");
  await inspector(page).getByText("child of").getByRole("button", { name: "check-1" }).click();
  await expect(part(page, "Children")).toBeVisible();
});

test("an exception's traceback leads to the line that threw", async ({ page }) => {
  await runFlow(page);
  await select(page, /^check-1: Mapped/);
  await part(page, "Children").getByRole("combobox", { name: "State" }).selectOption("Failed");
  await part(page, "Children").getByRole("button", { name: "check-1[41]" }).click();
  const result = part(page, "Result");
  await expect(result).toContainText("RangeError: bad: 41");
  await result.getByRole("button", { name: "cell 1, line 9, column 27" }).click();
  await expect(editor(page)).toHaveClass(/\bfocused\b/);
});

test("children are found by value, sorted, filtered and walked by keyboard", async ({ page }) => {
  await runFlow(page);
  await select(page, /^check-1: Mapped/);
  const children = part(page, "Children");
  const grid = children.getByRole("grid", { name: "Children of check-1" });
  const rows = grid.getByRole("row");
  await expect(grid).toHaveAttribute("aria-rowcount", "61");
  await expect(rows.nth(3)).toContainText("14");
  await children.getByRole("searchbox", { name: "Search the children" }).fill("301");
  await expect(children.getByRole("status")).toHaveText("1 child");
  await expect(grid.getByRole("button", { name: "check-1[43]" })).toBeVisible();
  await children.getByRole("searchbox").fill("");
  await grid.getByRole("button", { name: "State" }).click();
  await expect(rows.nth(1)).toContainText("Failed");
  await expect(grid.getByRole("columnheader", { name: "State" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await grid.getByRole("button", { name: "Index" }).click();
  await rows.nth(1).focus();
  await page.keyboard.press("End");
  const last = grid.getByRole("row").filter({ has: page.getByLabel("check-1[59]") });
  await expect(last).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(inspector(page).getByRole("heading", { level: 3 })).toContainText("check-1[58]");
});

test("a child is found by its input, however long the list it is from", async ({ page }) => {
  const flow = `import { task, Flow } from "prefect";
const towns = task(function towns() {
  return Array.from({ length: 1000 }, (_, i) => ({ name: "Town " + (i * 7 + 3) }));
});
const visit = task(function visit(town: { name: string }) { return town.name.length });
const flow = new Flow("journey"); flow.with(() => visit.map(towns()));
await flow.run();`;
  await runCell(page, 1, flow);
  await expect(flowRun(page)).toContainText("Success", { timeout: 60_000 });
  await select(page, /^visit-1: Mapped/);
  const children = part(page, "Children");
  const status = children.getByRole("status");
  await expect(status).toHaveText("1,000 children");
  await children.getByRole("searchbox", { name: "Search the children" }).fill("town 4903");
  await expect(status).toHaveText("1 child");
  const found = children.getByRole("grid").getByRole("row").nth(1);
  await expect(found).toContainText('{ name: "Town 4903" }');
  await found.getByRole("button", { name: "visit-1[700]", exact: true }).click();
  await expect(inspector(page).getByRole("heading", { level: 3 })).toContainText("visit-1[700]");
});

test("the table of task runs says all of it in text, and opens what was mapped", async ({
  page,
}) => {
  await runFlow(page);
  await page.getByRole("tab", { name: "Task runs" }).click();
  const table = page.getByRole("treegrid", { name: "Task runs of picky" });
  const row = (name: string) =>
    table.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });
  await expect(page.getByText("68 task runs of picky")).toBeVisible();
  await expect(row("total-1")).toContainText("TriggerFailed");
  await expect(row("check-1").first()).toContainText("Mapped");
  await expect(row("check-1").first()).toContainText(/1 Failed.*59 Success/);
  await table.getByRole("row", { name: /^start-1 / }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(inspector(page).getByRole("heading", { level: 3 })).toContainText("flaky-1");
  const mapped = table.getByRole("row", { name: /^(Open|Close) check-1 / });
  await mapped.focus();
  await page.keyboard.press("ArrowRight");
  await expect(mapped).toHaveAttribute("aria-expanded", "true");
  await expect(table).toHaveAttribute("aria-rowcount", "69");
  await page.keyboard.press("ArrowRight");
  await expect(table.getByRole("row", { name: /^check-1\[0\] / })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(mapped).toHaveAttribute("aria-expanded", "false");
  await table.getByRole("button", { name: "State" }).click();
  await expect(table.getByRole("row").nth(1)).toContainText("TriggerFailed");
});

test("a node leads to its line without taking the focus", async ({ page }) => {
  await runFlow(page);
  const selected = codeCell(page, 1).locator(".call-line.is-selected");
  await expect(selected).toHaveCount(0);
  await page.getByRole("heading", { name: "Flows", exact: true }).scrollIntoViewIfNeeded();
  await page.mouse.move(300, 400);
  await page.mouse.wheel(0, 6000);
  await expect(editor(page)).not.toBeInViewport();
  const node = taskNamed(page, "flaky-1: Success");
  await node.click();
  await expect(selected).toBeInViewport();
  await expect(editor(page)).not.toHaveClass(/\bfocused\b/);
  /* The notebook goes there smoothly: both places are taken in one frame, not one after the other. */
  const apart = await codeCell(page, 1).evaluate((cell) => {
    const top = (found: Element | undefined) => found?.getBoundingClientRect().top ?? Number.NaN;
    const line = [...cell.querySelectorAll(".view-line")].find(({ textContent }) =>
      textContent.includes("flaky(start())"),
    );
    const mark = cell.querySelector(".call-line.is-selected");
    return Math.abs(top(line) - top(mark ?? undefined));
  });
  expect(apart).toBeLessThan(4);
});

test("a line leads to its tasks: by a key, by its icon, and each in turn for a loop", async ({
  page,
}) => {
  await runFlow(page);
  const heading = inspector(page).getByRole("heading", { level: 3 });
  await cursorTo(page, "flaky(start())");
  await page.keyboard.press("Alt+g");
  /* Two tasks are called on that line, and they take turns. */
  const first = await heading.innerText();
  await page.keyboard.press("Alt+g");
  await expect(heading).not.toHaveText(first);
  expect(["flaky flaky-1", "start start-1"]).toContain(first);
  await expect(editor(page)).toHaveClass(/\bfocused\b/);
  await expect(markOf(page, LOOP_LINE)).toHaveClass(/is-Success/);
  for (const slug of ["start-2", "start-3", "start-4", "start-2"]) {
    await markOf(page, LOOP_LINE).click();
    await expect(heading).toContainText(slug);
  }
  await cursorTo(page, "return 7");
  await page.keyboard.press("Alt+g");
  await expect(codeCell(page, 1).getByText("No task of a flow is called here.")).toBeVisible();
});

test("a line is marked as soon as it is written, and its icon follows the run", async ({
  page,
}) => {
  await runFlow(page);
  await writeCell(page, 1, FLOW.replace("i < 3", "i < 4"));
  await expect(markOf(page, LOOP_LINE)).toHaveClass(/is-Pending/);
  await expect(markOf(page, LOOP_LINE)).toHaveAttribute("title", /^4 tasks: 4 not run/);
  await codeCell(page, 1)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await expect(markOf(page, LOOP_LINE)).toHaveAttribute("title", /^4 tasks: 4 Success/);
  await expect(markOf(page, FLAKY_LINE + 1)).toHaveClass(/is-Failed|is-TriggerFailed/);
});

test("Python's lines are linked as well", async ({ page }) => {
  test.setTimeout(180_000);
  await page.getByLabel("Language of code cell 1").selectOption("Python");
  await runPythonCell(
    page,
    1,
    `from prefect import task, Flow

@task
def one():
    return 1

@task
def bad(x):
    raise ValueError("bad luck")

with Flow("snake") as flow:
    bad(one())
flow.run()`,
  );
  await expect(taskNamed(page, "bad-1: Failed").or(taskNamed(page, "bad: Failed"))).toBeVisible({
    timeout: 120_000,
  });
  await taskNamed(page, /^bad.*: Failed/).click();
  await expect(codeCell(page, 1).locator(".call-line.is-selected")).toBeVisible();
  await part(page, "Result")
    .getByRole("button", { name: /^cell 1, line 9/ })
    .click();
  await expect(editor(page)).toHaveClass(/\bfocused\b/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe-core finds nothing in the inspector and the table, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await runFlow(page);
    await select(page, /^check-1: Mapped/);
    await page.getByRole("tab", { name: "Task runs" }).click();
    for (const name of [/^flaky-1: /, /^check-1: /, /^total-1: /]) {
      await taskNamed(page, name).click();
      await page.waitForTimeout(300);
      const { violations } = await new AxeBuilder({ page }).include(".run-pane").analyze();
      expect(
        violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target }) => `${id} at ${target.join(" ")}`),
        ),
      ).toEqual([]);
    }
  });
}
