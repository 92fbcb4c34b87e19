/** The app's page as the bench uses it: a cell to write into, and its database read past the app. */

/** Opens the app, and puts a text into its first cell. */
export async function openWith(page, url, text) {
  await page.goto(url);
  const cell = page.getByRole("region", { name: "Code cell 1", exact: true });
  await cell.locator(".monaco-editor").first().click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
  await page.getByText("saved", { exact: true }).waitFor();
}

export const runFirstCell = (page) => page.getByRole("button", { name: "Run code cell 1" }).click();

/**
 * Evaluates in the page, with the app's database open.
 * @param body of an async function of `database` and `asked(request)`, as text; it returns plain data
 */
export const inDatabase = (page, body) =>
  page.evaluate(`(async () => {
    const asked = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const opening = indexedDB.open("flowbook:" + location.pathname.replace(/[^/]*$/, ""));
    const database = await asked(opening);
    try { ${body} } finally { database.close(); }
  })()`);

/** The summaries of all runs, the oldest first. Small, so that asking costs little. */
export const readSummaries = (page) =>
  inDatabase(
    page,
    `const all = await asked(database.transaction("runs").objectStore("runs").getAll());
     return all.sort((a, b) => a.startedAt - b.startedAt);`,
  );

export const median = (numbers) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
