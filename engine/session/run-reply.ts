/** What whoever asked for a run is told at its end. */

import type { FlowRun } from "../model/run.ts";
import type { CacheShelf } from "../run/cache-shelf.ts";
import type { RunValues } from "../run/values.ts";
import { toRunReply } from "../run/wire-states.ts";
import type { RunReply } from "../sandbox/protocol.ts";

/** A run that is over is over and on record, whether all of its values can be read or not. */
export async function replyTo(
  run: FlowRun,
  values: RunValues,
  shelf: CacheShelf,
): Promise<RunReply> {
  try {
    await shelf.remember(run, values);
    return await toRunReply(run, values);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, failure: { type: "ResultUnreadable", message, stack: null } };
  }
}
