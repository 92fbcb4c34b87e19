/** Cells as the compiler makes them and calls as the dispatcher makes them, written by hand for tests. */

import type { InputValue } from "../model/value.ts";
import type { CallBatch, RunContext, WireCall, WireCell } from "../sandbox/protocol.ts";

/** A cell as the compiler makes it: what it uses from above, what it defines, and its text. */
export function cell(
  id: string,
  {
    uses = "",
    defines = "",
    more = {},
  }: { uses?: string; defines?: string; more?: Partial<WireCell> },
  text: string,
): WireCell {
  const getters = defines.split(" ").filter((name) => name !== "");
  const define = getters.map((name) => `get ${name}() { return ${name} }`).join(", ");
  const prelude =
    `let { ${uses} } = $.scope; const { task, Task, Flow, signals, context, states: { Success }, triggers } = ` +
    `$.modules.prefect; const console = $.console; $.define({ ${define} });`;
  return {
    cell: id,
    language: "typescript",
    signatures: [],
    ...more,
    code: `export default async function ($) { ${prelude}\n${text}\n}\n//# sourceURL=flowbook-cell-${id}.js`,
  };
}

export const run = (more: Partial<RunContext> = {}): RunContext => ({
  flowRunId: "run-1",
  flowRunName: "brave-fox",
  flowName: "sums",
  parameters: {},
  scheduledStartTime: 0,
  clockOffset: 0,
  checkpointing: false,
  user: {},
  secrets: {},
  ...more,
});

export const given = (value: unknown): InputValue => ({
  from: "value",
  value: { kind: "value", value },
});

export function wireCall(
  slug: string,
  inputs: Record<string, InputValue> = {},
  more = {},
): WireCall {
  return {
    work: `${slug}:1`,
    slug,
    inputs,
    wantsNested: false,
    context: {
      taskRunId: slug,
      taskRunName: null,
      runCount: 1,
      mapIndex: null,
      loop: null,
      resumed: false,
    },
    ...more,
  };
}

export const batch = (calls: readonly WireCall[], flow = "a:0"): CallBatch => ({
  flow,
  run: run(),
  calls,
});
