/** What if a task fails? Seen before the run, and then really run so. */

import { expect, test, type Page } from "@playwright/test";
import { flowRun, runCell, runPythonCell, taskNamed } from "./support/notebook.ts";

const TYPESCRIPT = `import { task, Flow, triggers, switchOn, Parameter } from "prefect";
const extract = task(function extract(n: number): number[] { return [1, 2, n] });
const clean = task(function clean(x: number) { return x + 1 });
const load = task(function load(rows: number[]) { return rows.length });
const alarm = task(function alarm() { return "told" }, { trigger: triggers.anyFailed });
const kind = task(function kind() { return "a" });
const onA = task(function onA() { return "A" });
const onB = task(function onB() { return "B" });
const flow = new Flow("etl");
flow.with(() => {
  const rows = extract(new Parameter("n", { default: 3 }));
  const loaded = load(clean.map(rows));
  alarm.withOptions({ upstreamTasks: [loaded] })();
  switchOn(kind(), { a: onA(), b: onB() });
});`;

const PYTHON = `from prefect import task, Flow
from prefect.triggers import any_failed

@task
def extract():
    return [1, 2, 3]

@task
def load(rows):
    return len(rows)

@task(trigger=any_failed)
def alarm():
    return "told"

with Flow("etl in Python") as flow:
    alarm(upstream_tasks=[load(extract())])`;

const bar = (page: Page) => page.getByRole("region", { name: "What if" });
const choose = (page: Page, way: string) => page.getByRole("radio", { name: way }).check();

test("a failure assumed before the run is foreseen, then really run", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, TYPESCRIPT);
  await taskNamed(page, /^extract-1/).click();
  await expect(bar(page)).toBeHidden();
  await choose(page, "Fail here");
  await expect(bar(page).getByRole("status")).toContainText('What if "extract" fails?');
  await expect(bar(page).getByRole("status")).toContainText(
    "2 other tasks would not run: 1 failed, with nothing to map over, 1 trigger-failed.",
  );
  await expect(bar(page).getByRole("status")).toContainText("The run would end");

  await bar(page).getByRole("button", { name: "Task by task…" }).click();
  const list = page.getByRole("dialog", { name: "What each task would come to" });
  const row = (name: string) =>
    list.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  await expect(row("load-1")).toContainText("TriggerFailed");
  await expect(row("load-1")).toContainText("wants every upstream to succeed");
  await expect(row("alarm-1")).toContainText("Success");
  await expect(row("alarm-1")).toContainText("its trigger anyFailed lets it");
  await expect(row("onA-1")).toContainText("depends");
  await expect(row("onA-1")).toContainText(
    'It depends on what "kind" yields: it runs if that is "a", else is skipped.',
  );
  await row("load-1").getByRole("button").click();
  await expect(list).toBeHidden();
  await expect(page.getByText(/Forecast:/)).toContainText("TriggerFailed");

  await bar(page).getByRole("button", { name: "Run it so" }).click();
  const form = page.getByRole("dialog", { name: "Run etl" });
  await form.getByRole("button", { name: "Run it so" }).click();
  await expect(bar(page)).toBeHidden();
  await expect(taskNamed(page, "extract-1: Failed")).toBeVisible();
  await expect(taskNamed(page, "load-1: TriggerFailed")).toBeVisible();
  await expect(taskNamed(page, "alarm-1: Success")).toBeVisible();
  await expect(taskNamed(page, "onB-1: Skipped")).toBeVisible();
  await taskNamed(page, "extract-1: Failed").click();
  await expect(page.getByRole("region", { name: "Inspector" })).toContainText(
    "What if: failed by hand before the run.",
  );
});

test("skips and successes without running can be assumed, together, in Python too", async ({
  page,
}) => {
  await page.goto("./?notebook=thinking-prefectly");
  await expect(page.getByRole("heading", { name: "Thinking Prefectly", level: 1 })).toBeVisible();
  await runPythonCell(page, 1, PYTHON);
  await taskNamed(page, /^extract-1/).click({ timeout: 60_000 });
  await choose(page, "Succeed without running");
  await expect(page.getByText(/has no result/)).toBeVisible();
  await taskNamed(page, /^load-1/).click();
  await choose(page, "Skip here");
  const status = bar(page).getByRole("status");
  await expect(status).toContainText(
    'What if "extract" succeeds without running and "load" is skipped?',
  );
  await expect(status).toContainText("1 other task would not run: 1 skipped.");
  await choose(page, "As usual");
  await expect(status).toContainText("1 other task would not run: 1 trigger-failed.");
  await choose(page, "Fail here");
  await expect(status).toContainText("All other tasks would run.");
  await bar(page).getByRole("button", { name: "Run it so" }).click();
  await expect(taskNamed(page, "load-1: Failed")).toBeVisible({ timeout: 60_000 });
  await expect(taskNamed(page, "alarm-1: Success")).toBeVisible();
  await expect(flowRun(page)).toContainText("Success");
});

test("what was assumed goes with its task, or when it is cleared", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, TYPESCRIPT);
  await taskNamed(page, /^kind-1/).click();
  await choose(page, "Fail here");
  await expect(bar(page)).toContainText('"kind" fails');
  const runView = page.getByRole("button", { name: "Run view" });
  await runView.click();
  await expect(bar(page)).toBeHidden();
  await runView.click();
  await expect(bar(page)).toContainText('"kind" fails');
  await runCell(page, 1, TYPESCRIPT.replaceAll("kind", "sort"));
  await expect(taskNamed(page, /^sort-1/)).toBeVisible();
  await expect(bar(page)).toBeHidden();
  await runCell(page, 1, TYPESCRIPT);
  await expect(taskNamed(page, /^kind-1/)).toBeVisible();
  await expect(bar(page)).toBeHidden();
  await taskNamed(page, /^load-1/).click();
  await choose(page, "Skip here");
  await bar(page).getByRole("button", { name: "Clear" }).click();
  await expect(bar(page)).toBeHidden();
  await expect(page.getByRole("radio", { name: "As usual" })).toBeChecked();
});

test("a node has its menu, with the mouse and with the keyboard", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, TYPESCRIPT);
  await taskNamed(page, /^load-1/).click({ button: "right" });
  const menu = page.getByRole("menu", { name: "What if: load" });
  await expect(menu.getByRole("menuitemradio", { name: "As usual" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(menu).toBeHidden();
  await expect(taskNamed(page, /^load-1/)).toBeFocused();
  await expect(bar(page).getByRole("status")).toContainText('What if "load" fails?');
  await page.keyboard.press("Shift+F10");
  await expect(menu.getByRole("menuitemradio", { name: "Fail here" })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(bar(page)).toBeVisible();
});

test("a tab that follows another cannot run it so", async ({ page, context }) => {
  await page.goto("./");
  await runCell(page, 1, TYPESCRIPT);
  await expect(taskNamed(page, /^load-1/)).toBeVisible();
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  const other = await context.newPage();
  await other.goto("./");
  await taskNamed(other, /^load-1/).click();
  await expect(other.getByRole("radio", { name: "Fail here" })).toBeDisabled();
  await expect(other.getByText("This notebook runs in another tab.").first()).toBeVisible();
});
