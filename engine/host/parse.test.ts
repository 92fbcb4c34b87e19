import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FlowbookError } from "../model/errors.ts";
import { node } from "../testing/graphs.ts";
import { parseFlowDescription } from "./parse-graph.ts";
import { parseOutcomes, parseTaskOutcome } from "./parse-outcome.ts";
import { parseEvaluateReply, parseLoadReply, parseWorks } from "./parse-replies.ts";
import { parsePreviewNode } from "./parse-preview.ts";
import { parseReport } from "./parse-reports.ts";
import { parseReportedValue } from "./parse-value.ts";

const info = { length: null, preview: "1", size: 8 };
const reported = (value: unknown, more: object = {}) => ({
  stored: { kind: "value", value },
  info: { ...info, ...more },
});

const task = (slug: string, more: object = {}) => ({ ...node(slug), ...more });

const edge = (upstream: string, downstream: string) => ({
  upstream,
  downstream,
  key: null,
  mapped: false,
  flattened: false,
});

const graph = (more: object = {}) => ({
  name: "f",
  tasks: [task("a"), task("b")],
  edges: [edge("a", "b")],
  constants: {},
  referenceTasks: null,
  stateHandlers: 0,
  hasTerminalStateHandler: false,
  schedule: null,
  ...more,
});

const description = (more: object = {}, values: unknown[] = []) => ({
  id: "c:0",
  graph: graph(more),
  values,
  warnings: [],
});

const runFlow = (more: object = {}) => ({
  type: "runFlow",
  request: 1,
  cell: "c",
  work: null,
  captures: {},
  run: { description: description(more), parameters: {}, taskRunnerStateHandlers: 0 },
});

/* JSON.parse makes an own `__proto__`, as a structured clone can. */
const withProto = (text: string): unknown => JSON.parse(text.replace("PROTO", "__proto__"));

describe("a graph", () => {
  it("is read as it was sent, and nothing besides", () => {
    const sent = description();
    expect(parseFlowDescription({ ...sent, extra: 1 })).toEqual(sent);
  });

  it("has records in which no name is inherited", () => {
    const { constants } = parseFlowDescription(description()).graph;
    expect(constants["constructor"]).toBeUndefined();
  });

  it.each([
    ["an edge to an unknown task", { edges: [edge("a", "zz")] }],
    ["two tasks of one slug", { tasks: [task("a"), task("a")] }],
    ["a task called __proto__", { tasks: [task("__proto__")], edges: [] }],
    ["constants of an unknown task", { constants: { zz: {} } }],
    ["an argument called __proto__", { constants: withProto('{"a":{"PROTO":{}}}') }],
    ["a constant that is not there", { constants: { a: { x: { value: 0, ...info } } } }],
    ["an unknown trigger", { tasks: [task("a", { trigger: { name: "evil" } })], edges: [] }],
    ["a negative delay", { tasks: [task("a", { retryDelay: -1 })], edges: [] }],
    ["a name without end", { name: "x".repeat(1001) }],
    ["a reference task that is not there", { referenceTasks: ["zz"] }],
    ["more tasks than anybody needs", { tasks: Array.from({ length: 100_001 }), edges: [] }],
    ["a port for a schedule", { schedule: { port: new MessageChannel().port1 } }],
  ])("with %s is refused", (_, more) => {
    expect(() => parseFlowDescription(description(more))).toThrow(FlowbookError);
  });

  it("is refused where a constant is said to be longer than it is", () => {
    const constants = { a: { x: { value: 0, ...info, length: 1_000_000 } } };
    const values = [{ kind: "value", value: [1] }];
    expect(() => parseFlowDescription(description({ constants }, values))).toThrow("true length");
  });

  it("may have a cycle: that is a mistake of the author, which the run itself tells", () => {
    const edges = [edge("a", "b"), edge("b", "a")];
    expect(parseReport({ type: "flowBuilt", description: description({ edges }) })).toBeDefined();
    expect(parseReport(runFlow())).toMatchObject({ type: "runFlow", request: 1 });
    expect(parseReport(runFlow({ edges }))).toMatchObject({ type: "runFlow" });
  });
});

describe("a value", () => {
  it("is measured by us, whatever its worker says", () => {
    expect(parseReportedValue(reported("abcd", { size: 1e12 }), "it").info.size).toBe(16);
  });

  it.each([
    ["a port", () => new MessageChannel().port1],
    ["a port deep inside", () => ({ rows: [new Map([["p", new MessageChannel().port1]])] })],
    ["a function", () => () => 1],
    ["a blob", () => [new Blob(["x"])]],
    ["a list with a name of its own", () => Object.assign([1], { port: 1 })],
    ["a list that is empty space", () => [Object.assign([], { length: 20_000_000 })]],
  ])("with %s is refused", (_, make) => {
    expect(() => parseReportedValue(reported(make()), "it")).toThrow(FlowbookError);
  });

  it("may hold itself", () => {
    const round: { self?: unknown } = {};
    round.self = round;
    expect(parseReportedValue(reported(round), "it").stored).toEqual({
      kind: "value",
      value: round,
    });
  });

  it("has the length its worker says, if it is true", () => {
    const rows = reported([[1], "ab"], { length: 2, nested: [1, 2] });
    expect(parseReportedValue(rows, "it").info).toMatchObject({ length: 2, nested: [1, 2] });
    expect(() => parseReportedValue(reported([1], { length: 2 }), "it")).toThrow("true length");
    expect(() => parseReportedValue(reported({ a: 1 }, { length: 1 }), "it")).toThrow(
      FlowbookError,
    );
    const lie = reported([[1]], { length: 1, nested: [900_000] });
    expect(() => parseReportedValue(lie, "it")).toThrow("true length");
  });

  it("is no list to map over where it has more than a million items", () => {
    const long = new Uint8Array(1_000_001);
    expect(parseReportedValue(reported(long, { length: long.length }), "it").info.length).toBe(
      null,
    );
  });

  it("keeps every sort of plain data", () => {
    const value = {
      map: new Map([[1, new Set(["a"])]]),
      date: new Date(0),
      bytes: new Uint8Array(3),
      big: 10n,
      pattern: /x/g,
      nothing: undefined,
      error: new RangeError("r"),
    };
    expect(parseReportedValue(reported(value), "it").stored).toEqual({ kind: "value", value });
  });

  it("does not follow failures without end", () => {
    const failure: Record<string, unknown> = { type: "E", message: "m", stack: null };
    failure["cause"] = failure;
    const stored = { kind: "failure", failure };
    expect(() => parseReportedValue({ stored, info }, "it")).toThrow("causes");
  });
});

describe("an outcome", () => {
  const outcome = (came: unknown) => ({
    work: "1",
    outcome: came,
    startedAt: 1,
    endedAt: 2,
    logs: [],
  });

  it("is read as it was sent", () => {
    const sent = outcome({ type: "returned", value: reported(1) });
    expect(parseTaskOutcome(sent)).toEqual(sent);
  });

  it("cannot say what only the engine may say", () => {
    expect(() => parseTaskOutcome(outcome({ type: "lost" }))).toThrow(FlowbookError);
    expect(() => parseTaskOutcome(outcome({ type: "timedOut", retryable: true }))).toThrow(
      FlowbookError,
    );
  });

  it("cannot name a state that is none", () => {
    const signal = { type: "signalled", message: null, value: null, repr: "X", retryable: false };
    expect(() => parseTaskOutcome(outcome({ ...signal, state: "constructor" }))).toThrow(
      FlowbookError,
    );
    expect(parseTaskOutcome(outcome({ ...signal, state: "Skipped" }))).toBeDefined();
  });
});

describe("a preview", () => {
  it("that is too deep or too wide is refused", () => {
    let deep: object = { type: "Object", text: "{}" };
    for (let level = 0; level < 12; level++) {
      deep = { type: "Object", text: "{}", entries: [{ key: "a", node: deep }] };
    }
    expect(() => parsePreviewNode(deep)).toThrow("levels");
    const entries = Array.from({ length: 900 }, () => ({ key: "a", node: { type: "", text: "" } }));
    const wide = { type: "", text: "", entries };
    const wider = Array.from({ length: 4 }, () => ({ key: "a", node: wide }));
    expect(() => parsePreviewNode({ type: "", text: "", entries: wider })).toThrow("nodes");
  });
});

describe("works taken back", () => {
  it("are among those asked for, each once", () => {
    expect(parseWorks(["a"], ["a", "b"])).toEqual(["a"]);
    expect(() => parseWorks(["c"], ["a", "b"])).toThrow(FlowbookError);
    expect(() => parseWorks(["a", "a"], ["a", "b"])).toThrow(FlowbookError);
  });
});

const fetchReport = (more: object = {}) => ({
  type: "fetch",
  request: 1,
  asked: {
    url: "https://api.example.com/",
    method: "POST",
    headers: [["accept", "text/plain"]],
    body: new Uint8Array([1, 2]),
    ...more,
  },
});

describe("a request for the network", () => {
  it("comes in as it is", () => {
    expect(parseReport(fetchReport())).toEqual(fetchReport());
    expect(parseReport({ type: "dropFetch", request: 1 })).toEqual({
      type: "dropFetch",
      request: 1,
    });
  });

  it.each([
    ["another method", { method: "CONNECT" }],
    ["a method in small letters", { method: "get" }],
    ["no address", { url: undefined }],
    ["an address without end", { url: "x".repeat(16_385) }],
    ["an address that is none", { url: new URL("https://api.example.com/") }],
    ["headers by name", { headers: { accept: "text/plain" } }],
    ["half a header", { headers: [["accept"]] }],
    ["a header that is no text", { headers: [["accept", 1]] }],
    ["a header without end", { headers: [["x", "x".repeat(16_385)]] }],
    ["headers without end", { headers: Array.from({ length: 101 }, () => ["x", "y"]) }],
    ["a text for a body", { body: "x" }],
    ["a bare buffer", { body: new ArrayBuffer(8) }],
    ["a large body", { body: new Uint8Array(50 * 1024 * 1024 + 1) }],
    [
      "a small view of a large buffer",
      { body: new Uint8Array(new ArrayBuffer(51 * 1024 * 1024), 0, 1) },
    ],
    ["a stream", { body: new MessageChannel().port1 }],
  ])("with %s is refused", (_, more) => {
    expect(() => parseReport(fetchReport(more))).toThrow(FlowbookError);
  });

  it.each([-1, 1.5, "1", null, Number.NaN])("with the number %s is refused", (request) => {
    expect(() => parseReport({ ...fetchReport(), request })).toThrow(FlowbookError);
    expect(() => parseReport({ type: "dropFetch", request })).toThrow(FlowbookError);
  });
});

describe("any parser", () => {
  const parsers = {
    parseReport,
    parseOutcomes,
    parseLoadReply,
    parseEvaluateReply,
    parseFlowDescription,
  };

  it.each(Object.entries(parsers))("%s refuses nonsense by a FlowbookError alone", (_, parse) => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, maxDepth: 4 }), (value) => {
        expect(thrownBy(() => parse(value))).toSatisfy(isRefusal);
      }),
      { numRuns: 300 },
    );
  });

  it("reads a request for the network of which any one part was put out of shape, or refuses it", () => {
    const paths = pathsOf(fetchReport());
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.anything({ maxDepth: 2 }), (path, value) => {
        const sent = setPath(fetchReport(), path, value);
        expect(thrownBy(() => parseReport(sent))).toSatisfy(isRefusal);
      }),
      { numRuns: 500 },
    );
  });

  it("reads a run request of which any one part was put out of shape, or refuses it", () => {
    const paths = pathsOf(runFlow());
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.anything({ maxDepth: 2 }), (path, value) => {
        const sent = setPath(runFlow(), path, value);
        expect(thrownBy(() => parseReport(sent))).toSatisfy(isRefusal);
      }),
      { numRuns: 500 },
    );
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

const isRefusal = (error: unknown): boolean => error === null || error instanceof FlowbookError;

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, held]) => pathsOf(held, [...path, key]))];
}

function setPath(root: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof root !== "object" || root === null) return value;
  const copy = Array.isArray(root) ? [...(root as unknown[])] : { ...root };
  Reflect.set(copy, key, setPath(Reflect.get(root, key), rest, value));
  return copy;
}
