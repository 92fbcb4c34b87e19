import { describe, expect, it } from "vitest";
import { pythonLanguage } from "./language.ts";

/** Python's own functions, which nearly every cell uses: left out below, to keep the table readable. */
const USUAL = new Set("print len open int str list dict setattr".split(" "));

/** `defines | uses | mutates`, each in alphabetical order. */
function factsOf(text: string): string {
  const result = pythonLanguage.compile("c", text);
  const { defines, uses, mutates } = result.ok ? result.cell : result.facts;
  return [defines, uses.filter((name) => !USUAL.has(name)), mutates]
    .map((names) => names.toSorted().join(" "))
    .join(" | ");
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
    ["with a as (b, c), d as e.f:\n    pass", "b c | a d e | a d e"],
    ["with (open(f) as g, open(h) as i):\n    pass", "g i | f h | "],
    ["f(x + y for x, y in pairs)", " | f pairs | "],
    ["x = [1]\ndel x[0], x", " |  | "],
    ["match p:\n    case _:\n        pass", " | p | "],
    ["from x import *\ny = z", "y | z | "],
    ["@a.b(c, key=d)\ndef f(): pass", "f | a c d | "],
    ["class A[T: B = C](D[T], metaclass=M): pass", "A | B C D M | "],
    ["type X[T] = dict[T, Y]\nclass Y: pass", "X Y |  | "],
    ["print(t'{x}', rb'y')", " | x | "],
    ["y = 1. if x else z", "y | x z | "],
  ])("%j: %s", (text, facts) => {
    expect(factsOf(text)).toBe(facts);
  });
});

it("counts Python's own functions among the names it uses: a cell above may have one of its own", () => {
  const result = pythonLanguage.compile("c", "input + len(type)");
  expect(result.ok && result.cell.uses.toSorted()).toEqual(["input", "len", "type"]);
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

  it("is not there yet when its defaults are read", () => {
    expect(factsOf("def f(x=f): pass")).toBe("f | f | ");
  });

  it("has the name of an exception", () => {
    const text = "def f():\n    try: pass\n    # nothing\n    except E as e: return str(e)";
    expect(factsOf(text)).toBe("f | E | ");
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

describe("a name that the cell binds in some cases only may be from above", () => {
  it.each([
    ["if c:\n    x = 1\nprint(x)", "x | c x | "],
    ["if c:\n    x = 1\nelse:\n    x = 2\nprint(x)", "x | c | "],
    ["if c:\n    x = 1\nelse:\n    raise E\nprint(x)", "x | E c | "],
    ["for x in xs:\n    y = x\nprint(y)", "x y | xs y | "],
    ["while c:\n    x = 1\nprint(x)", "x | c x | "],
    ["try:\n    import x\nexcept E:\n    x = None\nprint(x)", "x | E | "],
    ["try:\n    x = f()\nexcept E:\n    pass\nprint(x)", "x | E f x | "],
    ["match p:\n    case 1: x = 1\n    case _: x = 2\nprint(x)", "x | p | "],
    ["match p:\n    case 1: x = 1\nprint(x)", "x | p x | "],
    ["if c:\n    xs = []\nxs.append(1)", "xs | c xs | xs"],
    ["if c:\n    del x", " | c | "],
    ["x = 1\nif c:\n    del x", "x | c | "],
    ["def f():\n    global x\n    x = 1\nprint(x)", "f x | x | "],
  ])("%j: %s", (text, facts) => {
    expect(factsOf(text)).toBe(facts);
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
    ["get(x).append(1)", " | get x | "],
    ["setattr(x, 'a', y)", " | x y | x"],
    ["each(lambda y: xs.append(y))", " | each xs | xs"],
    ["f = task(lambda y: xs.append(y))", "f | task xs | "],
    ["f = lambda: xs.append(1)", "f | xs | "],
    ["class A:\n    xs.append(1)", "A | xs | xs"],
    ["for x.a in xs: pass", " | x xs | x"],
  ])("%j changes: %s", (text, facts) => {
    expect(factsOf(text)).toBe(facts);
  });
});
