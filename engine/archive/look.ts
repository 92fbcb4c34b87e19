/** Looks a file through: is it whole, what is in it, and how is that to what is here. */

import type { ArchivedItem } from "../api/archive.ts";
import { ownerOf, type RunId } from "../model/run.ts";
import type { LocatedResult, LocationStore, RunSummary } from "../ports.ts";
import type { ArchivedNotebook, ArchivedRun } from "./archived.ts";
import { badArchive } from "./errors.ts";
import type { FileInput } from "./file.ts";
import { SAME_NAMES, type Renaming } from "./renaming.ts";
import { DamagedRun, digestOf, loadRun, type RunSource } from "./stored.ts";

export type Here = ArchivedItem["here"];

export interface Looked {
  readonly notebooks: readonly {
    readonly notebook: ArchivedNotebook;
    readonly here: Here;
    readonly item: ArchivedItem;
  }[];
  readonly runs: readonly {
    readonly summary: RunSummary;
    readonly here: Here;
    readonly item: ArchivedItem;
  }[];
  readonly results: readonly {
    readonly result: LocatedResult;
    readonly here: Here;
    readonly item: ArchivedItem;
  }[];
  /** Runs that are here and not in the file, though something in it names them. */
  readonly strangers: ReadonlySet<RunId>;
}

export interface LookOptions extends RunSource {
  readonly locations: LocationStore;
}

/**
 * Reads all of it, one run at a time.
 * @throws FlowbookError `badArchive`
 */
export async function look(file: FileInput, options: LookOptions): Promise<Looked> {
  const named = new Set<RunId>();
  const results = await file.results(noting(named));
  const wanted = new Map(results.map((result) => [result.ref.key, result]));
  if (new Set(results.map(({ location }) => location)).size < results.length) {
    throw badArchive("two results in it are at one location");
  }
  const notebooks = [];
  for (const id of file.notebooks) notebooks.push(await lookAtNotebook(file, id, options));
  const runs = [];
  for (const id of file.runs) {
    const run = await file.run(id, noting(named));
    for (const { values } of run.records) for (const { key } of values) wanted.delete(key);
    runs.push(await lookAtRun(file, run, options));
  }
  for (const { location } of wanted.values()) {
    throw badArchive(`the value of the result "${location}" is missing in it`);
  }
  const strangers = new Set<RunId>();
  for (const id of named) {
    if (!file.runs.includes(id) && (await options.runs.summary(id))) strangers.add(id);
  }
  const located = [];
  for (const result of results) located.push(await lookAtResult(result, options));
  return { notebooks, runs, results: located, strangers };
}

/** Notes each run that is named. */
export const noting = (named: Set<RunId>): Renaming => ({
  ...SAME_NAMES,
  run(id) {
    named.add(id);
    return id;
  },
});

async function lookAtNotebook(file: FileInput, id: string, { store }: LookOptions) {
  const notebook = await file.notebook(id);
  const { title, updatedAt: at } = notebook.document;
  const here = compareNotebooks(notebook, await store.notebook(id));
  const bytes = file.bytesOfNotebook(id);
  return { notebook, here, item: { kind: "notebook", id, title, at, bytes, here } as const };
}

/**
 * Its text counts: what cells showed is made again by running them. Only where nothing was run yet
 * (the page keeps a bundled notebook as soon as it is opened) is that of the file news.
 */
function compareNotebooks(inFile: ArchivedNotebook, stored: ArchivedNotebook | null): Here {
  if (stored === null) return "new";
  const { title, text } = inFile.document;
  if (stored.document.text !== text || stored.document.title !== title) return "differs";
  return isBlank(stored) && !isBlank(inFile) ? "new" : "same";
}

const isBlank = ({ outputs }: ArchivedNotebook): boolean =>
  outputs.records.length === 0 && outputs.lastRun === null;

async function lookAtRun(file: FileInput, run: ArchivedRun, options: LookOptions) {
  const { summary } = run;
  const { id, startedAt: at } = summary;
  const here = await isHere(run, options);
  const title = `${summary.flowName}: ${summary.runName}`;
  const bytes = file.bytesOfRun(id);
  return { summary, here, item: { kind: "run", id, title, at, bytes, here } as const };
}

async function isHere(run: ArchivedRun, options: LookOptions): Promise<Here> {
  try {
    const stored = await loadRun(options, run.summary.id);
    if (stored === null) return "new";
    return digestOf(stored) === digestOf(run) ? "same" : "differs";
  } catch (error) {
    /* The one in the file is whole: a way to mend it. */
    if (error instanceof DamagedRun) return "differs";
    throw error;
  }
}

async function lookAtResult(result: LocatedResult, { locations }: LookOptions) {
  const { location: id, ref, writtenAt: at } = result;
  if (ownerOf(ref.key)?.isSecret !== false) throw badArchive(`the result "${id}" is a secret`);
  const found = await locations.find(id);
  const isSame = found?.ref.key === ref.key && found.writtenAt === at;
  const here: Here = found === null ? "new" : isSame ? "same" : "differs";
  return {
    result,
    here,
    item: { kind: "result", id, title: id, at, bytes: ref.size, here } as const,
  };
}
