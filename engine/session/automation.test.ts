import { expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { WorkerPool } from "../host/pool.ts";
import { pythonLanguage } from "../lang/python/language.ts";
import { FlowbookError } from "../model/errors.ts";
import type { Sandbox } from "../ports.ts";
import { openMemory } from "../store/memory.ts";
import { automate } from "./automation.ts";
import { NotebookSession } from "./notebook-session.ts";

/** Runs a source where workers are had, or not, as the sandbox says. */
function automateWith(sandbox: Sandbox, timeoutMs?: number) {
  const { runs, locations } = openMemory();
  return automate(
    { language: "python", source: "x = 1", ...(timeoutMs !== undefined && { timeoutMs }) },
    {
      notebook: "n",
      store: runs,
      open: (notebook, tell) =>
        new NotebookSession({
          notebook,
          tell,
          sandbox,
          draftSandbox: sandbox,
          languages: { python: pythonLanguage },
          pool: (language) => new WorkerPool({ sandbox, language, size: 1, spares: 0 }),
          store: runs,
          locations,
          clock: systemClock,
          secrets: () => ({}),
          records: [],
          changed: () => {},
        }),
    },
  );
}

it("says why where the sandbox has no worker of the language", async () => {
  const message = "Python is not kept in this browser yet. Connect once.";
  const open = () => Promise.reject(new FlowbookError("runtime", message));
  expect((await automateWith({ open })).error).toMatchObject({ phase: "build", message });
});

it("does not wait longer than asked for a worker that does not come up", async () => {
  const report = await automateWith({ open: () => new Promise(() => {}) }, 5);
  expect(report).toMatchObject({ state: "Failed", error: { type: "TimedOut" } });
});
