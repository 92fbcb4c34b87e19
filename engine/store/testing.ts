/** Stores and what is put into them, for the tests of the stores. */

import type { RunEvent } from "../model/run.ts";
import type { Commit, NotebookDocument, RunProgram, RunSummary } from "../ports.ts";
import { openIndexedDb } from "./indexeddb.ts";
import { openMemory } from "./memory.ts";

let databases = 0;

/** A store in a new database. Needs an `indexedDB`. */
export const openFresh = () => openIndexedDb({ name: `test-${(databases += 1)}` });

/** Both kinds of stores, for `describe.each`: they keep the same contract. */
export const STORES = [
  ["memory", async () => openMemory()],
  ["IndexedDB", openFresh],
] as const;

export const summary = (id: string, more: Partial<RunSummary> = {}): RunSummary => ({
  id,
  notebook: "n",
  flow: "cell/f",
  flowName: "f",
  runName: `run ${id}`,
  parameters: { x: "1" },
  isNested: false,
  startedAt: 1,
  endedAt: null,
  state: "Running",
  message: null,
  ...more,
});

export const visited = (at: number): RunEvent => ({
  type: "TaskVisited",
  at,
  taskRun: "add-1",
  decision: { step: "checkUpstreamFinished", rule: "notFinished" },
});

export const succeeded = (taskRun: string, key: string): RunEvent => ({
  type: "TaskStateChanged",
  at: 1,
  taskRun,
  state: { type: "Success", message: null, result: { key, length: null, preview: "", size: 1 } },
  decision: { step: "getTaskRunState", rule: "returned" },
  ends: true,
});

export function commit(run: string, seq: number, values: readonly unknown[] = []): Commit {
  return {
    run,
    seq,
    events: [visited(seq)],
    logs: [{ at: seq, level: "INFO", logger: "prefect.TaskRunner", message: `line ${seq}` }],
    values: values.map((value, index) => ({
      key: `${run}/${seq}/${index}`,
      stored: { kind: "value", value },
    })),
  };
}

/** A document as it is handed in to be saved. */
export const document = (
  id: string,
  more: Partial<NotebookDocument> = {},
): Omit<NotebookDocument, "revision"> => ({
  id,
  title: `Notebook ${id}`,
  text: "# Notebook\r\n",
  cells: ["c1"],
  updatedAt: 1,
  ...more,
});

/** A program of one cell, with something of each kind that a program keeps. */
export const program = (text: string): RunProgram => ({
  language: "typescript",
  cells: [
    {
      cell: "c1",
      language: "typescript",
      hash: text,
      text,
      code: text,
      defines: ["x"],
      uses: [],
      mutates: [],
      signatures: [],
      map: "AAAA",
      captures: { x: new Map([["a", 1]]) },
      runs: [],
    },
  ],
});
