/** Decides what of a file is taken in, and under which ids. */

import type { ArchivedItem, OnClash } from "../api/archive.ts";
import { FlowbookError } from "../model/errors.ts";
import { ownerOf, type RunId } from "../model/run.ts";
import { parseNotebook, toMarkdown } from "../notebook/markdown.ts";
import { copyTitle, withTitle } from "../notebook/title.ts";
import type { LocatedResult, TakenIn } from "../ports.ts";
import type { ArchivedNotebook, ArchivedRun } from "./archived.ts";
import type { FileInput } from "./file.ts";
import type { Here, Looked } from "./look.ts";
import { renameKey, type Renaming } from "./renaming.ts";

export interface TakeInOptions {
  readonly onClash: OnClash;
  readonly randomId: () => string;
  /** Whether a result is at the location. */
  readonly isTaken: (location: string) => Promise<boolean>;
  /** Titles of the notebooks that are here: a copy gets another one. */
  readonly titles: readonly string[];
}

export interface Taking {
  readonly all: TakenIn;
  /** What is taken in, under the ids it gets. */
  readonly items: readonly ArchivedItem[];
  /** Notebooks that are not as they were, or whose runs are not. */
  readonly notebooks: ReadonlySet<string>;
}

/** Reads from the file again what is taken, for looking at it did not keep it. */
export async function takeIn(
  file: FileInput,
  looked: Looked,
  options: TakeInOptions,
): Promise<Taking> {
  const { onClash, randomId } = options;
  const isCopied = (here: Here) => here === "differs" && onClash === "copy";
  const isTaken = (here: Here) => here === "new" || (here === "differs" && onClash !== "keep");
  const newNotebooks = new Map<string, string>();
  for (const { notebook, here } of looked.notebooks) {
    if (isCopied(here)) newNotebooks.set(notebook.document.id, randomId());
  }
  /* A notebook that is copied has its runs with it, those too that are here already. */
  const goesAlong = (notebook: string, here: Here) => newNotebooks.has(notebook) && here !== "new";
  const newRuns = new Map<RunId, RunId>();
  for (const { summary, here } of looked.runs) {
    if (isCopied(here) || goesAlong(summary.notebook, here)) newRuns.set(summary.id, randomId());
  }
  const names: Renaming = {
    /* Who refers to a run that is not in the file shall not read one that happens to be here. */
    run: (id) => newRuns.get(id) ?? (looked.strangers.has(id) ? gone(id, newRuns, randomId) : id),
    notebook: (id) => newNotebooks.get(id) ?? id,
  };
  const runs: ArchivedRun[] = [];
  const items: ArchivedItem[] = [];
  const removeRuns: RunId[] = [];
  const kept = new Set<RunId>();
  for (const { summary, here, item } of looked.runs) {
    if (isTaken(here) || newRuns.has(summary.id)) {
      runs.push(await file.run(summary.id, names));
      items.push({ ...item, id: names.run(summary.id) });
      if (here === "differs" && !newRuns.has(summary.id)) removeRuns.push(summary.id);
    } else if (here === "differs") kept.add(summary.id);
  }
  const notebooks: ArchivedNotebook[] = [];
  for (const { notebook, here, item } of looked.notebooks) {
    if (!isTaken(here)) continue;
    const taken = withNewIds(notebook, names, new Set(file.runs));
    const own = isCopied(here) ? withCopyTitle(taken, options) : taken;
    notebooks.push(own);
    items.push({ ...item, id: own.document.id, title: own.document.title });
  }
  const located: LocatedResult[] = [];
  for (const { result, here, item } of looked.results) {
    /* Its value is in the run that stays as it is here, which may not have it. */
    const isGone = kept.has(ownerOf(result.ref.key)?.run ?? "");
    if (!isTaken(here) || isGone) continue;
    const location = isCopied(here) ? await freeLocation(result.location, options) : item.id;
    const ref = { ...result.ref, key: renameKey(result.ref.key, names) };
    located.push({ ...result, location, ref });
    items.push({ ...item, id: location, title: location });
  }
  return {
    all: { notebooks, runs, located, removeRuns },
    items,
    notebooks: new Set([
      ...notebooks.map(({ document }) => document.id),
      ...runs.map(({ summary }) => summary.notebook),
    ]),
  };
}

function gone(id: RunId, newRuns: Map<RunId, RunId>, randomId: () => string): RunId {
  const fresh = randomId();
  newRuns.set(id, fresh);
  return fresh;
}

function withNewIds(
  { document, outputs, versions }: ArchivedNotebook,
  names: Renaming,
  inFile: ReadonlySet<RunId>,
): ArchivedNotebook {
  const { lastRun } = outputs;
  return {
    document: { ...document, id: names.notebook(document.id) },
    outputs: {
      ...outputs,
      lastRun: lastRun !== null && inFile.has(lastRun) ? names.run(lastRun) : null,
    },
    versions,
  };
}

/** Its first heading says that it is a copy; the cells stay the ones whose outputs are kept. */
function withCopyTitle(
  copied: ArchivedNotebook,
  { titles, randomId }: TakeInOptions,
): ArchivedNotebook {
  const { document } = copied;
  const notebook = parseNotebook(document.id, document.text, document.cells);
  const named = withTitle(notebook, copyTitle(notebook.title, titles), randomId);
  return {
    ...copied,
    document: {
      ...document,
      title: named.title,
      text: toMarkdown(named),
      cells: named.cells.map(({ id }) => id),
    },
  };
}

async function freeLocation(location: string, { isTaken }: TakeInOptions): Promise<string> {
  for (let number = 2; ; number++) {
    const candidate = `${location} (${number})`;
    if (!(await isTaken(candidate))) return candidate;
  }
}

/** @throws FlowbookError `wrongMoment` */
export async function checkNoneIsLive(
  runs: readonly RunId[],
  looked: Looked,
  isLive: (run: RunId) => boolean | Promise<boolean>,
): Promise<void> {
  for (const id of runs) {
    if (!(await isLive(id))) continue;
    const title = looked.runs.find(({ summary }) => summary.id === id)?.item.title ?? id;
    throw new FlowbookError(
      "wrongMoment",
      `The run "${title}" is under way, so it cannot be replaced. Cancel it first, or keep what is here. Nothing was changed.`,
      { run: id },
    );
  }
}
