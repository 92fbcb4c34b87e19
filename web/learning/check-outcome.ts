/** What the run of a check says about an exercise. Pure. */

import type { CellStatus } from "../../engine/api.ts";
import type { CellOutput } from "../../engine/ports.ts";
import type { CellEnd } from "../session/session-state.ts";

export interface CheckOutcome {
  readonly mark: "passed" | "notYet" | "broken" | "open";
  /** What to tell the learner. */
  readonly text: string;
}

/** Errors that a check throws itself, to say what is missing. */
const BY_THE_CHECK: ReadonlySet<string> = new Set(["AssertionError", "Error"]);

export interface CheckRun {
  readonly status: CellStatus;
  readonly end: CellEnd | undefined;
  readonly outputs: readonly CellOutput[];
  /** Whether it was passed at any time. */
  readonly wasPassed: boolean;
}

/** A check passes by ending; the text of what it throws is the hint. */
export function outcomeOf({ status, end, outputs, wasPassed }: CheckRun): CheckOutcome {
  if (status === "running" || status === "queued") return { mark: "open", text: "Checking …" };
  if (end === "ok") return { mark: "passed", text: "Passed." };
  if (end === "failed") {
    const error = outputs.findLast(({ type }) => type === "error");
    return isHint(error)
      ? { mark: "notYet", text: error.message }
      : { mark: "broken", text: "The check could not be made: see the error below." };
  }
  return wasPassed
    ? { mark: "passed", text: "Passed before." }
    : { mark: "open", text: "Change the cell above, then run this check." };
}

/** Whether an output is a hint of the check, to be told in words and not as an error. */
export const isHint = (
  output: CellOutput | undefined,
): output is Extract<CellOutput, { type: "error" }> =>
  output?.type === "error" && BY_THE_CHECK.has(output.errorType) && output.message !== "";
