/** Whether a worker that evaluated a program again built the same flow as the kernel did. */

import { FlowbookError } from "../model/errors.ts";
import type { FlowId, Slug } from "../model/graph.ts";
import type { LoadReply } from "../sandbox/protocol.ts";

/** A flow as the kernel built it. */
export interface ExpectedFlow {
  readonly id: FlowId;
  /** Of its tasks, in order. */
  readonly slugs: readonly Slug[];
}

/** @throws FlowbookError `notDeterministic` that names the first task that differs. */
export function checkSameFlow(expected: ExpectedFlow, reply: LoadReply): void {
  const flow = reply.flows.find((each) => each.id === expected.id);
  if (flow === undefined) {
    const failure = reply.failures[0]?.failure;
    const why =
      failure === undefined
        ? "was not built"
        : `was not built: ${failure.type}: ${failure.message}`;
    throw new FlowbookError(
      "notDeterministic",
      `Evaluated again in a worker, the flow ${why}. ${ADVICE}`,
      { flow: expected.id },
    );
  }
  const count = Math.max(expected.slugs.length, flow.slugs.length);
  for (let index = 0; index < count; index++) {
    const here = expected.slugs[index];
    const there = flow.slugs[index];
    if (here === there) continue;
    throw new FlowbookError(
      "notDeterministic",
      `Evaluated again in a worker, the flow has ${named(there)} where it has ${named(here)} here. ` +
        ADVICE,
      { flow: expected.id, task: here ?? there, index },
    );
  }
}

const named = (slug: Slug | undefined): string =>
  slug === undefined ? "no further task" : `the task "${slug}"`;

const ADVICE =
  "Build the flow from values that are the same every time: move random numbers, the time and " +
  "other chance into a task or into a variable of their own.";
