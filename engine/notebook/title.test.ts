import fc from "fast-check";
import { expect, it } from "vitest";
import { parseNotebook, toMarkdown } from "./markdown.ts";
import { copyTitle, withTitle } from "./title.ts";

let count = 0;
const newId = () => `new${(count += 1)}`;
const renamed = (text: string, title: string) =>
  toMarkdown(withTitle(parseNotebook("n", text), title, newId));

it.each([
  ["# A *b*\n\ntext\n", "# New\n\ntext\n"],
  ["intro\n\n### A\nmore\n", "intro\n\n### New\nmore\n"],
  ["A\n=\n\n```ts\n1\n```\n", "# New\n\n```ts\n1\n```\n"],
  ["```ts\n1\n```\n\n## A\n", "```ts\n1\n```\n\n## New\n"],
  ["#\n\n# A #\r\nx\r\n", "#\r\n\r\n# New\r\nx\r\n"],
  ["", "# New\n"],
  ["```ts\n1\n```\n", "# New\n\n```ts\n1\n```\n"],
  ["text", "# New\n\ntext"],
])("makes %j %j", (text, expected) => {
  expect(renamed(text, " New\n").replaceAll("\r\n", "\n")).toBe(expected.replaceAll("\r\n", "\n"));
});

it("changes nothing where the title is the same, or no words", () => {
  const notebook = parseNotebook("n", "# A  \n");
  expect(withTitle(notebook, "A", newId)).toBe(notebook);
  expect(withTitle(notebook, " \n", newId)).toBe(notebook);
});

it("has any words as the title, whatever Markdown means by them", () => {
  const words = fc.oneof(
    fc.constantFrom(
      "A (copy)",
      "*a*",
      "a_b_c",
      "`x`",
      "#",
      "a #",
      "[a](b)",
      "<b>",
      "&amp;",
      "1. a",
      "- a",
      "~~a~~",
      "a\\",
      "---",
    ),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  );
  const documents = fc.constantFrom("# A\n\ntext\n", "A\n===\n", "", "text\n", "```ts\n# A\n```\n");
  fc.assert(
    fc.property(documents, words, (text, title) => {
      const plain = title.replace(/\s+/g, " ").trim();
      fc.pre(plain !== "");
      expect(withTitle(parseNotebook("n", text), title, newId).title).toBe(plain);
    }),
  );
});

it("gives a copy a title of its own", () => {
  expect(copyTitle("A", ["A"])).toBe("A (copy)");
  expect(copyTitle("A (copy)", ["A", "A (copy)"])).toBe("A (copy 2)");
  expect(copyTitle("A (copy 2)", ["A (copy)", "A (copy 2)"])).toBe("A (copy 3)");
});
