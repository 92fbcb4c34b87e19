import { describe, expect, it } from "vitest";
import { expressionAt, readCursor } from "./cursor.ts";

/** The cursor where the bar stands. */
const at = (text: string) => {
  const offset = text.indexOf("|");
  return readCursor(text.replace("|", ""), offset);
};

describe("a cursor in Python text", () => {
  it.each([
    ["flow.|", "flow"],
    ["x = flow.ru|", "flow"],
    ["x = flow.run(a, b=[1]).re|", "flow.run(a, b=[1])"],
    ["f(task.copy(x)[0].|", "task.copy(x)[0]"],
    ["return a.b.c|", "a.b"],
    ['"a b".|', '"a b"'],
    ["[1, 2].|", "[1, 2]"],
    ["x + (a).|", "(a)"],
    ["(flow\n  .ru|", "flow"],
    ["x|", null],
    ["1 if x else y|", null],
  ])("knows the object before the dot in %j", (text, object) => {
    expect(at(text).object).toBe(object);
  });

  it.each([
    ["x = 'a|'", "string"],
    ["x = 'a'|", "code"],
    ["x = 'a|", "string"],
    ['"""doc\nfrom |\n"""', "string"],
    ["x = 1  # flow.|", "comment"],
    ["x = '#' + |", "code"],
    ["x = f'{a}|'", "string"],
    ["x = 'it\\'s|'", "string"],
  ])("tells code from strings and comments in %j", (text, place) => {
    expect(at(text).place).toBe(place);
  });

  it("knows the call it is in, and the argument", () => {
    expect(at('Flow("x, y", tags=[1, 2], sche|').call).toEqual({
      callee: "Flow",
      argument: 2,
      keyword: null,
      keywords: ["tags"],
      isFresh: true,
    });
    expect(at("a.b(x, key=va|, other=1)").call).toMatchObject({
      callee: "a.b",
      argument: 1,
      keyword: "key",
      keywords: ["key", "other"],
      isFresh: false,
    });
    expect(at("f(x == |").call).toMatchObject({ keyword: null });
    expect(at("@task(|)\ndef f(): ...").call).toMatchObject({ callee: "task", argument: 0 });
  });

  it.each(["x = (a, |", "[f(1), |", "def f(a, |", "class A(|", "if (a|", "f(x)|"])(
    "is in no call in %j",
    (text) => {
      expect(at(text).call).toBeNull();
    },
  );

  it("is not led astray by a bracket left open above", () => {
    const text = "x = Flow(\n\n@task\ndef f(a):\n    return a.|";
    expect(at(text)).toMatchObject({ object: "a", call: null, before: "    return a." });
  });

  it("knows the stretch of its statement, of several lines too", () => {
    const text = "a = 1\nflow = Flow(\n    'x',\n    |\n)\nb = 2";
    const { from, to } = at(text);
    expect(text.replace("|", "").slice(from, to)).toBe("flow = Flow(\n    'x',\n    \n)");
    const open = "a = 1\nflow = Flow('x', |\nb = 2";
    const cut = at(open);
    expect(open.replace("|", "").slice(cut.from, cut.to)).toBe("flow = Flow('x', ");
  });
});

describe("the expression at a word", () => {
  const find = (text: string) => expressionAt(text.replace("|", ""), text.indexOf("|"));
  it.each([
    ["x = fl|ow.run(y)", "flow"],
    ["x = flow.r|un(y)", "flow.run"],
    ["x = flow.run(y).is_s|uccessful()", "flow.run(y).is_successful"],
    ["@ta|sk", "task"],
  ])("in %j is %s", (text, expression) => {
    expect(find(text)?.text).toBe(expression);
  });

  it.each(["'a wo|rd'", "# a wo|rd", "x = 1|2", "a |  + b"])("is none in %j", (text) => {
    expect(find(text)).toBeNull();
  });
});
