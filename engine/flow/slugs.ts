/** Gives tasks their stable names in one flow: `add-1`, `add-2`, `add-etl-1`. */

import { ValueError } from "./errors.ts";
import type { Task } from "./task.ts";

export class SlugBook {
  readonly #slugs = new Map<Task, string>();
  readonly #taken = new Set<string>();
  /** The last number given out, by what stands before it. */
  readonly #counters = new Map<string, number>();

  get all(): ReadonlyMap<Task, string> {
    return this.#slugs;
  }

  /**
   * The task's own slug, else name, sorted tags and the next free number.
   * @throws ValueError if its own slug is taken
   */
  assign(task: Task): string {
    const slug = task.slug ?? this.#nextFree([task.name, ...[...task.tags].sort()].join("-"));
    if (this.#taken.has(slug)) {
      const advice =
        task.kind === "parameter"
          ? "Use the parameter that is there, or give this one another name."
          : "Give it another slug, or none.";
      throw new ValueError(`A task with the slug "${slug}" already exists in this flow. ${advice}`);
    }
    this.#taken.add(slug);
    this.#slugs.set(task, slug);
    return slug;
  }

  /** The slug may be given again. */
  release(task: Task): void {
    this.#taken.delete(this.#slugs.get(task) ?? "");
    this.#slugs.delete(task);
  }

  #nextFree(prefix: string): string {
    let number = this.#counters.get(prefix) ?? 0;
    do number += 1;
    while (this.#taken.has(`${prefix}-${number}`));
    this.#counters.set(prefix, number);
    return `${prefix}-${number}`;
  }
}
