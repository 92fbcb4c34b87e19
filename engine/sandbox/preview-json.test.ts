import { describe, expect, it } from "vitest";
import { parsePreviewNode } from "../host/parse-preview.ts";
import { previewJson } from "./preview-json.ts";

describe("a preview of JSON from Python", () => {
  it.each([
    ["3", { type: "int", text: "3" }],
    ["-3.0", { type: "float", text: "-3.0" }],
    ["1e+16", { type: "float", text: "1e+16" }],
    ["true", { type: "bool", text: "True" }],
    ["null", { type: "NoneType", text: "None" }],
    ['"say \\"1\\"\\n"', { type: "str", text: 'say "1"\n' }],
    ["[]", { type: "list", text: "[]" }],
    ["{}", { type: "dict", text: "{}" }],
  ])("%s says what it is", (json, node) => {
    expect(previewJson(json)).toEqual(node);
  });

  it("unfolds lists and dictionaries, in their order, with Python's names", () => {
    expect(previewJson('{"b":[1,2.0],"2":"it\'s","1":{"x":null}}')).toEqual({
      type: "dict(3)",
      text: `{'b': [1, 2.0], '2': "it's", '1': {'x': None}}`,
      entries: [
        {
          key: "'b'",
          node: {
            type: "list(2)",
            text: "[1, 2.0]",
            entries: [
              { key: "0", node: { type: "int", text: "1" } },
              { key: "1", node: { type: "float", text: "2.0" } },
            ],
          },
        },
        { key: "'2'", node: { type: "str", text: "it's" } },
        {
          key: "'1'",
          node: {
            type: "dict(1)",
            text: "{'x': None}",
            entries: [{ key: "'x'", node: { type: "NoneType", text: "None" } }],
          },
        },
      ],
    });
  });

  it("takes a key named like a part of JavaScript's own for a key", () => {
    const { entries } = previewJson('{"__proto__":1,"constructor":2}');
    expect(entries?.map(({ key }) => key)).toEqual(["'__proto__'", "'constructor'"]);
  });

  it("is bounded, whatever the value", () => {
    const wide = previewJson(JSON.stringify(Array.from({ length: 5000 }, () => ["x".repeat(9)])));
    expect(wide).toMatchObject({ type: "list(5000)", more: 4900 });
    expect(wide.text.length).toBe(200);
    const deep = previewJson(`${"[".repeat(60)}${"]".repeat(60)}`);
    const long = previewJson(`{"${"k".repeat(2000)}":"${"v".repeat(20_000)}"}`);
    for (const node of [wide, deep, long]) expect(parsePreviewNode(node)).toEqual(node);
  });
});
