/**
 * The file: a zip with a manifest, and of each notebook and run what the store has of it.
 *
 *     manifest.json            FileManifest
 *     notebooks/0.json         WholeNotebook
 *     runs/0/run.json          summary and program
 *     runs/0/record-0.json     WholeRecord: events, log lines and values of some commits, in order
 *     results.json             what is kept by location
 *
 * All but the manifest are written as `clone-form.ts` says; bytes of theirs lie beside them in an
 * entry that ends in `.bin`. Every entry has its CRC.
 */

import type { RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import { countOf, fieldsOf, listOf, nameOf, numberOf } from "../host/guards.ts";
import type { LocatedResult } from "../ports.ts";
import type { ArchivedNotebook, ArchivedRun } from "./archived.ts";
import { readClone, UnreadableClone } from "./clone-read.ts";
import { writeClone } from "./clone-write.ts";
import { badArchive, readingPart } from "./errors.ts";
import { parseArchivedNotebook, parseResults } from "./parse-notebook.ts";
import { parseId, parseNotebookId } from "./parse-refs.ts";
import { parseRun } from "./parse-run.ts";
import { SAME_NAMES, type Renaming } from "./renaming.ts";
import type { ZipInput } from "./zip.ts";

const FORMAT = "flowbook";
/** Counts up when older versions of the app could no longer read the file. */
const VERSION = 1;
export const FILE_TYPE = "application/vnd.flowbook+zip";

const MANIFEST = "manifest.json";
const RESULTS = "results.json";
const MAX_ITEMS = 100_000;

export interface FileManifest {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly writtenAt: Millis;
  readonly notebooks: readonly string[];
  readonly runs: readonly { readonly id: RunId; readonly records: number }[];
}

export interface FileOutput {
  addNotebook(notebook: ArchivedNotebook): Promise<void>;
  addRun(run: ArchivedRun): Promise<void>;
  /** Once, after all else. */
  close(results: readonly LocatedResult[]): Promise<Blob>;
}

/* Most sessions never meet a file: what zips is loaded when it is wanted. */
const loadZip = () => import("./zip.ts");

/** Only what one call adds is in memory. */
export async function openFileOutput(at: Millis): Promise<FileOutput> {
  const zip = (await loadZip()).openZipOutput(FILE_TYPE, at);
  const notebooks: string[] = [];
  const runs: { id: RunId; records: number }[] = [];
  const add = async (path: string, value: unknown): Promise<void> => {
    const { text, bytes } = writeClone(value);
    await zip.add(path, [text]);
    if (bytes.length > 0) await zip.add(binaryOf(path), bytes);
  };
  return {
    async addNotebook(notebook) {
      await add(notebookPath(notebooks.length), notebook);
      notebooks.push(notebook.document.id);
    },
    async addRun({ summary, program, records }) {
      const number = runs.length;
      await add(runPath(number), { summary, program });
      for (const [index, record] of records.entries()) await add(recordPath(number, index), record);
      runs.push({ id: summary.id, records: records.length });
    },
    async close(results) {
      await add(RESULTS, results);
      const manifest: FileManifest = {
        format: FORMAT,
        version: VERSION,
        writtenAt: at,
        notebooks,
        runs,
      };
      await zip.add(MANIFEST, [JSON.stringify(manifest)]);
      return zip.close();
    },
  };
}

export interface FileInput {
  readonly notebooks: readonly string[];
  readonly runs: readonly RunId[];
  /** How many bytes the run takes in the file, inflated. */
  bytesOfRun(id: RunId): number;
  bytesOfNotebook(id: string): number;
  /** These three read, parse and check; they throw FlowbookError `badArchive`. */
  notebook(id: string): Promise<ArchivedNotebook>;
  run(id: RunId, renaming?: Renaming): Promise<ArchivedRun>;
  results(renaming?: Renaming): Promise<LocatedResult[]>;
}

/** @throws FlowbookError `badArchive` if it is no file of ours, or of a newer version of the app */
export async function openFileInput(file: Blob): Promise<FileInput> {
  const zip = await (await loadZip()).openZipInput(file);
  const { notebooks, runs } = parseManifest(await zip.readText(MANIFEST));
  const runNumber = (id: RunId) => runs.findIndex((each) => each.id === id);
  const recordPaths = (id: RunId): string[] => {
    const number = runNumber(id);
    return Array.from({ length: runs[number]?.records ?? 0 }, (_, index) =>
      recordPath(number, index),
    );
  };
  const notebookOf = (id: string) => notebookPath(notebooks.indexOf(id));
  const bytesAt = (paths: readonly string[]) =>
    paths
      .flatMap((path) => [path, binaryOf(path)])
      .filter((path) => zip.has(path))
      .reduce((sum, path) => sum + zip.bytesOf(path), 0);
  return {
    notebooks,
    runs: runs.map(({ id }) => id),
    bytesOfRun: (id) => bytesAt([runPath(runNumber(id)), ...recordPaths(id)]),
    bytesOfNotebook: (id) => bytesAt([notebookOf(id)]),
    async notebook(id) {
      const path = notebookOf(id);
      const notebook = parseArchivedNotebook(await readEntry(zip, path));
      if (notebook.document.id !== id) throw badArchive(`"${path}" is of another notebook`);
      return notebook;
    },
    async run(id, renaming = SAME_NAMES) {
      const path = runPath(runNumber(id));
      const head = await readEntry(zip, path);
      const { summary, program } = readingPart(`"${path}"`, () => fieldsOf(head, "a run"));
      const records = [];
      for (const each of recordPaths(id)) records.push(await readEntry(zip, each));
      if (readingPart(`"${path}"`, () => fieldsOf(summary, "a summary")["id"]) !== id)
        throw badArchive(`"${path}" is of another run`);
      return parseRun({ summary, program, records }, renaming);
    },
    results: async (renaming = SAME_NAMES) => parseResults(await readEntry(zip, RESULTS), renaming),
  };
}

function parseManifest(text: string): FileManifest {
  const fields = readingPart(`"${MANIFEST}"`, () => fieldsOf(parseJson(text), "the manifest"));
  if (fields["format"] !== FORMAT) throw badArchive("it is no file of Flowbook");
  const version = fields["version"];
  if (typeof version === "number" && version > VERSION) {
    throw badArchive("it was written by a newer version of the app; reload the page to get that");
  }
  return readingPart(`"${MANIFEST}"`, () => ({
    format: FORMAT,
    version: countOf(version, "the version", VERSION),
    writtenAt: numberOf(fields["writtenAt"], "the time of writing"),
    notebooks: unique(
      listOf(fields["notebooks"], "the notebooks", {
        max: MAX_ITEMS,
        item: (each) => parseNotebookId(each),
      }),
    ),
    runs: uniqueRuns(
      listOf(fields["runs"], "the runs", {
        max: MAX_ITEMS,
        item: (each) => {
          const run = fieldsOf(each, "a run");
          return {
            id: parseId(run["id"], "the id of a run"),
            records: countOf(run["records"], "the records of a run", MAX_ITEMS),
          };
        },
      }),
    ),
  }));
}

function unique(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) throw badArchive(`"${nameOf(id, "an id")}" is in it twice`);
    seen.add(id);
  }
  return ids;
}

function uniqueRuns(runs: FileManifest["runs"]): FileManifest["runs"] {
  unique(runs.map(({ id }) => id));
  return runs;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badArchive(`"${MANIFEST}" is not JSON`);
  }
}

const NO_BYTES = new Uint8Array(0);

async function readEntry(zip: ZipInput, path: string): Promise<unknown> {
  const binary = binaryOf(path);
  const text = await zip.readText(path);
  const bytes = zip.has(binary) ? await zip.read(binary) : NO_BYTES;
  try {
    return readClone(text, bytes);
  } catch (error) {
    if (!(error instanceof UnreadableClone)) throw error;
    throw badArchive(`"${path}" cannot be read: ${error.message}`);
  }
}

const notebookPath = (number: number): string => `notebooks/${number}.json`;
const runPath = (number: number): string => `runs/${number}/run.json`;
const recordPath = (run: number, record: number): string => `runs/${run}/record-${record}.json`;
const binaryOf = (path: string): string => path.replace(/\.json$/, ".bin");
