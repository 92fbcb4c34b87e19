/** Calls a task's `run` with its inputs by name. */

import { bindArguments } from "./binding.ts";
import type { Task } from "./task.ts";

/**
 * Parameters that are not among the inputs get their defaults.
 * @throws TypeError for a missing or an unknown input, and whatever `run` throws
 */
export async function invokeRun(
  task: Task,
  inputs: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const signature = task.signature();
  if (signature === null) return await (task.run(inputs) as unknown);
  /* An upstream task may have yielded undefined. That is a value: Python's None. */
  const named = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, value === undefined ? null : value]),
  );
  const bound = bindArguments(signature, { positional: [], named }, `Task "${task.name}"`);
  const args = signature.parameters.map(({ name }) =>
    inputs[name] === undefined ? undefined : bound.get(name),
  );
  return await (task.run(...args) as unknown);
}
