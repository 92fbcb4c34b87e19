import { describe, expect, it } from "vitest";
import { pythonLanguage } from "./language.ts";

function faultOf(text: string): string | null {
  const [fault] = pythonLanguage.compile("c", text).diagnostics ?? [];
  return fault ? `${fault.line}:${fault.column} ${fault.type}: ${fault.message}` : null;
}

describe("a fault is told at its place, before anything runs", () => {
  it.each([
    ["x = (1 +\ny = 2\n", "1:5 SyntaxError: '(' was never closed"],
    ["x = 1)\n", "1:6 SyntaxError: unmatched ')'"],
    [
      "x = [1, 2)\n",
      "1:10 SyntaxError: closing parenthesis ')' does not match opening parenthesis '['",
    ],
    ["if x\n    y\n", "1:5 SyntaxError: expected ':'"],
    ["def f():\nx = 1\n", "1:8 IndentationError: expected an indented block"],
    [
      "if x = 1:\n    y\n",
      "1:6 SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
    ],
    ["def f()\n    x\n", "1:7 SyntaxError: expected ':'"],
    ["for x in y  # all\n    z\n", "1:10 SyntaxError: expected ':'"],
    ["class A\n    x\n", "1:7 SyntaxError: expected ':'"],
    ["with a as b\n    c\n", "1:12 SyntaxError: expected ':'"],
    ["while x:\n# c\n", "1:8 IndentationError: expected an indented block"],
    ["  x = 1\n", "1:3 IndentationError: unexpected indent"],
    ["x = 1\n  y = 2\n", "2:3 IndentationError: unexpected indent"],
    [
      "if x:\n    y\n  z\n",
      "3:3 IndentationError: unindent does not match any outer indentation level",
    ],
    ["try:\n    x\ny\n", "1:1 SyntaxError: expected 'except' or 'finally' block"],
    ["f('a', 'b)\ny = 1\n", "1:8 SyntaxError: unterminated string literal"],
    ["x = '''a\nb\n", "1:5 SyntaxError: unterminated triple-quoted string literal"],
    ["x = f'{}'\n", "1:8 SyntaxError: f-string: valid expression required before '}'"],
    [
      "print 'hello'\n",
      "1:1 SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?",
    ],
    [
      "!prefect run\n",
      "1:1 SyntaxError: '!prefect' is a command of IPython, not Python. Cells here take Python alone.",
    ],
    [
      "x = f()\n%timeit f()\n",
      "2:1 SyntaxError: '%timeit' is a command of IPython, not Python. Cells here take Python alone.",
    ],
    [
      "files = !ls\n",
      "1:9 SyntaxError: '!ls' is a command of IPython, not Python. Cells here take Python alone.",
    ],
    [
      "flow?\n",
      "1:5 SyntaxError: '?' is a command of IPython, not Python. Cells here take Python alone.",
    ],
  ])("%j", (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it.each([
    "x = '\\\\' + \"\\\"\" + '''''' + 'a\\\nb' + f'{x['a']}'",
    "if x: y; z\nif x:\n\ty\n        z\n  # c\nx = 1; \\\n  y",
    "match = 1\nprint(match)",
    "async def f():\n    await g()\n\nawait f()",
    "x = [\n  1,\n  2,\n]\n\nprint(f'{x[0]:>3}')",
    "text = ('%d of %d'\n        % (a, b))",
    "text = '''\n? of %d\n%s\n!\n'''",
    "@task\ndef f(x, /, *, y: int = 1) -> None: ...",
    "",
    "# only a comment",
  ])("and none where there is none: %j", (text) => {
    expect(faultOf(text)).toBeNull();
  });
});

it("refuses nothing: Python has the last word when the cell runs", () => {
  expect(pythonLanguage.compile("c", "x = (").ok).toBe(true);
});
