/** A secret is entered by the person, reaches the task that asks for it, and nothing else. */

import { expect, test } from "@playwright/test";

test("a secret reaches the task, and neither the document, the log nor the store", async ({
  page,
}) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Secrets" }).click();
  const dialog = page.getByRole("dialog", { name: "Secrets" });
  await dialog.getByLabel("Name").fill("TOKEN");
  await dialog.getByLabel("Value").fill('{"key": "hush-hush-4711"}');
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByRole("listitem")).toContainText("TOKEN");
  await dialog.getByRole("button", { name: "Close" }).click();
  const cell = page.getByRole("region", { name: "Code cell 1", exact: true });
  await cell.locator(".monaco-editor").first().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(`import { task, Flow, PrefectSecret } from "prefect";
const use = task(function use(token: { key: string }) { return token.key.length });
const flow = new Flow("secret");
flow.with(() => { use(new PrefectSecret("TOKEN")) });
await flow.run();`);
  await cell.getByRole("button", { name: "Run code cell 1" }).click();
  await page.getByRole("button", { name: "use-1: Success" }).click();
  await expect(page.getByRole("region", { name: "Inspector" })).toContainText("14");
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  await expect(page.locator("body")).not.toContainText("hush-hush");
  const stored = await page.evaluate(async () => {
    const texts: string[] = [];
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("not opened"));
      });
      for (const table of database.objectStoreNames) {
        const records = await new Promise<unknown[]>((resolve) => {
          const request = database.transaction(table).objectStore(table).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        texts.push(JSON.stringify(records));
      }
      database.close();
    }
    return texts.join("\n");
  });
  expect(stored).toContain("secret");
  expect(stored).not.toContain("hush-hush");
});
