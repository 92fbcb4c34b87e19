/** A visitor opens the app where somebody put its files: under a path, on a host that knows nothing of it. */

import { expect, test } from "@playwright/test";

test("opens from a sub-path, in peace with its own policy and asking nobody else", async ({
  page,
  baseURL,
}) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    const isOurs = url.startsWith(baseURL ?? "") || /^(blob|data|about):/.test(url);
    if (!isOurs) complaints.push(`request to ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });

  await page.goto("./");
  await expect(page).toHaveTitle(/Flowbook/);
  await expect(page.locator("#root > *").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(complaints).toEqual([]);
});

test("runs no text as code: eval and foreign inline scripts are refused", async ({ page }) => {
  await page.goto("./");
  const outcome = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    /* Not at once: what the test itself evaluates is exempt from the policy. */
    await new Promise((resolve) => setTimeout(resolve));
    let functionRefused = false;
    try {
      Reflect.construct(Function, ["return 1"]);
    } catch {
      functionRefused = true;
    }
    return { injected: "injected" in window, functionRefused };
  });
  expect(outcome).toEqual({ injected: false, functionRefused: true });
});

test("where the editor cannot be loaded, cells are still edited and run", async ({ page }) => {
  await page.route("**/CodeEditor-*.js", (route) => route.abort());
  await page.goto("./");
  const editor = page.getByRole("textbox", { name: "Code cell 1", exact: true });
  await expect(page.getByText("The editor could not be loaded").first()).toBeVisible();
  await editor.fill("1 + 1");
  await editor.press("Shift+Enter");
  const cell = page.getByRole("region", { name: "Code cell 1", exact: true });
  await expect(cell.getByText("up to date")).toBeVisible();
});
