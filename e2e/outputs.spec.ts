/** What cells show below themselves: prints, displays, errors. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { codeCell, runCell, runPythonCell } from "./support/notebook.ts";

type Language = "typescript" | "python";
const BOTH: readonly Language[] = ["typescript", "python"];

/** A red dot. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/** A notebook of one empty cell. */
async function open(page: Page, language: Language): Promise<void> {
  await page.goto(`./?notebook=${language === "python" ? "thinking-prefectly" : "my-first-flow"}`);
  await expect(page.locator(".monaco-editor .view-lines").first()).toBeVisible({ timeout: 60_000 });
}

/** Runs a text in the first cell; its output. Pasted: an editor closes brackets that are typed. */
async function run(page: Page, text: string): Promise<Locator> {
  const cell = await runPythonCell(page, 1, text);
  return cell.getByRole("group", { name: "Output" });
}

const done = (page: Page): Promise<void> =>
  expect(codeCell(page, 1).getByText("✓ up to date")).toBeVisible({ timeout: 120_000 });

for (const language of BOTH) {
  const isPython = language === "python";

  test.describe(`in ${language}`, () => {
    test.setTimeout(240_000);

    test.beforeEach(({ page }) => open(page, language));

    test("a hundred thousand printed lines are all there, and the page answers", async ({
      page,
    }) => {
      const output = await run(
        page,
        isPython
          ? "for i in range(1, 100_001):\n    print('line', i)"
          : "for (let i = 1; i <= 100_000; i++) console.log(`line ${i}`);",
      );
      const lines = output.getByRole("group", { name: "Printed lines" });
      await expect(lines).toBeVisible({ timeout: 120_000 });
      /* While it prints: a dialog opens and closes. */
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("dialog")).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
      await done(page);
      await expect(output.getByText("100,000 lines")).toBeVisible();
      await expect(lines.getByText("line 100000", { exact: true })).toBeVisible();
      expect(await lines.locator(".print-line").count()).toBeLessThan(200);
      await lines.focus();
      await page.keyboard.press("Home");
      await expect(lines.getByText("line 1", { exact: true })).toBeVisible();

      await expect(page.getByText("saved", { exact: true })).toBeVisible();
      await page.reload();
      await expect(
        codeCell(page, 1).getByRole("group", { name: "Output" }).getByText("100,000 lines"),
      ).toBeVisible();
    });

    test("each frame of a traceback leads to its line", async ({ page }) => {
      const output = await run(
        page,
        isPython
          ? "def inner(x):\n    return 1 / x\n\ndef outer(x):\n    return inner(x)\n\nouter(0)"
          : "function inner(): never {\n  throw new RangeError('too far');\n}\nfunction outer() {\n  return inner();\n}\nouter();",
      );
      const error = output.getByRole("alert");
      await expect(error).toContainText(isPython ? "ZeroDivisionError" : "RangeError", {
        timeout: 120_000,
      });
      const frames = error.getByRole("listitem").getByRole("button");
      await expect(frames).toHaveCount(3);
      await frames.filter({ hasText: "line 5" }).click();
      const editor = codeCell(page, 1).locator(".monaco-editor").first();
      await expect(editor).toHaveClass(/\bfocused\b/);
      await page.keyboard.type("XX");
      const written = editor.locator(".view-line").filter({ hasText: "XX" });
      await expect(written).toContainText("return");
      await expect(written).toContainText("inner");
    });

    test("values, Markdown, HTML and images are displayed, and are there after a reload", async ({
      page,
    }) => {
      await run(
        page,
        isPython
          ? `import base64
display([{"n": 1, "w": "a"}, {"n": 2, "w": "b"}])
display.markdown("**bold** and\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |")
display.html("<p>From <b>HTML</b></p>")
display.image(base64.b64decode("${PNG}"), alt="A dot")
class Circle:
    def _repr_svg_(self):
        return '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle r="9" cx="10" cy="10"/></svg>'
Circle()`
          : `display([{ n: 1, w: "a" }, { n: 2, w: "b" }]);
display.markdown("**bold** and\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |");
display.html("<p>From <b>HTML</b></p>");
display.image(Uint8Array.from(atob("${PNG}"), (each) => each.charCodeAt(0)), { alt: "A dot" });
class Circle {
  _repr_svg_() {
    return '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle r="9" cx="10" cy="10"/></svg>';
  }
}
new Circle()`,
      );
      await done(page);
      const check = async () => {
        const output = codeCell(page, 1).getByRole("group", { name: "Output" });
        await expect(output.getByRole("table").first()).toContainText("w");
        await expect(output.locator("strong").getByText("bold")).toBeVisible();
        const frame = output.frameLocator("iframe");
        await expect(frame.getByText("From HTML")).toBeVisible();
        await expect(output.getByRole("img", { name: "A dot" })).toBeVisible();
        const circle = output.getByRole("img", { name: "Image displayed by this cell" });
        await expect
          .poll(() => circle.evaluate((image) => (image as HTMLImageElement).naturalWidth))
          .toBe(20);
      };
      await check();
      await expect(page.getByText("saved", { exact: true })).toBeVisible();
      await page.reload();
      await check();
    });

    test("a chart is drawn, with its series, its name and its data as a table", async ({
      page,
    }) => {
      const output = await run(
        page,
        isPython
          ? `rows = [{"day": d, "sold": d * n, "shop": "ab"[n - 1]} for d in range(5) for n in (1, 2)]
for kind in ("line", "area", "bar", "dot"):
    display(chart(rows, type=kind, x="day", y="sold", color="shop", title=kind.title() + "s"))`
          : `const rows = [0, 1, 2, 3, 4].flatMap((day) => [
  { day, sold: day, shop: "a" }, { day, sold: 2 * day, shop: "b" }]);
for (const type of ["line", "area", "bar", "dot"] as const) {
  display(chart({ type, data: rows, x: "day", y: "sold", color: "shop", title: type[0].toUpperCase() + type.slice(1) + "s" }));
}`,
      );
      await done(page);
      for (const type of ["line", "area", "bar", "dot"]) {
        const title = `${type[0]?.toUpperCase()}${type.slice(1)}s`;
        const figure = output.getByRole("figure", { name: title });
        await expect(
          figure.getByRole("img", {
            name: `${title}: ${type} chart of sold by day, one series for each shop; 10 records`,
          }),
        ).toBeVisible();
        expect(await figure.locator("svg path, svg rect, svg circle").count()).toBeGreaterThan(0);
        await expect(figure.getByRole("list")).toContainText("ab");
        await figure.getByText("Data as a table").click();
        await expect(figure.getByRole("row")).toHaveCount(11);
      }
    });

    test("progress moves in place, and a line is written over", async ({ page }) => {
      const output = await run(
        page,
        isPython
          ? `import sys
for i in track(range(2_000), "Rows"):
    pass
progress(3, 4, "Files")
progress(4, 4, "Files")
for i in range(101):
    sys.stderr.write(f"\\r{i} %")
    sys.stderr.flush()
print()
print("a", end="")
print("b")`
          : `for (const each of track(Array.from({ length: 2_000 }), "Rows")) void each;
progress(3, 4, "Files");
progress(4, 4, "Files");
console.log("1 %\\r100 %");
console.log("ab");`,
      );
      await done(page);
      const rows = output.getByRole("progressbar", { name: "Rows" });
      await expect(rows).toHaveCount(1);
      await expect(rows).toHaveAttribute("value", "2000");
      await expect(output.getByText("2,000 of 2,000")).toBeVisible();
      await expect(output.getByRole("progressbar", { name: "Files" })).toHaveAttribute(
        "value",
        "4",
      );
      await expect(output.getByText("100 %", { exact: true })).toBeVisible();
      await expect(output.getByText("ab", { exact: true })).toBeVisible();
    });

    test("a cell says how long it has been running", async ({ page }) => {
      await run(page, isPython ? "import time\ntime.sleep(60)" : "await new Promise(() => {});");
      const timer = codeCell(page, 1).getByRole("timer");
      await expect(timer).toHaveText(/^[1-9]\d* s$/, { timeout: 120_000 });
      await page
        .getByRole("button", { name: /interrupt|stop/i })
        .first()
        .click();
      await expect(timer).toBeHidden();
    });
  });
}

test("printed objects can be unfolded, in their place", async ({ page }) => {
  await open(page, "typescript");
  const output = await run(
    page,
    `console.log("before"); console.log({ a: { b: 1 } }); console.warn("after");`,
  );
  await output.getByRole("button", { name: /^Object/ }).click();
  await expect(output.getByText("a:")).toBeVisible();
  await expect(output.getByText("after", { exact: true })).toHaveClass(/level-warning/);
});

test("a canvas is displayed as the picture on it", async ({ page }) => {
  await open(page, "typescript");
  const output = await run(
    page,
    `const canvas = new OffscreenCanvas(30, 20);
canvas.getContext("2d")!.fillRect(0, 0, 30, 20);
display(canvas);
canvas.getContext("2d")!.getImageData(0, 0, 7, 7)`,
  );
  await done(page);
  const images = output.getByRole("img");
  await expect(images).toHaveCount(2);
  await expect
    .poll(() =>
      images.evaluateAll((all) => all.map((each) => (each as HTMLImageElement).naturalWidth)),
    )
    .toEqual([30, 7]);
});

test.describe("what a stranger displays", () => {
  let outside: Server;
  let heard: string[] = [];
  let host = "";

  test.beforeAll(async () => {
    outside = createServer((request, response) => {
      heard.push(request.url ?? "");
      response.end("");
    });
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    host = `127.0.0.1:${(outside.address() as AddressInfo).port}`;
  });

  test.afterAll(() => outside.close());

  test("runs no script and makes no request", async ({ page }) => {
    heard = [];
    /* A request that the policy stops is announced too; one that was answered got out. */
    const answered: string[] = [];
    page.on("response", (response) => {
      if (response.url().includes("leak")) answered.push(response.url());
    });
    await open(page, "typescript");
    await page.evaluate(() => Reflect.set(window, "attacked", 0));
    const url = `http://${host}/leak`;
    const attack = `parent.attacked = top.attacked = 1; fetch('${url}?fetch')`;
    const html = `
      <p>harmless</p>
      <script>${attack}</script>
      <img src=x onerror="${attack}"><svg onload="${attack}"><script>${attack}</script></svg>
      <img src="${url}?img"><link rel="stylesheet" href="${url}?css"><link rel="dns-prefetch" href="//${host}">
      <style>@import "${url}?import"; body { background: url("${url}?background") } p { font-family: x } @font-face { font-family: x; src: url("${url}?font") }</style>
      <p style="background: url('${url}?style')">styled</p>
      <iframe src="${url}?frame"></iframe><object data="${url}?object"></object><embed src="${url}?embed">
      <iframe srcdoc="<script>${attack}</script>"></iframe>
      <meta http-equiv="refresh" content="0; url=${url}?refresh"><base href="${url}?base">
      <form action="${url}?form"><button>send</button></form><video src="${url}?video" poster="${url}?poster"></video>
      <a href="javascript:${attack}" target="_top">click</a><a href="${url}?link" target="_top" ping="${url}?ping">link</a>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40" onload="${attack}">
      <script>${attack}</script><image href="${url}?svgimage" width="9" height="9"/><style>@import "${url}?svgcss";</style>
      <foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${url}?svgframe"/></foreignObject><circle r="9"/></svg>`;
    const markdown = `[click](javascript:${encodeURIComponent(attack)}) <img src=x onerror="${attack}"> <script>${attack}</script>`;
    const output = await run(
      page,
      `display.html(${JSON.stringify(html)});
display.svg(${JSON.stringify(svg)}, { alt: "drawn" });
display.markdown(${JSON.stringify(markdown)});
display.image(new TextEncoder().encode(${JSON.stringify(html)}), { alt: "no image" });
console.log(${JSON.stringify(html.split("\n")[2])});
display(chart({ type: "bar", data: [{ x: "<img src=x onerror='${attack.replaceAll("'", "")}'>", y: 1 }], x: "x", y: "y", title: "<script>1</script>" }));`,
    );
    await done(page);
    const frame = output.frameLocator("iframe");
    await expect(frame.getByText("harmless")).toBeVisible();
    await expect(
      frame.locator("script, iframe, object, embed, link, base, form, video"),
    ).toHaveCount(0);
    await frame.getByText("link").click();
    await expect(output.getByRole("img", { name: "drawn" })).toBeVisible();
    await expect(
      output.getByText("This cannot be read as an image", { exact: false }),
    ).toBeVisible();
    await expect(output.getByRole("figure", { name: "<script>1</script>" })).toBeVisible();
    await expect(output.locator("script")).toHaveCount(0);
    const attributes = await output.locator("iframe").evaluate((element) => ({
      sandbox: element.getAttribute("sandbox"),
      document: (element as HTMLIFrameElement).contentDocument,
    }));
    expect(attributes).toEqual({ sandbox: "", document: null });
    /* All that could still come has had its time: another cell has run. */
    await runCell(page, 2, `"later"`);
    await expect(codeCell(page, 2).getByText("later").last()).toBeVisible();
    expect(await page.evaluate(() => Reflect.get(window, "attacked"))).toBe(0);
    expect(heard).toEqual([]);
    expect(answered).toEqual([]);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("axe finds nothing in the outputs, on a wide page and a phone's", async ({ page }) => {
      await open(page, "typescript");
      const output = await run(
        page,
        `for (let i = 0; i < 300; i++) console.log(i);
console.warn("careful"); console.error("wrong"); console.log({ a: 1 });
display.html("<p>HTML</p>");
display.markdown("Some *text*");
display.svg('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', { alt: "nothing" });
progress(1, 3, "Part"); progress(1);
display(chart({ type: "bar", data: [{ x: "a", y: 1, c: "p" }, { x: "b", y: 2, c: "q" }], x: "x", y: "y", color: "c", title: "Bars" }));
function deep() { throw new Error("at the end"); }
deep();`,
      );
      await expect(output.getByRole("alert")).toContainText("at the end");
      await output.getByText("Data as a table").click();
      await expect(output.getByRole("region", { name: "Data of the chart" })).toBeVisible();
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await expect(output).toBeVisible();
        /* In a frame without scripts axe cannot run; what is in it is a stranger's. */
        const { violations } = await new AxeBuilder({ page })
          .include(".outputs")
          .exclude(".displayed-html iframe")
          .analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual(
          [],
        );
        const over = await output.evaluate((element) => element.scrollWidth - element.clientWidth);
        expect(over).toBeLessThanOrEqual(1);
      }
    });
  });
}

test("a tab that follows sees what a cell displays", async ({ page, context }) => {
  await open(page, "typescript");
  const follower = await context.newPage();
  await follower.goto("./?notebook=my-first-flow");
  await expect(codeCell(follower, 1)).toBeVisible();
  await run(page, `display.markdown("**seen by both**"); display.html("<b>in a frame</b>");`);
  await done(page);
  const output = codeCell(follower, 1).getByRole("group", { name: "Output" });
  await expect(output.getByText("seen by both")).toBeVisible();
  await expect(output.frameLocator("iframe").getByText("in a frame")).toBeVisible();
});
