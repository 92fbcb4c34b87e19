/** One worker as the crew of a run: the kernel (Prefect's LocalExecutor), or whoever asked for the run. */

import type { Crew, SandboxWorker } from "../ports.ts";

/** Tasks see and change the notebook's own variables. */
export const kernelCrew = (kernel: SandboxWorker): Crew =>
  crewOfOne(
    kernel,
    kernel.ended.then(
      () => new Error("The notebook's kernel ended, and with it the tasks that ran in it."),
    ),
  );

/** For one call at a time. */
export function crewOfOne(worker: SandboxWorker, broken: Promise<Error>): Crew {
  let isFree = true;
  let waiting: (() => void) | null = null;
  return {
    size: 1,
    lend(whenFree) {
      if (isFree) {
        isFree = false;
        return worker;
      }
      waiting = whenFree;
      return null;
    },
    giveBack() {
      isFree = true;
      const next = waiting;
      waiting = null;
      next?.();
    },
    discard() {},
    close() {},
    broken,
  };
}
