/** The kernel as the crew of a run: Prefect's LocalExecutor. */

import type { Crew, SandboxWorker } from "../ports.ts";

/** A crew of one, for one call at a time: tasks see and change the notebook's own variables. */
export function kernelCrew(kernel: SandboxWorker): Crew {
  let isFree = true;
  let waiting: (() => void) | null = null;
  return {
    size: 1,
    lend(whenFree) {
      if (isFree) {
        isFree = false;
        return kernel;
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
    broken: kernel.ended.then(
      () => new Error("The notebook's kernel ended, and with it the tasks that ran in it."),
    ),
  };
}
