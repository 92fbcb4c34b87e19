/** The part of the context that all calls of a run share. */

import type { FlowRun } from "../model/run.ts";
import type { Clock } from "../ports.ts";
import type { RunValues } from "../run/values.ts";
import type { RunContext } from "../sandbox/protocol.ts";

export interface ContextSources {
  readonly values: RunValues;
  readonly clock: Clock;
  /** As they are when the run begins, or goes on. */
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** Reads a run's parameters once; gives what makes the context at any later moment. */
export async function contextOf(
  { values, clock, secrets }: ContextSources,
  begun: FlowRun,
): Promise<(run: FlowRun) => RunContext> {
  const entries = await Promise.all(
    Object.entries(begun.parameters).map(
      async ([name, ref]) => [name, await values.resolve({ from: "result", ref })] as const,
    ),
  );
  const parameters = Object.fromEntries(entries);
  return (run) => ({
    flowRunId: run.id,
    flowRunName: run.options.runName,
    flowName: run.graph.name,
    parameters,
    scheduledStartTime: run.options.scheduledStartTime,
    clockOffset: clock.offset(),
    checkpointing: run.options.checkpointing,
    user: run.options.context,
    secrets,
  });
}
