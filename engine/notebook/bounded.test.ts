import { expect, it } from "vitest";
import { plainCells, renderMarkdown } from "./bounded.ts";
import { parseNotebook, toMarkdown } from "./markdown.ts";
import { decodeShare } from "./share/share.ts";

/** Text as it stands in the page, of HTML without attributes. */
const words = (html: string): string => html.replace(/<[^>]+>/g, "").replaceAll("&gt;", ">");

const items = (depth: number): string =>
  Array.from({ length: depth }, (_, level) => `${"  ".repeat(level)}- item${level}`).join("\n");

it.each([
  ["quotes", "> ".repeat(5_000)],
  ["items on a line", `${"- ".repeat(3_000)}a`],
  ["items within items", items(600)],
  ["images within images", `${"![".repeat(900)}x${"](x)".repeat(900)}`],
  ["a long word before an @", `${"a".repeat(100_000)}@`],
  ["many paragraphs of a long word", `${"a".repeat(4_000)}@\n\n`.repeat(900)],
  ["marks that never end", "*a ".repeat(100_000)],
  ["many items", "- a\n".repeat(900_000)],
  ["a line of millions of letters", "|".repeat(3_000_000)],
])(
  "reads %s without end, loses nothing, and says that it is shown as it is",
  (_name, text) => {
    const notebook = parseNotebook("x", text);
    expect(toMarkdown(notebook) === text).toBe(true);
    const plain = plainCells(notebook.cells);
    const rendered = notebook.cells.map(({ id, text: own }) => renderMarkdown(own, plain.has(id)));
    expect(rendered.some(({ isCut }) => isCut)).toBe(true);
  },
  60_000,
);

it("opens the link that once crashed the page", () => {
  const { markdown } = decodeShare("azsUtnd9ZwbFD2REXV40r7w");
  expect(markdown).toBe("> ".repeat(5_000));
  expect(toMarkdown(parseNotebook("x", markdown))).toBe(markdown);
});

it("shows every word of what is too deep", () => {
  const { html, isCut } = renderMarkdown(items(40));
  expect(isCut).toBe(true);
  for (let level = 0; level < 40; level++) expect(words(html)).toContain(`item${level}`);
});

it("escapes what it shows as it is", () => {
  const { html } = renderMarkdown("<img src=x onerror=alert(1)>", true);
  expect(html).not.toContain("<img");
});

it.each([
  ["nested as people nest", items(8)],
  [
    "a long paragraph",
    "Some *words* and `code`, and [a link](https://example.com/page). ".repeat(60),
  ],
  ["a picture in the text", `See ![chart](data:image/png;base64,${"Qk".repeat(100_000)}).`],
  ["a long list", "- an item with *marks* of it\n".repeat(2_000)],
  ["a big table", `| a | b |\n|---|---|\n${"| 1 | `x` |\n".repeat(1_000)}`],
])("reads %s as Markdown in full", (_name, text) => {
  const rendered = renderMarkdown(text);
  expect(rendered.isCut).toBe(false);
  expect(rendered.html).toMatch(/<(li|em|img|td)/);
});

it("counts all cells of a notebook: many that are bearable are too much together", () => {
  const cell = `${"word ".repeat(10)}${"a".repeat(3_000)}@`;
  const { cells } = parseNotebook("x", `${cell}\n\n~~~ts\n~~~\n`.repeat(60));
  expect(renderMarkdown(cell).isCut).toBe(false);
  expect(plainCells(cells).has(cells[0]?.id ?? "")).toBe(false);
  expect(plainCells(cells).size).toBeGreaterThan(30);
});
