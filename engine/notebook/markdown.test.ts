import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNotebook, toMarkdown } from "./markdown.ts";
import { documents } from "../testing/random-documents.ts";

const cellsOf = (text: string) =>
  parseNotebook("n", text).cells.map(({ kind, language, text: own }) => [language ?? kind, own]);

describe("parseNotebook", () => {
  it.each<[string, string, [string, string][]]>([
    [
      "prose and code",
      "# A\n\ntext\n\n```ts\nlet a\n```\n\nmore\n",
      [
        ["prose", "# A\n\ntext"],
        ["typescript", "let a"],
        ["prose", "more"],
      ],
    ],
    [
      "every name of a language",
      "```ts\n```\n```typescript\n```\n```py\n```\n```Python extra\n```",
      [
        ["typescript", ""],
        ["typescript", ""],
        ["python", ""],
        ["python", ""],
      ],
    ],
    [
      "other fences as prose",
      "```js\na\n```\n```\nb\n```\n```tsx\n```",
      [["prose", "```js\na\n```\n```\nb\n```\n```tsx\n```"]],
    ],
    [
      "tildes and long fences",
      "~~~~ts\n~~~\n```\n~~~~~\n````py\n```\n````",
      [
        ["typescript", "~~~\n```"],
        ["python", "```"],
      ],
    ],
    [
      "a fence inside another as text",
      "```md\n```ts\nlet a\n```\n",
      [["prose", "```md\n```ts\nlet a\n```"]],
    ],
    [
      "an unclosed fence to the end",
      "a\n```ts\nb\n\nc\n",
      [
        ["prose", "a"],
        ["typescript", "b\n\nc"],
      ],
    ],
    [
      "an indented fence without its margin",
      "  ```ts\n  a\n    b\n c\n  ```",
      [["typescript", "a\n  b\nc"]],
    ],
    ["four spaces as prose", "    ```ts\n    a\n    ```", [["prose", "    ```ts\n    a\n    ```"]]],
    [
      "fences in lists, quotes and comments as prose",
      "1. x\n\n   ```ts\n   a\n   ```\n\n> ```ts\n> a\n> ```\n\n<!--\n```ts\n```\n-->",
      [["prose", "1. x\n\n   ```ts\n   a\n   ```\n\n> ```ts\n> a\n> ```\n\n<!--\n```ts\n```\n-->"]],
    ],
    [
      "carriage returns",
      "a\r\nb\r\n\r\n```ts\r\nc\r\nd\r\n```\r\n",
      [
        ["prose", "a\nb"],
        ["typescript", "c\nd"],
      ],
    ],
    ["a byte order mark", "\uFEFF```ts\na\n```", [["typescript", "a"]]],
    ["a byte order mark before prose", "\uFEFF# A\n", [["prose", "# A"]]],
    [
      "code without prose between",
      "\n\n```ts\na\n```\n\n\n```ts\nb\n```\n\n",
      [
        ["typescript", "a"],
        ["typescript", "b"],
      ],
    ],
    ["blank lines in code", "```ts\n\na\n\n```", [["typescript", "\na\n"]]],
    ["nothing", "", []],
    ["blank lines only", "\n \n", [["prose", ""]]],
  ])("reads %s", (_, text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it.each([
    ["# A *good* `title` #\n", "A good title"],
    ["text\n\n```ts\n# no\n```\n\nA\nB\n===\n", "A\nB"],
    ["text", "Untitled"],
    ["#\n## B & <C>", "B & <C>"],
    ["- # in a list\n\n# A", "A"],
    ["\uFEFF# A\r\ntext", "A"],
  ])("finds the title of %j", (text, title) => {
    expect(parseNotebook("n", text).title).toBe(title);
  });

  it("names the cells as before, and new ones anew", () => {
    const text = "a\n```ts\n```\nb\n```ts\n```\n";
    const ids = (before: string[]) => parseNotebook("n", text, before).cells.map(({ id }) => id);
    expect(ids([])).toEqual(["c1", "c2", "c3", "c4"]);
    expect(ids(["x", "c2"])).toEqual(["x", "c2", "c1", "c3"]);
    expect(ids(["x", "x", "y", "z", "v", "w"])).toEqual(["x", "y", "z", "v"]);
  });
});

describe("toMarkdown", () => {
  it("gives back any document byte for byte", () => {
    fc.assert(
      fc.property(documents, (text) => {
        expect(toMarkdown(parseNotebook("n", text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});
