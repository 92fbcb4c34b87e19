/** The tasks that collect other tasks' results into a list, a set or a dictionary. */

import { ValueError } from "./errors.ts";
import type { TaskGraph } from "./task-graph.ts";
import type { Any } from "./inputs.ts";
import { inOrder, KeywordTask } from "./keyword-task.ts";
import { declareParameters } from "./signature.ts";
import { Task } from "./task.ts";

/** Binds items under the names Prefect gives them: `arg_1`, `arg_2`… */
abstract class Collection<R> extends KeywordTask<R> {
  /** Puts the items in, from left to right. */
  bindItems(items: Iterable<unknown>, flow?: TaskGraph): this {
    const named = Object.fromEntries(
      Array.from(items, (item, index) => [`arg_${index + 1}`, item ?? null]),
    );
    return this.bind(named, flow === undefined ? {} : { flow });
  }
}

export class List extends Collection<Any[]> {
  static override readonly typeName: string = "List";

  override run(args: Readonly<Record<string, unknown>>): Any[] {
    return inOrder(args);
  }
}

/** Prefect's tuple; JavaScript has only lists. */
export class Tuple extends Collection<Any[]> {
  static override readonly typeName: string = "Tuple";

  override run(args: Readonly<Record<string, unknown>>): Any[] {
    return inOrder(args);
  }
}

class SetTask extends Collection<Set<Any>> {
  static override readonly typeName: string = "Set";

  override run(args: Readonly<Record<string, unknown>>): Set<Any> {
    const items = inOrder(args);
    for (const item of items) checkHashable(item);
    return new Set(items);
  }
}

export { SetTask as Set };

type Dictionary = Readonly<Record<string, Any>> | ReadonlyMap<Any, Any>;

export class Dict extends Task<[keys: readonly unknown[], values: readonly unknown[]], Dictionary> {
  static override readonly typeName: string = "Dict";

  /** Whether the dictionary was written as a Map. */
  readonly isMap: boolean;

  constructor(options: { readonly isMap?: boolean } = {}) {
    super();
    this.isMap = options.isMap ?? false;
  }

  override run(keys: readonly unknown[], values: readonly unknown[]): Dictionary {
    if (keys.length !== values.length) {
      throw new ValueError(
        `A dictionary needs as many values as keys, but has ${values.length} for ${keys.length}.`,
      );
    }
    const entries = keys.map((key, index) => [key, values[index]] as const);
    return this.isMap ? new Map(entries) : Object.fromEntries(entries);
  }
}

declareParameters(Dict.prototype.run, "keys", "values");

/** Python's sets hold no lists, sets or dictionaries; two equal lists would be two members here. */
function checkHashable(item: unknown): void {
  const type = Array.isArray(item)
    ? "list"
    : item instanceof Set
      ? "set"
      : item instanceof Map || Object.prototype.toString.call(item) === "[object Object]"
        ? "dict"
        : null;
  if (type !== null) throw new TypeError(`unhashable type: '${type}'`);
}
