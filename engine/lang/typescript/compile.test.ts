import { describe, expect, it } from "vitest";
import { compileCell } from "./compile.ts";

function factsOf(text: string) {
  const result = compileCell("c", text);
  const { defines, uses, mutates } = result.ok ? result.cell : result.facts;
  return { defines, uses, mutates };
}

function faultsOf(text: string): string[] {
  const result = compileCell("c", text);
  if (result.ok) return [];
  return result.diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("the facts of a cell", () => {
  it.each<[string, string, string[]]>([
    [
      "variables of all kinds",
      "const a = 1, { b, c: [d, ...e], f = 1, ...g } = x; let h; var i",
      ["a", "b", "d", "e", "f", "g", "h", "i"],
    ],
    [
      "functions, classes and enums",
      "function f() {} class C {} enum E {} export abstract class D {}",
      ["f", "C", "E", "D"],
    ],
    [
      "imports",
      'import t, { a as b, type T } from "prefect"; import * as p from "prefect"; import type { U } from "prefect"',
      ["t", "b", "p"],
    ],
    [
      "var in blocks and loops",
      "if (x) { var a; let b } for (var c of x) { function d() {} }",
      ["a", "c"],
    ],
    [
      "no types and nothing declared elsewhere",
      "type A = 1; interface B {} declare const c: 1; declare class D {} declare enum E { F }",
      [],
    ],
    [
      "no inner names",
      "const f = (a) => { const b = a; return class Q { q = b } }; try {} catch (e) {}",
      ["f"],
    ],
  ])("define %s", (_, text, defines) => {
    expect(factsOf(text).defines).toEqual(defines);
  });

  it.each<[string, string, string[]]>([
    [
      "what it does not declare",
      "const a = b + c(d.e[f]); g`h${i}`",
      ["b", "c", "d", "f", "g", "i"],
    ],
    [
      "nothing that is declared later or deeper",
      "f(); function f(a, { b = a }) { var c; return [c, d]; let d }",
      [],
    ],
    [
      "default values and computed keys",
      "function f(x = y, { [z]: q = w }) {} class A { [k] = v; static { s } #p = r }",
      ["y", "z", "w", "k", "v", "s", "r"],
    ],
    [
      "no keys, labels or private names",
      "l: for (;;) { break l } ({ a: b, c() {} }).d.e; class A { #p; m() { return #p in this } }",
      ["b"],
    ],
    [
      "no types",
      "let a: B = c as D<E>; f<G>(h satisfies I); class J<K> extends l<M> implements N {}",
      ["c", "f", "h", "l"],
    ],
    ["no enum members", "enum E { A, B = A + c }", ["c"]],
    ["the outer name in a parameter's default", "function f(a = b) { var b; return b }", ["b"]],
    [
      "the name of a function expression only outside of it",
      "(function f() { return f }); f",
      ["f"],
    ],
    [
      "arguments only outside of functions",
      "function f() { return arguments } arguments",
      ["arguments"],
    ],
    ["each name once, in order", "b; a; b", ["b", "a"]],
    ["shorthands", "({ a, b: { c } = d } = e); ({ f })", ["a", "c", "d", "e", "f"]],
  ])("use %s", (_, text, uses) => {
    expect(factsOf(text).uses).toEqual(uses);
  });

  it.each<[string, string, string[]]>([
    [
      "assigned names",
      "a = 1; b += 1; c++; [d, e.f] = x; ({ g, h: i = 1, ...j } = x); for (k of x);",
      "abcdegijk".split(""),
    ],
    [
      "changed properties",
      "a.b = 1; c[d].e++; delete f.g; h!.i = 1; (j as any).k = 1",
      "acfhj".split(""),
    ],
    [
      "mutating methods",
      "flow.addTask(t); xs.push(1); a.b?.c.set(1, 2); flow2.with(() => {})",
      ["flow", "xs", "a", "flow2"],
    ],
    ["no other methods", "flow.run(); xs.map(f); m.get(1); s.add(1)", []],
    [
      "names changed in callbacks that run at once",
      "flow.with(() => { n += 1; xs.forEach((x) => ys.push(x)) }); (() => { i++ })(); when(c, 1, () => { f.addTask(t) })",
      ["flow", "n", "ys", "i", "f"],
    ],
    [
      "nothing a function or a task does later",
      "const f = () => { n += 1 }; task(() => { xs.push(1) }); prefect.task(function () { m.clear() }); class A { p = q.pop(); m() { r = 1 } }",
      [],
    ],
    [
      "a flow given as an option",
      "t.setUpstream(u, { flow }); add.withOptions({ flow: f, tags: [g] })(1)",
      ["t", "flow", "f"],
    ],
    ["nothing of its own", "const xs = []; xs.push(1); let n = 0; n++", []],
  ])("mutate %s", (_, text, mutates) => {
    expect(factsOf(text).mutates).toEqual(mutates);
  });

  it("are known of a cell with a mendable fault", () => {
    expect(factsOf("let a = b; let a = 2")).toMatchObject({ defines: ["a"], uses: ["b"] });
    expect(factsOf("let a = ")).toEqual({ defines: [], uses: [], mutates: [] });
  });
});

describe("a fault in a cell", () => {
  it.each<[string, string]>([
    ["const x = ;", "1:11 Unexpected `;`."],
    [
      "foo(1,\n  2",
      "2:4 The cell ends in the middle of something. Expected `,` here. Look for a bracket that is not closed or a value that is missing.",
    ],
    ["if (x {\n}", "1:7 Unexpected `{`. Expected `)` here."],
    [
      "const a = 1 const b = 2",
      "1:13 `const` does not belong to what stands before it. Put a line break or a `;` between two statements, or an operator between two values.",
    ],
    ['const s = "abc\n1', '1:11 This text never ends: close it with another " on the same line.'],
    [
      "\n  let a = 1; let a = 2",
      "2:18 `a` is declared twice in this cell. Use another name, or assign to it without declaring it again. (Another cell may declare it anew.)",
    ],
    [
      "return 1",
      "1:1 `return` works only inside a function. To show a value, end the cell with an expression.",
    ],
    [
      "const a",
      "1:8 Missing initializer in const declaration: write `= …` behind the name, or declare it with `let`.",
    ],
    [
      "function f() { await x }",
      "1:16 `await` works at the top of a cell and in async functions: write `async` in front of this function.",
    ],
    [
      "@task\nclass A {}",
      "1:1 TypeScript cells have no decorators. Write `const name = task((x: number) => …, { … })`.",
    ],
    ["x = 08", "1:5 Legacy octal literals are not allowed in strict mode."],
    [
      "namespace N { export const x = 1 }",
      "1:1 Cells have no namespaces. Use an object, or names of their own.",
    ],
    [
      "1\nimport('prefect')",
      '2:1 Cells cannot load modules while they run. Write `import { task, Flow } from "prefect"` at the top; other code goes into a cell.',
    ],
    [
      "import _ from 'lodash'",
      '1:15 Only "prefect" can be imported, not "lodash". Write what you need from it in a cell of its own.',
    ],
    [
      "export * from 'prefect'",
      "1:1 Cells need no exports: the names of a cell are visible in the cells below.",
    ],
    ["const $s = 1", "1:7 The name `$s` is taken by the notebook. Choose another one."],
    ["f(($) => 1)", "1:4 The name `$` is taken by the notebook. Choose another one."],
    ["import.meta.url", "1:1 A cell has no address: import.meta is empty."],
    [
      "class A extends B { constructor(private x: 1) { if (x) super() } }",
      "1:33 Call `super(…)` as a statement of its own in this constructor first.",
    ],
  ])("in %j is explained where it is", (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it.each([
    "from prefect import task",
    "import prefect",
    "import datetime as dt",
    "x = 1\ndef f(x):\n    return x",
    '  with Flow("x") as flow:\n    a()',
    'print "hello"',
    "@task\ndef f():\n  pass",
    "for x in xs:",
    "class A(Task):",
  ])("that comes of Python is named as such: %j", (text) => {
    expect(faultsOf(text).join()).toContain("reads like Python");
  });

  it("is reported together with the others", () => {
    expect(faultsOf("let a, a; import b from 'x'\nreturn")).toHaveLength(2);
    expect(faultsOf("import a from 'x'; import b from 'y'; let $")).toHaveLength(3);
  });

  it("is found in a text that is too deep to be read", () => {
    expect(faultsOf("[".repeat(20_000)).join()).toContain("nested too deeply");
    expect(faultsOf(`a${" + a".repeat(20_000)}`).join()).toContain("nested too deeply");
  });

  it("spans what is wrong", () => {
    const result = compileCell("c", "a;\nreturn 1");
    expect(result).toMatchObject({
      ok: false,
      diagnostics: [{ line: 2, column: 1, endLine: 2, endColumn: 7 }],
    });
  });
});

it("gives equal texts equal hashes, and other texts others", () => {
  const hash = (text: string) => {
    const result = compileCell("c", text);
    return result.ok ? result.cell.hash : null;
  };
  expect(hash("a + 1")).toBe(hash("a + 1"));
  expect(new Set(["", " ", "a", "b", "ab", "ba"].map(hash)).size).toBe(6);
});
