/** Searches cells without ever holding the page up. */

import { findMatches, NOTHING_FOUND, type Found } from "./matches.ts";
import type { SearchNews, SearchTask } from "./search-worker.ts";

/** A regular expression that has not done with all cells by then is given up. In milliseconds. */
const LIMIT = 2000;

/**
 * What is found. A plain text is looked for at once; a regular expression in a worker, for no limit
 * of the text's length helps against one that tries all ways to match.
 * @param signal  nobody waits for it any more: the worker ends, and the promise stays open
 */
export function search(task: SearchTask, signal: AbortSignal): Promise<Found> {
  if (!task.query.isRegex || task.query.text === "") {
    return Promise.resolve(findMatches(task.texts, task.query));
  }
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./search-worker.ts", import.meta.url), {
      type: "module",
      name: "find",
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(timer);
      worker.terminate();
    };
    const fail = (problem: string) => {
      end();
      resolve({ ...NOTHING_FOUND, problem });
    };
    signal.addEventListener("abort", end);
    worker.addEventListener("error", () => fail("The search could not be started. Try again."));
    worker.addEventListener("message", ({ data }: MessageEvent<SearchNews>) => {
      if (data === "ready") {
        worker.postMessage(task);
        timer = setTimeout(() => fail(TOO_LONG), LIMIT);
        return;
      }
      end();
      resolve(data);
    });
  });
}

const TOO_LONG =
  "This regular expression takes too long on these cells. Write it with fewer nested repetitions.";
