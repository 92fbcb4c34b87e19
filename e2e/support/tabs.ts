/** Two tabs of one browser on one notebook, and the order in which they save. */

import { expect, type BrowserContext, type Page } from "@playwright/test";
import { codeCell, writeCell } from "./notebook.ts";

declare global {
  interface Window {
    /** What the tab has to say to its engine, not said yet; null: nothing is held back. */
    heldSaves: (() => void)[] | null;
  }
}

/** Opens the notebook that the app opens with, in a tab whose saves can be held back. */
export async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.heldSaves = null;
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function send(
      this: MessagePort,
      ...given: Parameters<typeof postMessage>
    ) {
      const [message] = given as [{ readonly path?: readonly string[] } | null];
      const say = () => postMessage.apply(this, given);
      if (window.heldSaves && message?.path?.[0] === "saveNotebook") window.heldSaves.push(say);
      else say();
    } as typeof postMessage;
  });
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  return page;
}

/** Says of a tab that it follows: the notebook runs in another one. */
export const followerBar = (page: Page) => page.getByText("This notebook runs in another tab");

export const isSaved = (page: Page) => page.getByText("saved", { exact: true });

/** Two tabs: the first executes the notebook, and has this code in its first cell. */
export async function openBoth(context: BrowserContext, code?: string): Promise<[Page, Page]> {
  const one = await openTab(context);
  if (code !== undefined) await writeCell(one, 1, code);
  await expect(isSaved(one)).toBeVisible();
  const two = await openTab(context);
  await expect(followerBar(two)).toBeVisible();
  await expect(followerBar(one)).toBeHidden();
  return [one, two];
}

/** From now on what the tab saves is on its way for as long as one likes, whatever the machine does. */
const holdSaves = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.heldSaves = [];
  });

/** What was held back is saved, and nothing is held back any more. */
const letSavesGo = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const held = window.heldSaves ?? [];
    window.heldSaves = null;
    for (const say of held) say();
  });

/**
 * Both tabs edit from the same text, and neither has heard of the other: what the first makes of it is
 * saved first.
 */
export async function editBoth(
  first: { readonly page: Page; readonly edit: () => Promise<void> },
  second: { readonly page: Page; readonly edit: () => Promise<void> },
): Promise<void> {
  for (const { page } of [first, second]) await holdSaves(page);
  await first.edit();
  await second.edit();
  await letSavesGo(first.page);
  await expect(isSaved(first.page)).toBeVisible();
  await letSavesGo(second.page);
}

/** The code that a tab shows in a cell. */
export const codeIn = (page: Page, cell: number) =>
  codeCell(page, cell).locator(".view-lines").first();

/** Puts the cursor to the end of a cell's code, and types. */
export async function append(page: Page, cell: number, text: string): Promise<void> {
  const editor = codeCell(page, cell).locator(".monaco-editor").first();
  await codeCell(page, cell).scrollIntoViewIfNeeded();
  await editor.click();
  await expect(editor).toHaveClass(/\bfocused\b/);
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(text);
}
