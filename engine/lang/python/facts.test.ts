import { describe, expect, it } from "vitest";
import { pythonLanguage } from "./language.ts";

/** `defines | uses | mutates`, each in alphabetical order. */
function factsOf(text: string): string {
  const result = pythonLanguage.compile("c", text);
  const { defines, uses, mutates } = result.ok ? result.cell : result.facts;
  return [defines, uses, mutates].map((names) => names.toSorted().join(" ")).join(" | ");
}

describe("the names of a cell", () => {
  it.each([
    ["x = 1", "x |  | "],
    ["x = y", "x | y | "],
    ["a, (b, *c) = d", "a b c | d | "],
    ["x = x + 1", "x | x | "],
    ["x: int = 1\ny: str", "x |  | "],
    ["print(len([1]))", " |  | "],
    ["import a.b, c.d as e\nfrom f import g as h, i", "a e h i |  | "],
    ["for i, j in pairs:\n    k = i", "i j k | pairs | "],
    ["with open(f) as g:\n    pass", "g | f | "],
    ["try:\n    pass\nexcept E as e:\n    print(e)", " | E | "],
    ["if (n := f()) > 1:\n    pass", "n | f | "],
    ["x = 1\ndel x", " |  | "],
    ["type X = list[int]", "X |  | "],
    [
      "match p:\n    case Point(x=0, y=q):\n        pass\n    case [r, *s]:\n        pass",
      "q r s | Point p | ",
    ],
  ])("%j: %s", (text, facts) => {
    expect(factsOf(text)).toBe(facts);
  });
});

describe("a function", () => {
  it.each([
    ["keeps its own names to itself", "def f(a, b=c):\n    d = a\n    return d + e", "f | c e | "],
    [
      "may use what the cell defines further down",
      "def f():\n    return g()\ndef g(): pass",
      "f g |  | ",
    ],
    ["shares what it declares global", "def f():\n    global n\n    n = 1", "f n |  | "],
    [
      "reads annotations and decorators",
      "@task(tags=t)\ndef f(x: A) -> B:\n    pass",
      "f | A B t task | ",
    ],
    ["may be a lambda", "f = lambda x: x + k", "f | k | "],
    [
      "sees the names of functions around it",
      "def f(a):\n    def g():\n        return a + h\n    return g",
      "f | h | ",
    ],
  ])("%s", (_, text, facts) => {
    expect(factsOf(text)).toBe(facts);
  });

  it("does not see the body of its class", () => {
    expect(factsOf("class C(B):\n    x = y\n    def f(self):\n        return x")).toBe(
      "C | B x y | ",
    );
  });

  it("has comprehensions of its own", () => {
    expect(factsOf("[i for i in xs if i > k]\n{a: b for a, b in d.items()}")).toBe(" | d k xs | ");
  });

  it("reads what stands in an f-string", () => {
    expect(factsOf('f"{x!r:>{w}} {y}"')).toBe(" | w x y | ");
  });
});

describe("a name from above", () => {
  it.each([
    ["x.a = 1", " | x | x"],
    ["x[0].b += y", " | x y | x"],
    ["xs += [1]", "xs | xs | xs"],
    ["xs.append(1)", " | xs | xs"],
    ["flow.add_task(t)", " | flow t | flow"],
    ["with flow:\n    a = t()", "a | flow t | flow"],
    ["t.bind(x=1, flow=flow)", " | flow t | flow t"],
    ["state = flow.run()", "state | flow | "],
    ["def f():\n    xs.append(1)", "f | xs | "],
    ["xs = []\nxs.append(1)", "xs |  | "],
    ["del x[0]", " | x | x"],
  ])("%j changes: %s", (text, facts) => {
    expect(factsOf(text)).toBe(facts);
  });
});
