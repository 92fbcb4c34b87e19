/** A value as a task. Constants that only serve as an argument are kept off the graph. */

import type { TaskKind } from "../model/graph.ts";
import type { Any } from "./inputs.ts";
import { repr, typeName } from "./repr.ts";
import { declareParameters } from "./signature.ts";
import { Task } from "./task.ts";
import type { TaskOptions } from "./task-options.ts";

/** A value longer than this when written is named after its type. */
const LONGEST_NAME = 8;

/** Named after its value, `[1, 2]`, or after its type, `Constant[list]`. */
export class Constant<T = Any> extends Task<[], T> {
  static override readonly typeName: string = "Constant";
  static override readonly kind: TaskKind = "constant";

  readonly value: T;

  constructor(value: T, options: TaskOptions = {}) {
    super({ ...options, name: options.name ?? nameOf(value) });
    this.value = value;
  }

  override run(): T {
    return this.value;
  }
}

declareParameters(Constant.prototype.run);

function nameOf(value: unknown): string {
  const text = repr(value, LONGEST_NAME + 1);
  return text.length <= LONGEST_NAME ? text : `Constant[${typeName(value)}]`;
}
