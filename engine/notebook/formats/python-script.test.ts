import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseNotebook } from "../markdown.ts";
import { pythonFormat } from "./python-script.ts";

const notebook = (...cells: string[]) =>
  parseNotebook("n", cells.map((cell) => `\`\`\`python\n${cell}\n\`\`\`\n`).join("\n"));
const script = (...cells: string[]) => pythonFormat.write(notebook(...cells)).text;

/** What stands under `if __name__ == "__main__":`, and what above. */
function parts(...cells: string[]): { above: string; main: string } {
  const [above = "", main = ""] = script(...cells).split('if __name__ == "__main__":\n');
  const plain = (text: string) =>
    text
      .split("\n")
      .filter((line) => !/^\s*# %%/.test(line) && line.trim() !== "")
      .join("\n");
  return { above: plain(above), main: plain(main) };
}

const FLOW = 'with Flow("f") as flow:\n    x = add(1)';

it("puts the runs of flows, and what needs them, under one guard at the end", () => {
  expect(
    script(
      "from prefect import task, Flow\n\n@task\ndef add(x):\n    return x + 1",
      FLOW,
      "# run it\nstate = flow.run()\nassert state.is_successful()",
      "def more():\n    pass",
      "print(state)",
    ),
  ).toBe(`# %%
from prefect import task, Flow

@task
def add(x):
    return x + 1

# %%
with Flow("f") as flow:
    x = add(1)

# %%
def more():
    pass

# %%
if __name__ == "__main__":
    # %%
    # run it
    state = flow.run()
    assert state.is_successful()

    # %%
    print(state)
`);
});

it("runs the flow that was built last where no cell runs one", () => {
  const flows = 'a = Flow("a")\nwith Flow("b") as b:\n    pass';
  expect(parts(flows, "x = 1").main).toBe("    b.run()");
  expect(script("x = 1")).not.toContain("__main__");
});

it.each([
  ["a run within an expression", "x = [flow.run(), 1]"],
  ["a run in a loop", "for each in [1]:\n    flow.run(n=each)"],
  ["a run of a flow made on the spot", 'Flow("g").run()'],
  ["a run of what a function built", "made = build()", "made.run()"],
  ["a run of a copy", "other = flow.copy()", "other.run()"],
  ["a function that runs one", "def go():\n    return flow.run()", "go()"],
  ["a function that calls one that does", "def a(): flow.run()\ndef b(): a()", "b()"],
  ["a lambda that runs one", "go = lambda: flow.run()", "go()"],
  ["a run within a lambda that is handed over", "list(map(lambda n: flow.run(n=n), [1]))"],
  ["a function that runs one and is handed over", "def go(n): flow.run()", "list(map(go, [1]))"],
  ["two statements on a line", "y = 1; flow.run()"],
])("sees %s", (_, ...cells) => {
  const { above, main } = parts(FLOW, ...cells);
  const last = cells.at(-1)!;
  expect(main).toContain(last.split("\n")[0]);
  expect(above).toContain(FLOW);
  for (const cell of cells.slice(0, -1)) expect(above).toContain(cell.split("\n")[0]);
});

it.each([
  ["a task called as a function", "@task\ndef f():\n    pass\n\nf.run()"],
  [
    "a task of a class",
    "class T(Task):\n    def run(self):\n        self.inner.run()\n\nT().run()",
  ],
  ["an object of such a class", "class T(Task):\n    pass\n\nt = T()\nt.run()"],
  ["a module's function", "import subprocess\nsubprocess.run(['a'])"],
  ["a task that runs a flow", "@task\ndef f():\n    child.run()\n\nwith Flow('a') as a:\n    f()"],
])("takes %s for no run of a flow", (_, cell) => {
  const { main } = parts(cell);
  expect(main).not.toContain("f()\n");
  expect(main).not.toMatch(/T\(\)|t\.run|f\.run|subprocess/);
});

it("keeps the order of what reads a name and what gives it another meaning", () => {
  const { above, main } = parts(
    'with Flow("one") as flow:\n    pass',
    "state = flow.run()",
    'with Flow("two") as flow:\n    pass',
    "flow.run()",
  );
  expect(above).toBe('with Flow("one") as flow:\n    pass');
  expect(main).toBe(
    '    state = flow.run()\n    with Flow("two") as flow:\n        pass\n    flow.run()',
  );
});

it("knows what the tasks of a flow read when they run", () => {
  const task = "rate = 2\n\n@task\ndef pay(x):\n    return x * rate";
  const { above, main } = parts(
    task,
    FLOW.replace("add", "pay"),
    "flow.run()",
    "rate = 3",
    "y = 1",
  );
  expect(above).toContain("rate = 2");
  expect(above).not.toContain("rate = 3");
  expect(above).toContain("y = 1");
  expect(main).toBe("    flow.run()\n    rate = 3");
});

it("knows what the tasks of a flow alter when they run", () => {
  const task = "seen = []\n\n@task\ndef note(x):\n    seen.append(x)";
  const { main } = parts(
    task,
    FLOW.replace("add", "note"),
    "flow.run()",
    "print(seen)",
    "print(1)",
  );
  expect(main).toBe("    flow.run()\n    print(seen)");
});

it("adds to a flow after its run only then", () => {
  expect(parts(FLOW, "flow.run()", "flow.add_task(t)").main).toBe(
    "    flow.run()\n    flow.add_task(t)",
  );
});

it("leaves texts of several lines as they are, and brings them back", () => {
  const cell = 'state = flow.run(text="""\na\n    b\n""")\nprint(f"""\n{state}""")';
  const text = script(FLOW, cell);
  expect(text).toContain(
    '    state = flow.run(text="""\na\n    b\n""")\n    print(f"""\n{state}""")',
  );
  expect(pythonFormat.read(text).markdown).toContain(cell);
});

it("moves what must stand first to the top", () => {
  expect(script("a = 1", "from __future__ import annotations\nb = 2")).toBe(
    "from __future__ import annotations\n\n# %%\na = 1\n\n# %%\nb = 2\n",
  );
});

it("has checks wait whole: they would fail whoever imports the script", () => {
  const text = `\`\`\`python\na = Flow("a")\n\`\`\`\n\n\`\`\`python check c\nx = 1\nassert x\n\`\`\`\n`;
  expect(pythonFormat.write(parseNotebook("n", text)).text).toBe(
    '# %%\na = Flow("a")\n\n# %%\nif __name__ == "__main__":\n    # %% check="c"\n    x = 1\n    assert x\n\n    # %%\n    a.run()\n',
  );
});

it("says what a script cannot do", () => {
  const text =
    "```ts\nconst a = 1\n```\n\n```python\nx = (\n```\n\n```python\nawait x\n```\n\n```python\nasync def f():\n    await x\n```\n";
  const { text: file, warnings } = pythonFormat.write(parseNotebook("n", text));
  expect(file).toContain("# %% [typescript]\n# const a = 1\n");
  expect(warnings).toEqual([
    expect.stringContaining("The TypeScript of cell 1 stands in comments"),
    expect.stringContaining("Python cannot read cell 2"),
    expect.stringContaining("In cell 3 something is awaited"),
    expect.stringContaining("No flow was found"),
  ]);
});

it("says which flows an import of the script does not have", () => {
  const { warnings } = pythonFormat.write(notebook(FLOW, "flow.run()", FLOW));
  expect(warnings).toEqual([expect.stringMatching(/^The flow "flow" of cell 3 is built only/)]);
});

it("comes back with its prose, its cells and its checks; the runs last", () => {
  const text = [
    "# Title\n\n- a\n\n    %% b\n\n```js\nx\n```",
    "```python\na = 1\n```",
    "End",
    "```python\nflow.run()\nb = 2\n```",
    "```python check its-name\nassert flow.run()\n```",
    "```ts\nconst a = 1;\n```",
  ];
  const { markdown } = pythonFormat.read(
    pythonFormat.write(parseNotebook("n", `${text.join("\n\n")}\n`)).text,
  );
  const [title, a, end, , check, ts] = text;
  const both = ["```python\nb = 2\n```", ts, "```python\nflow.run()\n```", check];
  expect(markdown).toBe(`${[title, a, end, ...both].join("\n\n")}\n`);
});

const line = fc.constantFrom(
  "",
  "text",
  "# T",
  "#",
  "| a",
  "%% x",
  "  %%x",
  "# %%",
  "é🦦",
  '"""',
  "    code",
);
const prose = fc
  .array(line, { minLength: 1, maxLength: 6 })
  .map((lines) => `p\n${lines.join("\n")}\np`);
const code = fc.constantFrom(
  "a = 1",
  "def f():\n    return '''\n# x\n'''",
  "# only a comment",
  "print(a)",
  "x = (",
);

it("comes back as the same document where no flow is run", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(prose, code), { maxLength: 4 }), (pairs) => {
      const cells = pairs.flatMap(([text, own]) => [text, `\`\`\`python\n${own}\n\`\`\``]);
      const document = cells.length === 0 ? "" : `${cells.join("\n\n")}\n`;
      const written = pythonFormat.write(parseNotebook("n", document)).text;
      expect(pythonFormat.read(written).markdown).toBe(document);
    }),
    { numRuns: 300 },
  );
});

it("reads a plain script as one cell, and what other programs write as cells", () => {
  expect(pythonFormat.read("#!/usr/bin/env python\n\nx = 1\r\n\n").markdown).toBe(
    "```python\n#!/usr/bin/env python\n\nx = 1\n```\n",
  );
  const jupytext =
    '# ---\n# jupyter:\n#   x: 1\n# ---\n\n# %% [markdown]\n# """\n# hi\n\n# %% [md]\n"""\n# Two\n"""\n\n# %% Load data\na = 1\n# %% [raw]\n# raw\n#%%\nb = 2\n# In[3]:\nc = 3\n';
  expect(pythonFormat.read(jupytext).markdown).toBe(
    '"""\nhi\n\n# Two\n\n```python\n# Load data\na = 1\n```\n\n~~~~text\nraw\n~~~~\n\n```python\nb = 2\n```\n\n```python\nc = 3\n```\n',
  );
  expect(pythonFormat.read("").markdown).toBe("");
});

const directory = new URL("../../../public/notebooks/", import.meta.url);
const lessons = readdirSync(new URL("lessons/", directory)).filter((name) =>
  name.endsWith("-py.md"),
);

it.each(["thinking-prefectly.md", ...lessons.map((name) => `lessons/${name}`)])(
  "keeps every word of %s",
  (name) => {
    const text = readFileSync(new URL(name, directory), "utf8");
    const { markdown } = pythonFormat.read(pythonFormat.write(parseNotebook("n", text)).text);
    const words = (document: string) => document.split(/\s+/).toSorted();
    const fences = (word: string) => !word.startsWith("```");
    expect(
      words(markdown)
        .filter(fences)
        .filter((word) => word !== "python"),
    ).toEqual(words(text).filter(fences));
  },
);
