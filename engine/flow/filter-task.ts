/** Prefect's task that keeps some items of a list. */

import { isNone } from "./comparison.ts";
import type { Any } from "./inputs.ts";
import { declareParameters } from "./signature.ts";
import { PrefectSignal } from "./signals.ts";
import { Task } from "./task.ts";
import type { TaskOptions } from "./task-options.ts";
import { allFinished } from "./triggers.ts";

export interface FilterTaskOptions extends TaskOptions {
  /** Which items to keep; if not given, all but null and exceptions. */
  readonly filterFunc?: (item: Any) => boolean;
  /** What to log of an item that is dropped. */
  readonly logFunc?: (item: Any) => string;
}

/** Signals are no exceptions in Prefect, so those of skipped children are kept. */
const isWanted = (item: unknown): boolean =>
  !isNone(item) && (!(item instanceof Error) || item instanceof PrefectSignal);

export class FilterTask extends Task<[task_results: readonly Any[]], Any[]> {
  static override readonly typeName: string = "FilterTask";

  readonly filterFunc: (item: Any) => boolean;
  readonly logFunc: ((item: Any) => string) | null;

  constructor({ filterFunc = isWanted, logFunc, ...options }: FilterTaskOptions = {}) {
    super({ skipOnUpstreamSkip: false, trigger: allFinished, ...options });
    this.filterFunc = filterFunc;
    this.logFunc = logFunc ?? null;
  }

  override run(taskResults: readonly unknown[]): unknown[] {
    return taskResults.filter((item) => {
      const isKept = this.filterFunc(item);
      if (!isKept && this.logFunc !== null) this.logger.info(this.logFunc(item));
      return isKept;
    });
  }
}

declareParameters(FilterTask.prototype.run, "task_results");
