/** What is done with "the notebook as it is now": the engine must have what was typed until now. */

import type { RunId } from "../../engine/model/run.ts";
import { codeCells } from "../session/edits.ts";
import type { Session } from "../session/session.ts";

/** Hands over what was typed since the last pause. The page says what went wrong, if anything. */
export async function handOver(session: Session): Promise<void> {
  await session.flush();
  await session.ask((api, id) => api.setCells(id, codeCells(session.getState().notebook)));
}

/** A new run of the same flow with the same parameters, of the notebook as it is now. */
export async function runAgain(session: Session, run: RunId): Promise<void> {
  await handOver(session);
  await session.ask((api) => api.runs.again(run));
}
