import { describe, expect, it } from "vitest";
import { evaluateCells } from "./fake-worker.ts";

const valueOf = async (...cells: string[]) => (await evaluateCells(cells)).value;

describe("a compiled cell", () => {
  it.each<[string, unknown, string[]]>([
    ["shows its last expression", 3, ["const a = 1;\na + 2;"]],
    ["shows no declaration", undefined, ["const a = 1"]],
    ["shows a lone text", "hello", ['"hello"']],
    ["shows a sequence's last value", 2, ["1, 2"]],
    ["shows an expression with types behind it", 1, ["1;\ntype A = string;\ninterface B {}"]],
    ["shows an exported default", 5, ["export default 5"]],
    ["may await at its top", 4, ["const x: number = await Promise.resolve(4)\nx"]],
    ["keeps a parenthesised sequence whole", 2, ["const x = (1, 2); x"]],
    ["ends in a comment", 1, ["1 // one"]],
    ["may begin with a hashbang", 1, ["#!/usr/bin/env node\n1"]],
    ["has no this", undefined, ["this"]],
    ["is nothing when empty", undefined, [""]],
  ])("%s", async (_, expected, cells) => {
    expect(await valueOf(...cells)).toEqual(expected);
  });
});

describe("names from cells above", () => {
  it.each<[string, unknown, string[]]>([
    ["are read", 3, ["const a = 1, b = 2", "a + b"]],
    ["are called without a this", undefined, ["function f() { return this }", "f()"]],
    ["are called after a line without semicolon", 2, ["const f = () => 2", "const a = 1\nf()"]],
    ["are called in a branch", 2, ["const f = () => 2", "let a = 0\nif (a) f(); else a = f()\na"]],
    ["are called through types", undefined, ["function f() { return this }", "(f as any)!()"]],
    ["tag templates", "x", ["const tag = (s: TemplateStringsArray) => s[0]", "tag`x`"]],
    ["are made with new", "A", ["class A {}", "new A().constructor.name"]],
    ["are called only if there", undefined, ["const f = undefined", "f?.(1)"]],
    ["stand in shorthands", { a: 1 }, ["const a = 1", "const o = { a }; o"]],
    ["are nearest first", 2, ["const a = 1", "const a = 2", "a"]],
    ["give way to the cell's own", 5, ["const a = 1", "const f = (a: number) => a; f(5)"]],
    ["come before globals", "mine", ["const name = 'mine', Math = 1", "name"]],
    ["fall back to globals", 3, ["Math.max(1, 3)"]],
    [
      "are assigned where they live",
      [3, 3],
      ["let n = 1; const get = () => n", "n += 2; [n, get()]"],
    ],
    ["are counted up", [1, 2], ["let n = 1", "[n++, n]"]],
    [
      "are assigned by patterns",
      [1, 2, 3],
      ["let a, b, c", "({ a, x: b, c = 3 } = { a: 1, x: 2 } as any); [a, b, c]"],
    ],
    ["are assigned by loops", 3, ["let i", "for (i of [1, 2, 3]); i"]],
    ["include imports", 1, ['import { one } from "prefect"', "one()"]],
    ["include enums", "Green", ["enum Color { Red, Green }", "Color[Color.Green]"]],
    [
      "are asked for with typeof",
      ["undefined", "number"],
      ["const a = 1", "[typeof nowhere, typeof a]"],
    ],
    ["are asked for with typeof in brackets", "undefined", ["typeof (nowhere as any)"]],
    [
      "stand in defaults and computed keys",
      { k: 1 },
      ["const k = 'k', one = 1", "const f = (x = one) => ({ [k]: x }); f()"],
    ],
    ["stand in heritage", 1, ["class A { x = 1 }", "class B extends A {}; new B().x"]],
    ["are not labels or properties", 1, ["const a = 9", "a: for (;;) break a; ({ a: 1 }).a"]],
  ])("%s", async (_, expected, cells) => {
    const { value } = await evaluateCells(cells, { prefect: { one: () => 1 } });
    expect(value).toEqual(expected);
  });

  it("may be unknown as long as nobody asks", async () => {
    expect(await valueOf("const f = () => nowhere; 1")).toBe(1);
    await expect(valueOf("const f = () => nowhere; f()")).rejects.toThrow("nowhere is not defined");
    await expect(valueOf("nowhere = 1")).rejects.toThrow(ReferenceError);
  });

  it("cannot be assigned if constant", async () => {
    await expect(valueOf("const a = 1", "a = 2")).rejects.toThrow(
      "Assignment to constant variable",
    );
  });
});

describe("TypeScript's own syntax", () => {
  it.each<[string, unknown, string]>([
    ["enums count on", [0, 5, 6, "B"], "enum E { A, B = 5, C }\n[E.A, E.B, E.C, E[5]]"],
    ["enums hold texts", ["x", undefined], 'enum E { A = "x" }\n[E.A, (E as any).x]'],
    ["enums name earlier members", [2, 4, 5], "enum E { A = 2, B = A << 1, C }\n[E.A, E.B, E.C]"],
    ["enums take quoted names", 1, 'enum E { "a b", c, }\nE.c'],
    ["enums may be empty or constant", {}, "const enum E {}\nE"],
    [
      "parameter properties",
      [1, 2, 3],
      "class A { constructor(private x: number, readonly y = 2, public z?: number) {} }\nconst { x, y, z } = new A(1, 2, 3) as any; [x, y, z]",
    ],
    [
      "parameter properties below super",
      [1, 7],
      "class B { b = 7 }\nclass A extends B { constructor(private x: number) { super() } }\nconst { x, b } = new A(1) as any; [x, b]",
    ],
    ["casts of three kinds", 3, "const x = 1 as number; const y = <number>1; x + y + 1!"],
    ["a cast at a line's end", 2, "const f = () => { return <number>\n2 }; f()"],
    ["a line that begins with a bracket behind a cast", [1], "let a = 1 as number\n;[a]"],
    ["lines kept apart where a type ended one", "ok", "let a = 'ok' as string\n(1 + 1)\na"],
    ["lines kept apart where a declaration was", "ok", "let a = 'ok'\ntype X = {}\n(1 + 1)\na"],
    [
      "members kept apart where a modifier was",
      [1, 2],
      "class A { a = 1\n private ['b'] = 2 }\nconst x = new A() as any; [x.a, x.b]",
    ],
    ["line breaks in a return type", 1, "const f = (): {\n x: number\n} => ({ x: 1 }); f().x"],
    ["line breaks in type parameters", 1, "const g = () => { return <\nT\n>(x: T) => x }; g()(1)"],
    [
      "overloads",
      "1",
      "function f(x: string): string;\nfunction f(x: number): string;\nfunction f(x: unknown) { return String(x) }\nf(1)",
    ],
    [
      "abstract classes",
      2,
      "abstract class A<T> implements Iterable<T> { abstract m(): number; declare x: T; protected abstract y: number; [k: string]: unknown; static readonly z?: number = 2; [Symbol.iterator]!: any }\nA.z",
    ],
    [
      "this parameters and optional ones",
      1,
      "function f(this: void, x?: number, { a }: { a?: number } = {}, ...r: number[]) { return x }\nf(1)",
    ],
    [
      "generic arrows and calls",
      1,
      "const id = <T extends object | number,>(x: T): T => x; id<number>(1)",
    ],
    [
      "type-only imports",
      1,
      'import type { A } from "prefect"; import { type B, Missing } from "prefect"; let m: Missing; 1',
    ],
    [
      "declarations for the checker",
      "undefined",
      "declare const x: number; declare function f(): void; declare global { var q: 1 }\ntypeof q",
    ],
    ["satisfies and definite marks", 1, "let x!: number; x = 1 satisfies number; x"],
    [
      "exports",
      3,
      "export const a = 1; export function f() { return 2 }\nexport type T = 1; export { a };\na + f()",
    ],
    ["default exports without a name", 1, "1\nexport default function () {}\n1"],
    [
      "type predicates",
      true,
      "function is(x: unknown): x is string { return true }\nfunction asserts(x: unknown): asserts x {}\nis(1)",
    ],
  ])("%s", async (_, expected, text) => {
    const strict = new Proxy(
      {},
      {
        get: (__, name) => {
          throw new SyntaxError(String(name));
        },
      },
    );
    const { value } = await evaluateCells([text], { prefect: strict });
    expect(value).toEqual(expected);
  });
});

describe("what the worker is told", () => {
  const prefect = { task: (f: unknown) => f, resourceManager: (o: unknown) => o };

  it("gets the signatures of functions that may become tasks", async () => {
    const text = `import { task as t } from "prefect";
const add = t((x: number, y?: string, { a, b }: AB = {}, ...rest: number[]): Promise<number> => x);
const named = (z = 1 + 1) => z;
function declared(this: void, q: { a: 1 }) {}
class A extends Object { run(r: string): void {} }
const all = [add, named, declared, A.prototype.run];`;
    const { names, signatures } = await evaluateCells([text], { prefect });
    const found = (names["all"] as unknown[]).map((f) => signatures.get(f));
    expect(found).toEqual([
      {
        parameters: [
          { name: "x", type: "number", optional: false },
          { name: "y", type: "string", optional: true },
          { name: "{ a, b }", type: "AB", default: "{}", optional: true },
          { name: "...rest", type: "number[]", optional: true },
        ],
        returns: "Promise<number>",
      },
      { parameters: [{ name: "z", default: "1 + 1", optional: true }] },
      { parameters: [{ name: "q", type: "{ a: 1 }", optional: false }] },
      { parameters: [{ name: "r", type: "string", optional: false }], returns: "void" },
    ]);
  });

  it("gets the signatures of an object's functions", async () => {
    const text = `import { resourceManager } from "prefect";
const rm = resourceManager({ init(size: number) {}, setup: (s: string) => s, cleanup: function (c) {} });
const all = [rm.init, rm.setup, rm.cleanup];`;
    const { names, signatures } = await evaluateCells([text], { prefect });
    const parameters = (names["all"] as unknown[]).map(
      (f) => signatures.get(f)?.parameters[0]?.name,
    );
    expect(parameters).toEqual(["size", "s", "c"]);
  });

  it("leaves functions their names", async () => {
    const { value } = await evaluateCells([
      "const f = (x: number) => x; const g = class {}; [f.name, g.name]",
    ]);
    expect(value).toEqual(["f", "g"]);
  });

  it("can keep what variables were, and give it back", async () => {
    const text =
      "const a = Math.random(), l = 1; let { b, c: [d] } = { b: 2, c: [3] }; [a, b, d, l]";
    const first = await evaluateCells([text]);
    expect(Object.keys(first.captures)).toEqual(["a", "{b, d}@36"]);
    const again = await evaluateCells([text], { replay: first.captures });
    expect(again.value).toEqual(first.value);
    expect(again.captures).toEqual({});
  });

  it("prints through the cell's console", async () => {
    expect((await evaluateCells(["console.log(1, 'a')"])).printed).toEqual([1, "a"]);
  });

  it("defines names that change with the variables", async () => {
    const { names } = await evaluateCells([
      "let n = 1; function up() { n += 1 }\nvar v; class C {}",
    ]);
    (names["up"] as () => void)();
    expect(names["n"]).toBe(2);
    expect(Object.keys(names)).toEqual(["n", "up", "v", "C"]);
  });
});
