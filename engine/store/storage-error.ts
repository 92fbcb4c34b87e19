/** What to say when the store could not do it. */

import { FlowbookError } from "../model/errors.ts";
import type { ResultKey } from "../model/value.ts";
import type { Commit } from "../ports.ts";

/** Whether a value was of a kind that cannot be cloned. */
export const isUnclonable = (error: unknown): boolean => nameOf(error) === "DataCloneError";

/** Whether it only says that its transaction was given up. */
export const isAbort = (error: unknown): boolean => nameOf(error) === "AbortError";

/* A DOMException is an Error only in name: not by its class everywhere. */
const nameOf = (error: unknown): string =>
  error instanceof Error || error instanceof DOMException ? error.name : "Error";

const messageOf = (error: unknown): string =>
  error instanceof Error || error instanceof DOMException ? error.message : String(error);

/** Every fault of the store in our own words. `doing` ends the sentence "It failed while …". */
export function toStorageError(error: unknown, doing: string): FlowbookError {
  if (error instanceof FlowbookError) return error;
  const name = nameOf(error);
  const quota = name === "QuotaExceededError";
  const taken = name === "ConstraintError";
  return new FlowbookError("storage", sentenceFor(name, messageOf(error), doing), {
    name,
    quota,
    taken,
  });
}

function sentenceFor(name: string, message: string, doing: string): string {
  switch (name) {
    case "QuotaExceededError":
      return `The browser's storage is full: it failed while ${doing}. Remove old runs or notebooks, or free disk space.`;
    case "ConstraintError":
      return `Somebody else wrote first while ${doing}: is the notebook at work in another tab? Close one of the two.`;
    case "VersionError":
      return "A newer version of the app has changed the browser's storage. Reload the page.";
    default:
      return `The browser's storage failed while ${doing} (${name}: ${message}). Nothing was half written; reload the page.`;
  }
}

/** A value that cannot be kept, with the task run it is of, if it is the result of one. */
export function unstorableValue(
  key: ResultKey,
  commits: readonly Commit[],
  error: unknown,
): FlowbookError {
  const taskRun = findTaskRun(key, commits);
  const whose = taskRun === null ? `The value "${key}"` : `The result of task run "${taskRun}"`;
  return new FlowbookError(
    "storage",
    `${whose} cannot be stored: ${messageOf(error)} Return plain data: numbers, texts, lists, objects, typed arrays.`,
    { key, taskRun },
  );
}

function findTaskRun(key: ResultKey, commits: readonly Commit[]): string | null {
  for (const { events } of commits) {
    for (const event of events) {
      if (event.type === "TaskStateChanged" && event.state.result?.key === key) {
        return event.taskRun;
      }
    }
  }
  return null;
}

/** @throws FlowbookError `notFound` */
export function notebookNotFound(id: string): never {
  throw new FlowbookError(
    "notFound",
    `There is no notebook "${id}" in this browser's storage: it was removed, perhaps in another tab.`,
    { id },
  );
}

/** @throws FlowbookError `notFound` */
export function versionNotFound(id: string, revision: number): never {
  throw new FlowbookError(
    "notFound",
    `There is no version ${revision} of notebook "${id}" any more: only the newest are kept.`,
    { id, revision },
  );
}
