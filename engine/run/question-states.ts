/** The states that a custom trigger or a terminal state handler is shown. */

import { withChildren } from "../core/final.ts";
import { indexOf } from "../core/graph-index.ts";
import { Upstreams } from "../core/upstream.ts";
import type { FlowRun, TaskRun } from "../model/run.ts";
import type { WireQuestion, WireState } from "../sandbox/protocol.ts";
import type { RunValues } from "./values.ts";
import { toWireState, toWireTaskState } from "./wire-states.ts";

type Upstream = Extract<WireQuestion, { about: "trigger" }>["upstream"];
type Reference = Extract<WireQuestion, { about: "terminal" }>["reference"];

/** Edge by edge, the upstream states of a task run, constants included (Prefect shows them too). */
export async function upstreamStates(
  run: FlowRun,
  taskRun: TaskRun,
  values: RunValues,
): Promise<Upstream> {
  const sources = new Upstreams(run).sourcesOf(taskRun, false);
  const states = await Promise.all(
    sources.map(async ({ edge, taskRun: up }) => ({
      edge,
      state: await toWireTaskState(run, up, values),
    })),
  );
  const constants = Object.entries(run.constants[taskRun.slug] ?? {}).filter(([key]) => key !== "");
  const given = await Promise.all(
    constants.map(async ([key, ref]) => ({
      edge: {
        upstream: `Constant:${key}`,
        downstream: taskRun.slug,
        key,
        mapped: false,
        flattened: false,
      },
      state: await constantState(values, ref),
    })),
  );
  return [...states, ...given];
}

async function constantState(
  values: RunValues,
  ref: Parameters<RunValues["read"]>[0],
): Promise<WireState> {
  const message = "Auto-generated constant value";
  return toWireState({ type: "Success", message, result: ref }, values);
}

/** The states that decide the flow's: those of the reference tasks, mapped ones as their children. */
export async function endKeyStates(run: FlowRun, values: RunValues): Promise<Reference> {
  const reference: { slug: string; state: WireState }[] = [];
  for (const taskRun of withChildren(run, indexOf(run.graph).reference)) {
    reference.push({ slug: taskRun.slug, state: await toWireState(taskRun.state, values) });
  }
  return reference;
}
