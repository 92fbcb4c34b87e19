import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseCell } from "../../lang/typescript/parse.ts";
import { parseNotebook } from "../markdown.ts";
import { typescriptFormat } from "./typescript-script.ts";

const notebook = (...cells: string[]) =>
  parseNotebook("n", cells.map((cell) => `\`\`\`ts\n${cell}\n\`\`\`\n`).join("\n"));

it("imports each name once, and leaves other code as it is", () => {
  const { text, warnings } = typescriptFormat.write(
    notebook(
      'import { task, Flow } from "prefect";\nconst a = 1;',
      "import { Flow, task } from 'prefect'; const b = 2;\nimport { Flow as F, mapped } from 'prefect'",
      'import { task } from "prefect";\n\nimport type { State } from "prefect";\nconst c = 3;',
      'import { mapped, type State, tags as t } from "prefect";\nimport * as all from "prefect";',
    ),
  );
  expect(text).toBe(`// %%
import { task, Flow } from "prefect";
const a = 1;

// %%
 const b = 2;
import { Flow as F, mapped } from 'prefect'

// %%
import type { State } from "prefect";
const c = 3;

// %%
import { tags as t } from "prefect";
import * as all from "prefect";
`);
  expect(warnings).toEqual([]);
});

it("says which names a module cannot have twice, and what it could not read", () => {
  const text =
    "```ts\nconst flow = 1, { a, b: [c] } = x;\nfunction f() {}\n```\n\n```python\nx = 1\n```\n\n```ts\nlet flow = 2;\nclass c {}\ninterface I {}\n```\n\n```ts\nlet = (\n```\n";
  const { text: file, warnings } = typescriptFormat.write(parseNotebook("n", text));
  expect(file).toContain("// %% [python]\n// x = 1\n");
  expect(warnings).toEqual([
    expect.stringContaining("The Python of cell 2"),
    expect.stringContaining("TypeScript cannot read cell 4"),
    expect.stringContaining('"flow" (cells 1 and 3), "c" (cells 1 and 3)'),
  ]);
});

it("comes back with prose, cells and checks", () => {
  const document =
    "# T\n\n* a\n\n%% b\n\n/* c */\n\n```ts\nconst a = 1;\n```\n\nText\n\n```ts check its-name\nawait flow.run();\n```\n\n```python\n# %% x\n```\n";
  const { text } = typescriptFormat.write(parseNotebook("n", document));
  expect(typescriptFormat.read(text).markdown).toBe(document);
});

it("reads a plain module as one cell, and comments of several lines as prose", () => {
  expect(typescriptFormat.read("const a = 1;\r\n\r\n// b\r\n").markdown).toBe(
    "```ts\nconst a = 1;\n\n// b\n```\n",
  );
  expect(typescriptFormat.read("// %% [markdown]\n/**\n# T\n*/\n\n//%%\na").markdown).toBe(
    "# T\n\n```ts\na\n```\n",
  );
});

const line = fc.constantFrom("", "text", "// a", "/", "%% x", " %%", "*/", "🦦", "    code");
const prose = fc
  .array(line, { minLength: 1, maxLength: 5 })
  .map((lines) => `p\n${lines.join("\n")}\np`);
const code = fc.constantFrom("a();", "const f = `\n// x\n`;", "// only", "x = (");

it("comes back as the same document where nothing is imported twice", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(prose, code), { maxLength: 4 }), (pairs) => {
      const cells = pairs.flatMap(([text, own]) => [text, `\`\`\`ts\n${own}\n\`\`\``]);
      const document = cells.length === 0 ? "" : `${cells.join("\n\n")}\n`;
      const { text } = typescriptFormat.write(parseNotebook("n", document));
      expect(typescriptFormat.read(text).markdown).toBe(document);
    }),
    { numRuns: 300 },
  );
});

const directory = new URL("../../../public/notebooks/", import.meta.url);
const lessons = readdirSync(new URL("lessons/", directory)).filter((name) =>
  name.endsWith("-ts.md"),
);

it.each(["my-first-flow.md", ...lessons.map((name) => `lessons/${name}`)])(
  "makes a module of %s, and the same document of that",
  (name) => {
    const document = readFileSync(new URL(name, directory), "utf8");
    const { text, warnings } = typescriptFormat.write(parseNotebook("n", document));
    expect(warnings).toEqual([]);
    expect(parseCell("c", text).diagnostics).toEqual([]);
    const { markdown } = typescriptFormat.read(text);
    const texts = (each: string) => parseNotebook("n", each).cells.map((cell) => cell.text.trim());
    expect(texts(markdown)).toEqual(texts(document));
  },
);
