import { describe, expect, it } from "vitest";
import { kindOf, readEntry, type ParameterField } from "./parameter-types.ts";

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
    ["int | str", "any"],
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
});

describe("an entry", () => {
  it.each([
    ["integer", " 42 ", 42],
    ["number", "1.5", 1.5],
    ["text", "42", "42"],
    ["boolean", "false", false],
    ["list", "[1, 2]", [1, 2]],
    ["object", '{"a": 1}', { a: 1 }],
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
    ["text", ""],
  ] as const)("of kind %s is refused with what to write: %j", (kind, text) => {
    expect(readEntry(field(kind), text)).toMatchObject({ type: "wrong" });
  });

  it("that is empty leaves the default", () => {
    expect(readEntry(field("integer", false), " ")).toEqual({ type: "default" });
  });
});
