/** `raiseOnException`: exceptions of tasks leave `flow.run` in place of ending in its state. */

let depth = 0;

/** While `fn` runs, `flow.run` throws the first exception that a task threw. */
export async function raiseOnException<T>(fn: () => T | Promise<T>): Promise<T> {
  depth += 1;
  try {
    return await fn();
  } finally {
    depth -= 1;
  }
}

/** Whether exceptions are to be thrown on. */
export const isRaising = (): boolean => depth > 0;
