/** A person opens the page, runs the first notebook, changes it, runs it again, and comes back later. */

import { expect, test, type Page } from "@playwright/test";

const graph = (page: Page) => page.getByRole("group", { name: /^Flow graph of/ });
const task = (page: Page, name: string | RegExp) => graph(page).getByRole("button", { name });
const codeCell = (page: Page, number: number) =>
  page.getByRole("region", { name: `Code cell ${number}`, exact: true });

/** Shows the flow of this name in the run pane. */
async function showFlow(page: Page, name: string): Promise<void> {
  await page.getByLabel("Flow shown").selectOption({ label: name });
}

/** Runs the whole notebook, and waits until its last cell is done. */
async function runAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible();
}

/** Replaces a line of a cell's code by typing, as a person would. */
async function replaceCode(page: Page, cell: number, find: string, replacement: string) {
  /* The editor of a cell is made when the cell comes near. */
  await codeCell(page, cell).scrollIntoViewIfNeeded();
  const editor = codeCell(page, cell).locator(".monaco-editor").first();
  await expect(editor).toBeVisible();
  await editor.click();
  await page.keyboard.press("Control+f");
  const box = page.getByRole("textbox", { name: "Find" });
  await expect(box).toBeVisible();
  await box.fill(find);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.insertText(replacement);
}

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});

test("opens readable, with nothing run", async ({ page }) => {
  await expect(page.getByText("Press Run all above")).toBeVisible();
  await expect(codeCell(page, 1).getByText("not run")).toBeVisible();
  await expect(page.getByText("No flow yet")).toBeVisible();
});

test("runs from top to bottom, every task of every flow to Success", async ({ page }) => {
  await runAll(page);
  for (const [flow, tasks] of Object.entries({
    "My first flow!": ["add-1", "add-2", "AddTask-1"],
    "Say hi!": ["name", "sayHello-1"],
    "My imperative flow!": ["add-1", "add-2", "sayHello-1", "name"],
  })) {
    await showFlow(page, flow);
    for (const slug of tasks) await expect(task(page, `${slug}: Success`)).toBeVisible();
    await expect(page.getByLabel("Flow run")).toContainText("Success");
  }
  await expect(codeCell(page, 6).getByText("up to date")).toBeVisible();
  await expect(page.getByRole("region", { name: "Notebook" }).getByRole("alert")).toHaveCount(0);
});

test("shows what cells give back, and the greeting in the log", async ({ page }) => {
  await runAll(page);
  await expect(codeCell(page, 2).getByRole("group", { name: "Output" })).toContainText("3");
  await expect(codeCell(page, 5).getByRole("group", { name: "Output" })).toContainText("113");
  await showFlow(page, "Say hi!");
  const log = page.getByRole("log", { name: "Run log" });
  await expect(log).toContainText("Hello, Marvin!");
  await expect(log).toContainText(
    /\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+0000\] INFO - prefect\.FlowRunner \| Beginning Flow run for 'Say hi!'/,
  );
});

test("draws a flow when it is built, before anything runs", async ({ page }) => {
  await codeCell(page, 4)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  for (const slug of ["add-1", "add-2", "AddTask-1"]) {
    await expect(task(page, `${slug}: not run`)).toBeVisible();
  }
  await expect(codeCell(page, 1).getByText("up to date")).toBeVisible();
  await expect(codeCell(page, 5).getByText("not run")).toBeVisible();
});

test("follows an edit: stale marks and the new graph, before any run; then runs it", async ({
  page,
}) => {
  await runAll(page);
  await showFlow(page, "My first flow!");
  await replaceCode(
    page,
    4,
    "const third = addTen(second);",
    "const third = addTen(addTen(second));",
  );
  await expect(codeCell(page, 4).getByText("stale")).toBeVisible();
  await expect(codeCell(page, 5).getByText("stale")).toBeVisible();
  await expect(codeCell(page, 6).getByText("up to date")).toBeVisible();
  await expect(task(page, "AddTask-2: not run")).toBeVisible();
  await codeCell(page, 5)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await expect(task(page, "AddTask-2: Success")).toBeVisible();
  await expect(codeCell(page, 5).getByRole("group", { name: "Output" })).toContainText("123");
});

test("is all there after a reload: text, outputs, states, results, log", async ({ page }) => {
  await runAll(page);
  await replaceCode(page, 2, "add.run(2)", "add.run(40, 2)");
  await codeCell(page, 2)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await expect(codeCell(page, 2).getByRole("group", { name: "Output" })).toContainText("42");
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(codeCell(page, 2).getByRole("group", { name: "Output" })).toContainText("42");
  await expect(codeCell(page, 2)).toContainText("add.run(40, 2)");
  await expect(task(page, "sayHello-1: Success")).toBeVisible();
  await expect(page.getByRole("log", { name: "Run log" })).toContainText("Hello, Marvin!");
  await task(page, "add-2: Success").click();
  await expect(page.getByRole("region", { name: "Inspector" })).toContainText("103");
});

test("a click on a task shows its state, message, inputs, result and log", async ({ page }) => {
  await runAll(page);
  await showFlow(page, "My first flow!");
  await task(page, "add-2: Success").click();
  const inspector = page.getByRole("region", { name: "Inspector" });
  await expect(inspector).toContainText("Task run succeeded.");
  await expect(inspector).toContainText("103");
  await expect(inspector).toContainText("add-1");
  await expect(inspector).toContainText("Starting task run...");
});

test("an error names the cell, the line and the column of the user's own text", async ({
  page,
}) => {
  await replaceCode(
    page,
    2,
    "return x + y;",
    'if (x > 0) throw new RangeError("too big"); return x + y;',
  );
  await codeCell(page, 2)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  const error = codeCell(page, 2).getByRole("alert");
  await expect(error).toContainText("RangeError: too big");
  await expect(error).toContainText("cell 2, line 2, column 20");
  await expect(error).not.toContainText("blob:");
});

test("a fault in the text is marked without running, and said when run", async ({ page }) => {
  await replaceCode(page, 2, "return x + y;", "return x + ;");
  await codeCell(page, 2)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  const error = codeCell(page, 2).getByRole("alert");
  await expect(error).toContainText("SyntaxError");
  await expect(error).toContainText("cell 2, line 2, column 14");
});

test("a cell that never ends is interrupted, and names above stay", async ({ page }) => {
  await codeCell(page, 2)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await expect(codeCell(page, 2).getByText("up to date")).toBeVisible();
  await replaceCode(page, 3, "const addTen = new AddTask(10);", "while (true) {}");
  await codeCell(page, 3)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await expect(codeCell(page, 3).getByText("running")).toBeVisible();
  await page.getByRole("button", { name: "Interrupt" }).click();
  await expect(codeCell(page, 3).getByText("■ interrupted")).toBeVisible();
  await expect(codeCell(page, 2).getByText("up to date")).toBeVisible();
  await replaceCode(page, 3, "while (true) {}", "add.run(20, 3);");
  await codeCell(page, 3)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await expect(codeCell(page, 3).getByRole("group", { name: "Output" })).toContainText("23");
});

test("cells are added, moved, deleted and brought back", async ({ page }) => {
  const count = await page.getByRole("region", { name: /^Code cell/ }).count();
  await codeCell(page, 2).getByRole("button", { name: "Delete code cell 2" }).click();
  await expect(page.getByRole("region", { name: /^Code cell/ })).toHaveCount(count - 1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("region", { name: /^Code cell/ })).toHaveCount(count);
  await expect(codeCell(page, 2)).toContainText("add.run(2)");
});

test("Run all waits until the notebook is open", async ({ page }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/notebooks/*.md", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("./");
  const run = page.getByRole("button", { name: "Run all" });
  const clicked = run.click();
  letGo();
  await clicked;
  await expect(page.getByText("kernel idle")).toBeVisible();
  await expect(codeCell(page, 6).getByText("up to date")).toBeVisible();
});

test("the keys that run a cell run the one they are pressed in", async ({ page }) => {
  for (const cell of [1, 2, 3, 4, 5, 6]) {
    await codeCell(page, cell).scrollIntoViewIfNeeded();
    await expect(codeCell(page, cell).locator(".monaco-editor").first()).toBeVisible();
  }
  for (const [cell, key] of [
    [1, "Control+Enter"],
    [2, "Shift+Enter"],
  ] as const) {
    await codeCell(page, cell).locator(".monaco-editor").first().click();
    await page.keyboard.press(key);
    await expect(codeCell(page, cell).getByText("up to date")).toBeVisible();
  }
  for (const cell of [3, 4, 5]) {
    await expect(codeCell(page, cell).getByText("not run")).toBeVisible();
  }
});

test("cells keep their height while their editors are loaded", async ({ page }) => {
  await page.addInitScript(() => {
    const heights: number[] = [];
    Object.assign(window, { heights });
    const look = (): void => {
      for (const each of document.querySelectorAll(".code-editor")) {
        heights.push(each.getBoundingClientRect().height);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto("./");
  for (const cell of [1, 2, 3, 4, 5, 6]) {
    await codeCell(page, cell).scrollIntoViewIfNeeded();
    await expect(codeCell(page, cell).locator(".monaco-editor").first()).toBeVisible();
  }
  const seen = await page.evaluate(() => Reflect.get(window, "heights") as number[]);
  expect(seen.length).toBeGreaterThan(6);
  expect(Math.max(...seen)).toBeLessThan(450);
});
