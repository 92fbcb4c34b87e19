/** Runs Python cells through the whole engine under Node; the cells themselves assert. */

import type { Engine } from "../session/engine.ts";
import type { CellOutput } from "../ports.ts";
import type { Stores } from "../store/stores.ts";
import { nodeEngine } from "./node-engine.ts";

/** What the cells of these tests begin with. */
const PRELUDE = `from datetime import timedelta
import prefect
from prefect import Flow, Parameter, Task, case, task, unmapped
from prefect.engine import signals
from prefect.engine.state import *
from prefect.triggers import *
`;

export interface PythonRun {
  readonly prints: readonly string[];
  /** The log of its runs, as `LEVEL logger | message`. */
  readonly logs: readonly string[];
  /** All that the engine told, as one text. */
  readonly told: string;
  readonly stores: Stores;
}

/**
 * Evaluates one cell. Without a stack switch it is evaluated from its top after each run in it.
 * @throws Error with what the cell threw
 */
export async function runPython(
  code: string,
  { before }: { readonly before?: (engine: Engine) => Promise<void> } = {},
): Promise<PythonRun> {
  const { engine, events, stores } = nodeEngine(1);
  await engine.openNotebook("n");
  await engine.setCells("n", [{ id: "a", language: "python", text: PRELUDE + code }]);
  await before?.(engine);
  await engine.runCell("n", "a");
  engine.flush();
  let outputs: CellOutput[] = [];
  const logs: string[] = [];
  for (const event of events) {
    if (event.type === "cellStarted") outputs = [];
    if (event.type === "cellOutput") outputs.push(...event.outputs);
    if (event.type === "runProgress") {
      logs.push(...event.logs.map((each) => `${each.level} ${each.logger} | ${each.message}`));
    }
  }
  const lines = PRELUDE.split("\n").length - 1;
  for (const output of outputs) {
    if (output.type !== "error") continue;
    const place = `line ${(output.place?.line ?? 0) - lines}`;
    throw new Error(`${place}: ${output.errorType}: ${output.message}`);
  }
  const prints = outputs.flatMap((output) => (output.type === "print" ? [output.text] : []));
  return { prints, logs, told: JSON.stringify(events), stores };
}
