/** Tags for all tasks made inside a block. */

import { buildScope, withinScope } from "./build-scope.ts";

/**
 * `tags("a", "b", () => { … })`: tasks made or called inside bear these tags, besides their own and
 * those of blocks around it. Returns what the function returns.
 */
export function tags<T>(...given: [...tags: string[], fn: () => T]): T {
  const fn: unknown = given.at(-1);
  const names: readonly unknown[] = given.slice(0, -1);
  if (typeof fn !== "function") {
    throw new TypeError('tags(…) ends in the function to run: tags("a", "b", () => { … }).');
  }
  const texts = names.map((name) => {
    if (typeof name === "string") return name;
    throw new TypeError(`A tag is a text, not ${String(name)}.`);
  });
  const all = [...new Set([...buildScope().tags, ...texts])];
  return withinScope("tags(…)", { tags: all }, () => fn() as T);
}
