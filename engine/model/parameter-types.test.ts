import { describe, expect, it } from "vitest";
import { graph, node } from "../testing/graphs.ts";
import { kindOf, parameterFields, readEntry, type ParameterField } from "./parameter-types.ts";

describe("a type", () => {
  it.each([
    ["int", "integer"],
    ["float", "number"],
    ["number", "number"],
    ["str", "text"],
    ["string | null", "text"],
    ["Optional[bool]", "boolean"],
    ["typing.List[int]", "list"],
    ["readonly string[]", "list"],
    ["dict[str, int]", "object"],
    ["Record<string, number>", "object"],
    ["datetime.datetime", "moment"],
    ["datetime.date", "date"],
    ['Literal["fast", "slow"]', "choice"],
    ['typing.Optional[typing.Literal["a"]]', "choice"],
    ['"fast" | "slow" | null', "choice"],
    ["1 | 2", "choice"],
    ["int | str", "any"],
    ["string | number[]", "any"],
    ["list[int] | int", "any"],
    ["Array<string> | string", "any"],
    ["dict | str", "any"],
    ["Optional[str] | list[int]", "any"],
    ["Union[list[int], str]", "any"],
    ["typing.Union[str, None]", "text"],
    ["string[] | readonly number[]", "list"],
    ["(string | number)[]", "list"],
    ["list[int | str]", "list"],
    ["{ a: number | string } | null", "object"],
    ["Map<string, (x: number) => string> | string[]", "any"],
    ["int | float", "number"],
    ["MyClass", "any"],
  ])("%j of either language is entered as %s", (type, kind) => {
    expect(kindOf(type)).toBe(kind);
  });
});

const field = (kind: ParameterField["kind"], required = true): ParameterField => ({
  name: "p",
  required,
  default: null,
  kind,
  type: null,
  choices: [
    { text: '"fast"', value: "fast" },
    { text: "2", value: 2 },
  ],
  isNullable: false,
});

describe("an entry", () => {
  it.each([
    ["integer", " 42 ", 42],
    ["number", "1.5", 1.5],
    ["text", "42", "42"],
    ["boolean", "false", false],
    ["list", "[1, 2]", [1, 2]],
    ["object", '{"a": 1}', { a: 1 }],
    ["choice", "2", 2],
    ["choice", '"fast"', "fast"],
    ["date", "2026-01-31", "2026-01-31"],
    ["any", "[1]", [1]],
    ["any", "just text", "just text"],
  ] as const)("of kind %s: %j", (kind, text, value) => {
    expect(readEntry(field(kind), text)).toEqual({ type: "value", value });
  });

  it.each([
    ["integer", "1.5"],
    ["number", "one"],
    ["list", '{"a": 1}'],
    ["object", "[1]"],
    ["moment", "soon"],
    ["date", "2026-01-31T12:00"],
    ["choice", "fast"],
    ["text", ""],
  ] as const)("of kind %s is refused with what to write: %j", (kind, text) => {
    expect(readEntry(field(kind), text)).toMatchObject({ type: "wrong" });
  });

  it("that is empty leaves the default", () => {
    expect(readEntry(field("integer", false), " ")).toEqual({ type: "default" });
  });

  it.each([
    ["integer", "9007199254740993"],
    ["list", "[1, 9007199254740993]"],
    ["object", '{"id": -9007199254740993}'],
    ["any", "9007199254740993"],
  ] as const)("of kind %s is refused where a number would be another: %s", (kind, text) => {
    const { type, message } = readEntry(field(kind), text) as { type: string; message?: string };
    expect(type).toBe("wrong");
    expect(message).toContain("9007199254740991");
  });

  it.each([
    ["integer", "9007199254740991", 9007199254740991],
    ["list", '["9007199254740993"]', ["9007199254740993"]],
    ["any", "order 9007199254740993", "order 9007199254740993"],
    ["any", "1234567890123456.5", 1234567890123456.5],
  ] as const)("of kind %s with a large number that stays itself: %s", (kind, text, value) => {
    expect(readEntry(field(kind), text)).toEqual({ type: "value", value });
  });

  it("of None leaves a type that admits it without a value; in quotes it is that text", () => {
    const given = readEntry({ ...field("integer"), isNullable: true }, "None");
    expect(given).toEqual({ type: "value", value: null });
    const text = (entry: string) => readEntry({ ...field("text"), isNullable: true }, entry);
    expect(text("None")).toEqual({ type: "value", value: null });
    expect(text('"None"')).toEqual({ type: "value", value: "None" });
    expect(text('"quoted"')).toEqual({ type: "value", value: '"quoted"' });
    expect(readEntry(field("text"), "None")).toEqual({ type: "value", value: "None" });
    expect(readEntry(field("integer"), "None")).toMatchObject({ type: "wrong" });
  });
});

describe("the fields of a flow", () => {
  const fieldsOf = (...types: readonly string[]) => {
    const parameter = { name: "p", required: true, default: null, isDateTime: false };
    const fed = types.map((type, index) =>
      node(`t${index}`, { signature: { parameters: [{ name: "x", type, optional: false }] } }),
    );
    const tasks = [node("p", { kind: "parameter", parameter }), ...fed];
    const edges = types.map((_, index) => `p>t${index}:x`);
    return parameterFields(graph(tasks, edges));
  };

  it.each([
    ["Literal['a', 'b', 3, True]", ["a", "b", 3, true], false],
    ['Optional[Literal["x|y"]]', ["x|y", null], true],
    ['"a" | "b" | null', ["a", "b", null], true],
    ["null | 1 | 2", [1, 2, null], true],
  ])("list the values that %s lists", (type, values, isNullable) => {
    const [first] = fieldsOf(type);
    expect(first).toMatchObject({ kind: "choice", isNullable });
    expect(first?.choices.map(({ value }) => value)).toEqual(values);
  });

  it("list none where two tasks list different ones", () => {
    expect(fieldsOf('"a" | "b"', '"b" | "c"')).toMatchObject([{ kind: "any", choices: [] }]);
  });

  it("leave texts alone that only contain such", () => {
    expect(fieldsOf('list[Literal["a"]]')).toMatchObject([{ kind: "list", choices: [] }]);
    expect(fieldsOf("int | None")).toMatchObject([{ kind: "integer", isNullable: true }]);
    expect(fieldsOf("Union[str, None]")).toMatchObject([{ kind: "text", isNullable: true }]);
    expect(fieldsOf("list[int | None]")).toMatchObject([{ kind: "list", isNullable: false }]);
  });
});
