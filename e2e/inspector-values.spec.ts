/** A person looks into a task while it runs, into what it was given, and goes to its code. */

import { expect, test, type Locator, type Page } from "@playwright/test";
import { codeCell, runCell, taskNamed } from "./support/notebook.ts";

const inspector = (page: Page): Locator => page.getByRole("region", { name: "Inspector" });
const part = (page: Page, name: string): Locator =>
  inspector(page).getByRole("region", { name, exact: true });

test("the time of a task that runs passes in the inspector too", async ({ page }) => {
  await page.goto("./");
  const text = `import { task, Flow } from "prefect";
const long = task(async function long() { await new Promise((done) => setTimeout(done, 600_000)) });
const flow = new Flow("long");
flow.with(() => { long() });
await flow.run();`;
  await runCell(page, 1, text);
  await taskNamed(page, "long-1: Running").click();
  const ran = part(page, "Timings").locator("div", { hasText: /^ran/ }).locator("dd").first();
  const before = await ran.innerText();
  await expect(ran).not.toHaveText(before);
  await page.getByRole("button", { name: "Cancel run" }).click();
});

test("inputs are shown with where they came from, and the code is one press away", async ({
  page,
}) => {
  await page.goto("./");
  const text = `import { task, Flow } from "prefect";
const load = task(function load() { return { name: "Ada" } });
const greet = task(function greet(who: { name: string }, word: string) { return word + who.name });
const flow = new Flow("greets");
flow.with(() => {
  greet(load(), "Hello ");
});
await flow.run();`;
  await runCell(page, 1, text);
  await taskNamed(page, "greet-1: Success").click();
  await expect(part(page, "Inputs")).toContainText("who");
  await expect(part(page, "Inputs")).toContainText("Ada");
  await expect(part(page, "Constants")).toContainText("Hello ");
  await part(page, "Inputs").getByRole("button", { name: "load-1" }).click();
  await expect(inspector(page).getByRole("heading", { level: 3 })).toContainText("load-1");
  await taskNamed(page, "greet-1: Success").click();
  await inspector(page).getByRole("button", { name: "Go to code" }).click();
  await expect(codeCell(page, 1).locator(".monaco-editor").first()).toHaveClass(/\bfocused\b/);
  await page.keyboard.press("End");
  await page.keyboard.type(" // here");
  const line = codeCell(page, 1).locator(".view-line", { hasText: "// here" });
  await expect(line).toHaveText(/greet\(load\(\),/);
});
