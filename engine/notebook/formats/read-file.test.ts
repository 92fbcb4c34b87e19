import { expect, it } from "vitest";
import { toMarkdown } from "../markdown.ts";
import { readNotebookFile } from "./read-file.ts";

const read = (name: string, content: string | Uint8Array) => {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return readNotebookFile({ name, bytes }, "n", () => "new");
};

it("calls a foreign file without a heading as its name is, and leaves others alone", () => {
  expect(read("my_flow.v2.py", "x = 1\n").notebook.title).toBe("my_flow.v2");
  expect(read("a.py", "# %% [markdown]\n# # Own\n").notebook.title).toBe("Own");
  const markdown = read("a.md", "\uFEFFtext\r\n").notebook;
  expect(markdown.title).toBe("Untitled");
  expect(toMarkdown(markdown)).toBe("\uFEFFtext\r\n");
});

it("refuses what is no text, and names the file", () => {
  expect(() => read("a.py", new Uint8Array([0xff, 0xfe, 65, 0]))).toThrow(/"a\.py" is no text in/);
  expect(() => read("a.ipynb", "{")).toThrow(/no whole Jupyter notebook/);
});
