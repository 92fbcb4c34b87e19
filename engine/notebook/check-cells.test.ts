import { describe, expect, test } from "vitest";
import { checkNameOf } from "./check-cells.ts";
import { parseNotebook } from "./markdown.ts";

const namesIn = (text: string) => parseNotebook("n", text).cells.map(checkNameOf);

describe("the name of a check", () => {
  test("is the word behind `check`, in both languages and all their short names", () => {
    expect(namesIn("```python check map-squares\nassert True\n```\n")).toEqual(["map-squares"]);
    expect(namesIn("```py check a\n```\n\n```ts check b\n```\n")).toEqual(["a", "b"]);
    expect(namesIn("```typescript check c\n```\n")).toEqual(["c"]);
  });

  test("is found behind blank lines, a byte order mark, more blanks and another fence", () => {
    expect(namesIn("\n\n```py check a\n```\n")).toEqual(["a"]);
    expect(namesIn("\uFEFF```py check a\n```\n")).toEqual(["a"]);
    expect(namesIn("~~~~  py   CHECK \t a   more\n~~~~\n")).toEqual(["a"]);
    expect(namesIn("   ```py check a\r\n   ```\r\n")).toEqual(["a"]);
  });

  test("is null for prose, a plain cell, other words, and a check without a name", () => {
    expect(namesIn("# check a\n\n```py\ncheck = 1\n```\n")).toEqual([null, null]);
    expect(namesIn("```py checks a\n```\n")).toEqual([null]);
    expect(namesIn("```py hidden check a\n```\n")).toEqual([null]);
    expect(namesIn("```py check\na\n```\n")).toEqual([null]);
  });

  test("says nothing of a block that is no cell", () => {
    expect(namesIn("```text check a\n```\n")).toEqual([null]);
  });
});
