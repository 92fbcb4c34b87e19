/**
 * Results of tasks with `cacheFor`, kept for later runs of the session. Source: prefect 1.x
 * context.caches, task_runner.check_task_is_cached, engine/cache_validators.py.
 */

import { allTaskRuns } from "../core/final.ts";
import { indexOf } from "../core/graph-index.ts";
import type { CacheValidator, TaskNode } from "../model/graph.ts";
import type { FlowRun, TaskRun } from "../model/run.ts";
import type { Millis, State } from "../model/state.ts";
import type { InputRef } from "../model/value.ts";
import { hashOf } from "./value-hash.ts";
import type { RunValues } from "./values.ts";

/** A cached state, and by hash what it was made from. */
export interface CachedResult {
  readonly state: State;
  readonly inputs: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** The values themselves, for validators of the user's own; secrets are left out. */
  readonly refs: {
    readonly inputs: Readonly<Record<string, InputRef>>;
    readonly parameters: Readonly<Record<string, InputRef>>;
  };
}

/** What a task run that looks for a cached result was given. */
export type Given = Pick<CachedResult, "inputs" | "parameters" | "refs">;

export class CacheShelf {
  readonly #results = new Map<string, CachedResult[]>();

  /** The results under a task's key, oldest first, as Prefect tries them. */
  find(node: TaskNode): readonly CachedResult[] {
    return this.#results.get(keyOf(node)) ?? [];
  }

  /** Prefect: after a finished run its Cached states are kept, those of mapped children too. */
  async remember(run: FlowRun, values: RunValues): Promise<void> {
    const { nodes } = indexOf(run.graph);
    for (const taskRun of allTaskRuns(run)) {
      const node = nodes.get(taskRun.slug);
      if (!node || taskRun.state.type !== "Cached" || taskRun.decision?.step !== "cacheResult") {
        continue;
      }
      /* A secret does not outlive its run. */
      if (node.kind === "secret") continue;
      const given = await givenTo(run, taskRun, values);
      const before = this.#results.get(keyOf(node)) ?? [];
      this.#results.set(keyOf(node), [...before, { state: taskRun.state, ...given }]);
    }
  }
}

const keyOf = (node: TaskNode): string => node.cacheKey ?? node.name;

/** The hashes of a task run's inputs and of the run's parameters. */
export async function givenTo(run: FlowRun, taskRun: TaskRun, values: RunValues): Promise<Given> {
  const inputs = taskRun.inputs ?? {};
  const parameters: Readonly<Record<string, InputRef>> = Object.fromEntries(
    Object.entries(run.parameters).map(([name, ref]) => [name, { from: "result", ref }]),
  );
  return {
    inputs: await hashes(inputs, values),
    parameters: await hashes(parameters, values),
    refs: { inputs: withoutSecrets(inputs), parameters },
  };
}

/** A secret does not outlive its run: there is nothing to read it from later. */
const withoutSecrets = (inputs: Readonly<Record<string, InputRef>>): Record<string, InputRef> =>
  Object.fromEntries(Object.entries(inputs).filter(([, input]) => !holdsSecret(input)));

function holdsSecret(input: InputRef): boolean {
  switch (input.from) {
    case "result":
      return input.ref.isSecret === true;
    case "list":
      return input.of.some(holdsSecret);
    case "item":
    case "flat":
      return holdsSecret(input.of);
    case "none":
    case "failure":
      return false;
  }
}

async function hashes(
  inputs: Readonly<Record<string, InputRef>>,
  values: RunValues,
): Promise<Record<string, string>> {
  const resolved = await values.resolveAll(inputs);
  return Object.fromEntries(Object.entries(resolved).map(([key, value]) => [key, hashOf(value)]));
}

/** Whether a validator that is not custom accepts a cached result. All of them refuse an expired one. */
export function isValid(
  validator: Exclude<CacheValidator, { name: "custom" }>,
  cached: CachedResult,
  { given, now }: { readonly given: Given; readonly now: Millis },
): boolean {
  const until = cached.state.cachedUntil ?? null;
  if (validator.name === "neverUse") return false;
  if (until !== null && until <= now) return false;
  switch (validator.name) {
    case "durationOnly":
      return true;
    case "allInputs":
      return isSame(cached.inputs, given.inputs, null);
    case "allParameters":
      return isSame(cached.parameters, given.parameters, null);
    case "partialInputsOnly":
      return isSame(cached.inputs, given.inputs, validator.validateOn ?? []);
    case "partialParametersOnly":
      return isSame(cached.parameters, given.parameters, validator.validateOn ?? []);
  }
}

/** Equal on these keys; null: on all. */
function isSame(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
  keys: readonly string[] | null,
): boolean {
  const all = keys ?? [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return all.every((key) => before[key] === now[key]);
}
