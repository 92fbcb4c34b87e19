/** What a page fetches, for budgets. */

import type { Page } from "@playwright/test";
import { gzipSync } from "node:zlib";

/** The most that a page to read may take, gzipped. */
export const READING_BUDGET = 200_000;

/** Of the files that are for work alone: editor, engine, Python. */
export const HEAVY = /monaco|CodeEditor|pyodide|python|worker|start-|open-session/i;

export interface Downloads {
  /** By path, in the order they came. */
  paths(): string[];
  /** Bytes of all, gzipped. */
  size(): Promise<number>;
}

/** Counts from now on. Each file once: a second visit has it. */
export function watchDownloads(page: Page): Downloads {
  const loaded = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    const { protocol, pathname } = new URL(response.url());
    if (!protocol.startsWith("http")) return;
    const size = response.body().then((body) => gzipSync(body).length);
    /* Whoever asks for the size is told what went wrong; a test that ends before need not wait for it. */
    size.catch(() => undefined);
    loaded.set(pathname, size);
  });
  return {
    paths: () => [...loaded.keys()],
    size: async () => (await Promise.all(loaded.values())).reduce((sum, size) => sum + size, 0),
  };
}
