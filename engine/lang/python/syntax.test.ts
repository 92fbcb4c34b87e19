import { describe, expect, it } from "vitest";
import { errorsOf, parsePython } from "./syntax.ts";

describe("what Python accepts is parsed without errors", () => {
  it.each([
    "def f():\n    yield\n    x = yield\n    return (yield)",
    "x = 20. if y else 1./3. * 2.*y",
    "1.0.real + 1.5e3.real",
    "xs[*a, 0] = tuple[*Ts]",
    "def f(*args: *Ts) -> None: ...",
    "for x in *a, b:\n    pass",
    "f = lambda a, /, b: a",
    "f = lambda a, b,: a",
    "def f[T: int = str, *Ts = *tuple[int], **P = [int]](x: T) -> T: ...",
    "f'{x:=10} {y!r:>{width}} {z=}'",
    "f'{d['a']} {f'{f'{x}'}'}'",
    "rf'\\{x}'",
    't"{x}" rB"y" + T"""z"""',
    "@buttons[0].clicked\ndef f(): ...",
    "with (open(a) as f, open(b) as g):\n    pass",
    "with (\n    open(a) as f,  # first\n    open(b) as (g, h),\n):\n    pass",
    "with a as (b, c), d as e.f, g as h[0]:\n    pass",
    "try:\n    pass\nexcept A, b.B, C:\n    pass",
    "try:\n    pass\nexcept* A as e:\n    pass",
    "match x:\n    case C() | a.D():\n        pass\n    case {} | [] | ():\n        pass",
    "match a, b:\n    case 1, 2:\n        pass",
    "match = case = type = _ = 1\ntype(match)\nprint(match[case])",
    "print\nprint if x else print, x\nx = [print for y in z]\nprint >> x",
    "print -1\nprint[0]; print == x",
    "{(a := 1), b := 2}",
    "x = [await y async for y in z]\nawait x\nasync with x as y:\n    pass",
    "if x:\n\ty = 1\n\x0c\nz = 1 + \\\n  2",
    "if x:\r\n    y = 1\r\n\r\nz = 1\r\n",
  ])("%j", (text) => {
    expect(errorsOf(parsePython(text))).toHaveLength(0);
  });
});

describe("what Python does not accept keeps its errors", () => {
  it.each(["x = ", "f(*)", "x = 1 +* 2)", "with (a as b:\n    pass", "@\ndef f(): ...", "x := 1"])(
    "%j",
    (text) => {
      expect(errorsOf(parsePython(text))).not.toHaveLength(0);
    },
  );
});
