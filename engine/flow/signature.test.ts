import { describe, expect, it } from "vitest";
import { scanParameters } from "./signature-scanner.ts";
import { tupleLength } from "./signature.ts";

describe("reading parameters off source text", () => {
  it.each([
    ["function f() {}", ""],
    ["function f(a, b = 1) { return (c) }", "a | b=1"],
    ["async function* f ( a ) {}", "a"],
    ["x => x", "x"],
    ["async x => x", "x"],
    ["async (x) => x", "x"],
    ["($a, _b = (1, 2), c = [3, 4]) => 0", "$a | _b=(1, 2) | c=[3, 4]"],
    ["run(x, y = this.d) { return 0 }", "x | y=this.d"],
    ["async run(x) {}", "x"],
    ["['a' + (1)](x) {}", "x"],
    [`(a = ")", b = ',', c = \`\${")"}\`) => 0`, `a=")" | b=',' | c=\`\${")"}\``],
    ["(a /* , b */, // c)\n d) => 0", "a | d"],
    ["(a = /[,)]/, b) => 0", "a=/[,)]/ | b"],
    ["(a = 6 / 2, b = 4 / 2) => 0", "a=6 / 2 | b=4 / 2"],
    ["(f = (x) => ({ y: x }), g = a >= b) => 0", "f=(x) => ({ y: x }) | g=a >= b"],
    ["(...xs) => 0", "...xs"],
    ["({ a, b = 2 } = {}, [c]) => 0", "{ a, b = 2 }={} | [c]"],
    ["(a, b,) => 0", "a | b"],
    ["class A { x = 1; constructor(a, b) {} }", "a | b"],
    ["class A {}", ""],
    ["(größe, 名 = 1) => 0", "größe | 名=1"],
  ])("%s", (text, expected) => {
    const found = scanParameters(text)?.map((each) =>
      each.default === undefined ? each.pattern : `${each.pattern}=${each.default}`,
    );
    expect(found?.join(" | ")).toBe(expected);
  });

  it("finds none in what the engine is made of", () => {
    expect(scanParameters(String(Math.abs))).toBeNull();
    expect(scanParameters(String((() => 1).bind(null)))).toBeNull();
  });
});

it("counts the parts of a tuple type", () => {
  const types = [
    "[number, string]",
    "Promise<[number, { a: [1, 2] }]>",
    "[]",
    "readonly [a: number]",
  ];
  expect(types.map(tupleLength)).toEqual([2, 2, 0, 1]);
  const others = ["number[]", "[number, ...string[]]", "[number][]", "number", undefined];
  expect(others.map(tupleLength)).toEqual([null, null, null, null, null]);
});
