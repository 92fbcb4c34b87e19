/** What a Python worker is started from: Pyodide, our packages, and the memory of a worker that had booted. */

import { hashText } from "../../../model/hash.ts";
import type { SandboxProgram } from "../../../ports.ts";
import { assets, lock, packages, version } from "../../python?python-package";
import text from "../worker/worker.ts?sandbox-text";
import { fetchParts, keyOf } from "./fetch-parts.ts";
import { openPartCache, type PartCache } from "./part-cache.ts";
import { Progress, type RuntimeProgress } from "./progress.ts";

/** From nothing, on a slow machine; from a snapshot it is a fraction of a second. */
const PATIENCE = 60_000;

/** Removals from the cache that must be done before it is read again. */
let removing: Promise<void> = Promise.resolve();

export interface PythonProgramOptions {
  /** Of the page: apps beside each other on one origin keep their files apart. */
  readonly path: string;
  readonly onProgress: (progress: RuntimeProgress) => void;
}

/**
 * Fetches the runtime, or takes it from this browser's cache.
 * @throws FlowbookError `runtime`; it may be tried again
 */
export async function pythonProgram(options: PythonProgramOptions): Promise<SandboxProgram> {
  const progress = new Progress(options.onProgress);
  const cache = await openPartCache(options.path);
  await removing;
  const parts = await fetchParts(assets, {
    cache,
    fetch: (url, init) => fetch(url, init),
    isOnline: () => navigator.onLine,
    onProgress: (loaded, total) => progress.download(loaded, total),
  });
  progress.start();
  return program(parts, cache, progress);
}

async function program(
  files: Readonly<Record<string, ArrayBuffer>>,
  cache: PartCache,
  progress: Progress,
): Promise<SandboxProgram> {
  const key = snapshotKey();
  const snapshot = await cache.find(key);
  removing = cache.keepOnly([...assets.map(keyOf), key]);
  return {
    text,
    parts: {
      ...files,
      "pyodide-lock.json": bytesOf(lock),
      packages: bytesOf(packages),
      ...(snapshot && { snapshot }),
    },
    patience: PATIENCE,
    firstAlone: snapshot === null,
    keep(parts) {
      if (parts["snapshot"] !== undefined) void cache.add(key, parts["snapshot"]);
    },
    started: () => progress.ready(),
    failed(error) {
      /* Most likely the snapshot is spoilt: without it, the next worker boots from nothing. */
      if (error.code === "runtime") removing = cache.keepOnly(assets.map(keyOf));
      if (error.code !== "runtime" || snapshot === null) progress.failed(error.message);
    },
  };
}

/** A snapshot fits the files it was made with, in the browser that made it. */
const snapshotKey = (): string =>
  `snapshot ${version} ${hashText(text)} ${hashText(navigator.userAgent)}`;

const bytesOf = (content: string): ArrayBuffer => new TextEncoder().encode(content).buffer;
