/** Runs cells through the whole engine under Node, for the scenarios of the reference. */

import type { EngineEvent } from "../api.ts";
import type { CellOutput } from "../ports.ts";
import type { Engine } from "../session/engine.ts";
import { nodeEngine } from "./node-engine.ts";

const IMPORTS = `import { task, Task, Flow, Parameter, DateTimeParameter, mapped, unmapped, flatten,
  when, switchOn, ifElse, merge, FilterTask, resourceManager, signals, triggers, context, tags,
  applyMap, cacheValidators, states, raiseOnException, ValueError, TypeError as _, LocalExecutor,
  pauseTask, runTask, PrefectSecret, EnvVarSecret, Secret } from "prefect";
const inc = task(function inc(x: number) { return x + 1 });
const add = task(function add(x: number, y: number = 1) { return x + y });
const sum = task(function sum(xs: number[]) { return xs.reduce((a, b) => a + b, 0) });
const fail = task(function fail(): number { throw new ValueError("boom") });
/** States by slug, mapped ones as lists. */
const statesOf = (state: any, flow: any) => Object.fromEntries([...flow.slugs].map(([t, slug]: any) => {
  const s = state.result.get(t);
  return [slug, s.isMapped() ? s.mapStates.map((c: any) => c.constructor.name) : s.constructor.name];
}));
/** What the given code throws: the class and the words. */
const thrown = async (code: () => unknown) => { try { await code(); return "nothing" } catch (e: any) { return e.name + ": " + e.message } };
`;

export interface Evaluated {
  /** The value of the last expression, given as JSON text by the cell. */
  readonly value: unknown;
  readonly prints: readonly string[];
  /** The run log, as \`LEVEL logger | message\`. */
  readonly logs: readonly string[];
}

/** What a person does: before the cell runs, and while it does. */
export interface Person {
  readonly before?: (engine: Engine) => Promise<void>;
  readonly meanwhile?: (engine: Engine, events: readonly EngineEvent[]) => Promise<void>;
}

/** Evaluates a cell that ends in an expression of JSON. @throws Error with what the cell threw */
export async function evaluate(
  code: string,
  { before, meanwhile }: Person = {},
): Promise<Evaluated> {
  const { engine, events } = nodeEngine();
  await engine.openNotebook("n");
  await engine.setCells("n", [
    { id: "a", language: "typescript", text: IMPORTS },
    { id: "b", language: "typescript", text: code },
  ]);
  await before?.(engine);
  await Promise.all([engine.runCell("n", "b"), meanwhile?.(engine, events)]);
  engine.flush();
  const outputs: CellOutput[] = [];
  const logs: string[] = [];
  for (const event of events) {
    if (event.type === "cellOutput") outputs.push(...event.outputs);
    if (event.type === "runProgress") {
      logs.push(...event.logs.map((each) => `${each.level} ${each.logger} | ${each.message}`));
    }
    if (event.type === "checked" && event.diagnostics[0]) {
      const { cell, line, message } = event.diagnostics[0];
      throw new Error(`Cell ${cell}, line ${line}: ${message}`);
    }
  }
  for (const output of outputs) {
    if (output.type === "error") throw new Error(`${output.errorType}: ${output.message}`);
    if (output.type === "note") throw new Error(output.text);
  }
  const last = outputs.findLast(({ type }) => type === "value");
  const text = last?.type === "value" ? textOf(last.node) : "null";
  const prints = outputs.flatMap((output) => (output.type === "print" ? [output.text] : []));
  return { value: JSON.parse(text) as unknown, prints, logs };
}

/** The value alone. */
export const valueOf = async (code: string): Promise<unknown> => (await evaluate(code)).value;

const textOf = (node: unknown): string =>
  typeof node === "object" && node !== null && "text" in node ? String(node.text) : "null";
