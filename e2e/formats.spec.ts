/** Notebooks as files: each format out through the page and in again, dropped files, and what is refused. */

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { codeCell } from "./support/notebook.ts";

interface Brought {
  readonly name: string;
  readonly text: string;
}

/** Chooses files to import, as with the page's button. */
async function choose(page: Page, ...files: readonly Brought[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Import…" }).click(),
  ]);
  await chooser.setFiles(
    files.map(({ name, text }) => ({ name, mimeType: "", buffer: Buffer.from(text) })),
  );
}

async function drop(page: Page, ...files: readonly Brought[]): Promise<void> {
  await page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, text } of dropped) dataTransfer.items.add(new File([text], name));
    const over = { bubbles: true, cancelable: true, dataTransfer };
    document.body.dispatchEvent(new DragEvent("dragover", over));
    document.body.dispatchEvent(new DragEvent("drop", over));
  }, files);
}

async function openExport(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Export / });
  await expect(dialog.getByRole("list", { name: "Formats" })).toBeVisible();
  return dialog;
}

/** The file that the open dialog saves. */
async function download(dialog: Locator, format: string): Promise<Brought> {
  const [saved] = await Promise.all([
    dialog.page().waitForEvent("download"),
    dialog.getByRole("button", { name: `Download as ${format}` }).click(),
  ]);
  return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), "utf8") };
}

const DOCUMENT =
  '# My pipeline\r\n\r\n```python\nfrom prefect import task, Flow\n\n@task\ndef one():\n    return 1\n\nwith Flow("p") as flow:\n    one()\n\nstate = flow.run()\n```\n\nEnd\n\n```python check it-ran\nassert state.is_successful()\n```\n';

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
});

test("a notebook goes out in each format, and comes in again", async ({ page }) => {
  await choose(page, { name: "pipeline.md", text: DOCUMENT });
  await expect(page.getByRole("heading", { name: "My pipeline", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\?notebook=notebook-[0-9a-f]+$/);
  const first = page.url();

  const dialog = await openExport(page);
  await expect(dialog.getByRole("button", { name: "Download as TypeScript" })).toBeDisabled();
  await expect(dialog).toContainText("The notebook has no cell in TypeScript.");
  const markdown = await download(dialog, "Markdown");
  expect(markdown).toEqual({ name: "my-pipeline.md", text: DOCUMENT });
  const ipynb = await download(dialog, "Jupyter notebook");
  expect(ipynb.name).toBe("my-pipeline.ipynb");
  expect(JSON.parse(ipynb.text)).toMatchObject({
    nbformat: 4,
    metadata: { kernelspec: { name: "python3" } },
    cells: [
      { cell_type: "markdown" },
      { cell_type: "code" },
      { cell_type: "markdown" },
      { cell_type: "code" },
    ],
  });
  const script = await download(dialog, "Python script");
  expect(script.name).toBe("my-pipeline.py");
  expect(script.text).toContain(
    'if __name__ == "__main__":\n    # %%\n    state = flow.run()\n\n    # %% check="it-ran"\n    assert state.is_successful()\n',
  );
  await dialog.getByRole("button", { name: "Close" }).click();

  await choose(page, ipynb);
  await expect(page).not.toHaveURL(first);
  await expect(page.getByRole("heading", { name: "My pipeline", level: 1 })).toBeVisible();
  expect(await download(await openExport(page), "Markdown")).toEqual(markdown);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();

  await choose(page, { ...script, name: "again.py" });
  await expect(codeCell(page, 2)).toContainText("state = flow.run()");
  expect((await download(await openExport(page), "Python script")).text).toBe(script.text);
});

test("a TypeScript notebook goes out as a module, and comes in again", async ({ page }) => {
  const dialog = await openExport(page);
  await expect(dialog.getByRole("button", { name: "Download as Python script" })).toBeDisabled();
  const module = await download(dialog, "TypeScript");
  expect(module.name).toBe("my-first-flow.ts");
  expect(module.text).toMatch(/^\/\/ %% \[markdown\]\n\/\/ # My first flow!\n/);
  await expect(dialog.getByRole("status").last()).toContainText("Saved as my-first-flow.ts.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await choose(page, module);
  await expect(page).toHaveURL(/\?notebook=notebook-[0-9a-f]+$/);
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});

const JUPYTER = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 0,
  metadata: { kernelspec: { name: "python3" } },
  cells: [
    { cell_type: "markdown", metadata: {}, source: "From *Colab*" },
    { cell_type: "code", metadata: {}, source: ["!pip install prefect\n", "1"], outputs: [{}] },
  ],
});

test("a foreign notebook says what is otherwise now, and is called as its file is", async ({
  page,
}) => {
  await drop(page, { name: "from-colab.ipynb", text: JUPYTER });
  const dialog = page.getByRole("dialog", { name: "Import from-colab.ipynb" });
  await expect(dialog).toContainText("is the new notebook “from-colab”");
  await expect(dialog).toContainText("1 output of 1 cell left out");
  await expect(dialog).toContainText(
    "Lines that only Jupyter can run (%… and !…) stand in cell 2.",
  );
  await dialog.getByRole("button", { name: "Open from-colab" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "from-colab", level: 1 })).toBeVisible();
  await expect(codeCell(page, 1)).toContainText("!pip install prefect");
});

test("several files at once are notebooks each; what is refused changes nothing", async ({
  page,
}) => {
  await drop(
    page,
    { name: "one.md", text: "# One\n" },
    { name: "two.py", text: "print(2)\n" },
    { name: "broken.ipynb", text: '{"nbformat": 4, "cells": [{"cell_type": "code"}]}' },
    { name: "picture.png", text: "PNG" },
  );
  const dialog = page.getByRole("dialog", { name: "Import of 4 files" });
  await expect(dialog.getByRole("listitem")).toHaveCount(4);
  await expect(dialog.getByRole("alert").filter({ hasText: "broken.ipynb" })).toContainText(
    "cells[0].source should be a text or a list of lines, and is missing",
  );
  await expect(dialog.getByRole("alert").filter({ hasText: "picture.png" })).toContainText(
    "Flowbook reads Markdown (.md), Jupyter notebooks (.ipynb), Python (.py), TypeScript (.ts)",
  );
  await expect(page).toHaveURL(/\/(?:\?notebook=my-first-flow)?$/);
  await dialog.getByRole("button", { name: "Open two" }).click();
  await expect(codeCell(page, 1)).toContainText("print(2)");
  const menu = page.getByRole("combobox", { name: "Notebook" });
  await expect(menu.getByRole("option", { name: "One", exact: true })).toHaveCount(1);
  await expect(menu.getByRole("option", { name: "broken" })).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the dialogs of files, in the ${colorScheme} theme`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.reload();
    await expect(page.locator(".monaco-editor .view-lines").first()).toBeVisible();
    const dialog = await openExport(page);
    await download(dialog, "TypeScript");
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await dialog.getByRole("button", { name: "Close" }).click();
    await drop(page, { name: "a.ipynb", text: JUPYTER }, { name: "picture.png", text: "PNG" });
    await expect(page.getByRole("dialog", { name: "Import of 2 files" })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
