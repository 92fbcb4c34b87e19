import { describe, expect, it } from "vitest";
import { FlowbookError } from "../model/errors.ts";
import { parsePreviewNode } from "./parse-preview.ts";
import { parseReportedValue, parseSizedValue } from "./parse-value.ts";

const bytes = new Uint8Array([128, 5, 75, 3, 46]);
const info = { length: null, preview: "3", size: 1 };
const parse = (stored: object, more: object = {}) =>
  parseReportedValue({ stored, info: { ...info, ...more } }, "a value");

describe("a value in a language's own encoding", () => {
  it("is read as it was sent, with what its worker says of it in JSON", () => {
    const { stored } = parse({ kind: "bytes", bytes, json: '{"a":[1,null]}', more: 1 });
    expect(stored).toEqual({ kind: "bytes", bytes, json: '{"a":[1,null]}' });
  });

  it("is measured with its buffers and its JSON", () => {
    const { size } = parseSizedValue({ kind: "bytes", bytes }, "a value");
    const more = { kind: "bytes", bytes, buffers: [new Uint8Array(100)], json: '"abc"' };
    expect(parseSizedValue(more, "a value").size).toBeGreaterThanOrEqual(size + 110);
  });

  it("is refused with JSON that is none, too long or too deep", () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    for (const json of ["{", "", 3, null, `"${"x".repeat(70_000)}"`, deep]) {
      expect(() => parse({ kind: "bytes", bytes, json })).toThrow(FlowbookError);
    }
  });

  it("may have any number of items: only its own language can count them", () => {
    const lengthOf = (length: unknown) => parse({ kind: "bytes", bytes }, { length }).info.length;
    expect([12, 1_000_000].map(lengthOf)).toEqual([12, 1_000_000]);
    /* A text of megabytes is a value like any other; only nobody makes a task run of each letter. */
    expect([1_000_001, 100_000_000, Number.MAX_SAFE_INTEGER].map(lengthOf)).toEqual([
      null,
      null,
      null,
    ]);
    for (const wrong of [-1, 1.5, 1e300, "1"]) expect(() => lengthOf(wrong)).toThrow(FlowbookError);
  });

  it("says nothing of its items where there are too many to map over", () => {
    const { info: said } = parse({ kind: "bytes", bytes }, { length: 2_000_000, nested: [1, 2] });
    expect(said).toEqual({ length: null, preview: "3", size: said.size });
  });

  it("has a line of at most 200 characters, each of one code unit or two", () => {
    const line = "😀".repeat(200);
    expect(parse({ kind: "bytes", bytes }, { preview: line }).info.preview).toBe(line);
    expect(() => parse({ kind: "bytes", bytes }, { preview: `${line}!` })).toThrow(FlowbookError);
  });

  it("is refused where its bytes are none", () => {
    for (const wrong of [[1, 2], "abc", null, new Uint16Array(2)]) {
      expect(() => parse({ kind: "bytes", bytes: wrong })).toThrow(FlowbookError);
      expect(() => parse({ kind: "bytes", bytes, buffers: [wrong] })).toThrow(FlowbookError);
    }
  });
});

describe("a failure", () => {
  const failure = { type: "KeyError", message: "'x'", stack: null };

  it("keeps the exception in its language's own encoding", () => {
    const { stored } = parse({ kind: "failure", failure, bytes });
    expect(stored).toEqual({ kind: "failure", failure, bytes });
    expect(parse({ kind: "failure", failure }).stored).toEqual({ kind: "failure", failure });
  });

  it("is refused with an exception that is no bytes, or too many", () => {
    const many = new Uint8Array(17 * 1024 * 1024);
    for (const wrong of ["abc", null, many]) {
      expect(() => parse({ kind: "failure", failure, bytes: wrong })).toThrow(FlowbookError);
    }
  });
});

it("lets a preview have a text of 10,000 characters, each of one code unit or two", () => {
  const node = { type: "str", text: "😀".repeat(10_000) };
  expect(parsePreviewNode(node)).toEqual(node);
});
