/** The task that stands before a branch: it is skipped, and the branch with it, unless a value fits. */

import { isEqual } from "./comparison.ts";
import type { Any } from "./inputs.ts";
import { str } from "./repr.ts";
import { declareParameters } from "./signature.ts";
import { SKIP } from "./signals.ts";
import { Task } from "./task.ts";
import type { TaskOptions } from "./task-options.ts";

export interface CompareValueOptions extends TaskOptions {
  /** The value is the key of an object, where 1 and true became text: those fit too. */
  readonly isKey?: boolean;
}

export class CompareValue extends Task<[value: Any], void> {
  static override readonly typeName: string = "CompareValue";

  readonly value: unknown;
  readonly isKey: boolean;

  constructor(value: unknown, { isKey = false, ...options }: CompareValueOptions = {}) {
    super({ ...options, name: options.name ?? `CompareValue: "${str(value)}"` });
    this.value = value;
    this.isKey = isKey;
  }

  override run(value: unknown): void {
    if (isEqual(value, this.value)) return;
    if (this.isKey && str(value) === this.value) return;
    throw new SKIP(`Provided value "${str(value)}" did not match "${str(this.value)}"`);
  }
}

declareParameters(CompareValue.prototype.run, "value");
