/** Runs one source as a one-cell notebook and reports: what `window.flowbook.run` does. */

import type { AutomationRequest, EngineEvent, RunReport } from "../api.ts";
import type { LogRecord } from "../model/log.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { CellOutput, RunStore } from "../ports.ts";
import { reportedParameters } from "./notebook-runs.ts";
import type { NotebookSession } from "./notebook-session.ts";
import { faultReport, runReport } from "./report.ts";

/** The only cell of the notebook that a source is run as. */
const CELL = "source";

/** Without a limit a source that never ends would keep its caller waiting for ever. */
const DEFAULT_TIMEOUT = 10 * 60_000;

export interface AutomationOptions {
  /** Opens a session for a notebook of this id; `tell` gets its events. */
  readonly open: (notebook: string, tell: (event: EngineEvent) => void) => NotebookSession;
  readonly store: RunStore;
  /** A name that no other notebook has. */
  readonly notebook: string;
}

/** Never rejects for a fault in the source: faults are in the report's `error`. */
export async function automate(
  request: AutomationRequest,
  { open, store, notebook }: AutomationOptions,
): Promise<RunReport> {
  const logs: LogRecord[] = [];
  const errors: Extract<CellOutput, { type: "error" }>[] = [];
  const notes: string[] = [];
  const session = open(notebook, (event) => {
    if (event.type === "runProgress") logs.push(...event.logs);
    if (event.type !== "cellOutput") return;
    for (const output of event.outputs) {
      if (output.type === "error") errors.push(output);
      if (output.type === "note") notes.push(output.text);
    }
  });
  const limit = request.timeoutMs ?? DEFAULT_TIMEOUT;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    session.interrupt(`It took longer than ${limit} ms.`);
  }, limit);
  try {
    const report = await runSource(request, { session, errors, notes, logs });
    return isLate ? { ...report, error: lateError(limit) } : report;
  } finally {
    clearTimeout(timer);
    session.restart("The source has run.");
    await store.remove((await store.runs(notebook)).map(({ id }) => id));
  }
}

const NEW_FLOW: Readonly<Record<LanguageId, string>> = {
  typescript: 'new Flow("name")',
  python: 'with Flow("name") as flow:',
};

interface Under {
  readonly session: NotebookSession;
  readonly errors: readonly Extract<CellOutput, { type: "error" }>[];
  readonly notes: readonly string[];
  readonly logs: readonly LogRecord[];
}

async function runSource(
  { language, source, parameters = {} }: AutomationRequest,
  { session, errors, notes, logs }: Under,
): Promise<RunReport> {
  session.setCells([{ id: CELL, language, text: source }]);
  await session.runCell(CELL);
  const [error] = errors;
  if (error) {
    return faultReport({
      phase: session.isCompiled(CELL) ? "build" : "compile",
      type: error.errorType,
      message: error.message,
      cell: error.place?.cell ?? null,
      line: error.place?.line ?? null,
      column: error.place?.column ?? null,
    });
  }
  if (notes.length > 0) return faultReport(plainError("build", "KernelEnded", notes.join("\n")));
  const flow = session.flows.chosen();
  if (!flow) {
    const message = `The source built no flow. Make one with \`${NEW_FLOW[language]}\`.`;
    return faultReport(plainError("build", "NoFlow", message));
  }
  const ended = await session.runs.ofFlow(flow.id, {
    parameters: reportedParameters(parameters),
    taskRunnerStateHandlers: 0,
  });
  if (ended === null) {
    return faultReport(plainError("run", "NoFlow", `The flow "${flow.graph.name}" is gone.`));
  }
  if ("run" in ended) return runReport(ended.run, ended.values, logs);
  const { type, message } = ended.ok
    ? { type: "NoRun", message: "The flow did not run." }
    : ended.failure;
  return faultReport(plainError("run", type, message));
}

const plainError = (
  phase: "compile" | "build" | "run",
  type: string,
  message: string,
): NonNullable<RunReport["error"]> => ({
  phase,
  type,
  message,
  cell: null,
  line: null,
  column: null,
});

const lateError = (limit: number): NonNullable<RunReport["error"]> =>
  plainError("run", "TimedOut", `The source took longer than ${limit} ms and was stopped.`);
