/** What is worth looking at when two runs are compared. */

import type { ComparedTaskRun } from "../../engine/api/runs.ts";

/** In state or result; that one took longer is no difference by itself. */
export const differs = ({ states: [one, other], isSameResult }: ComparedTaskRun): boolean =>
  one !== other || !isSameResult;

/** Those that differ first, else as they stand. */
export const inOrder = (taskRuns: readonly ComparedTaskRun[]): readonly ComparedTaskRun[] => [
  ...taskRuns.filter(differs),
  ...taskRuns.filter((each) => !differs(each)),
];
