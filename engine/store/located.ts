/** The results a commit writes at locations, as they are kept. */

import type { RunId } from "../model/run.ts";
import type { Commit, LocatedResult } from "../ports.ts";
import { parseResultKey } from "./value-address.ts";

/** The moment of writing is that of the commit's last event. */
export const locatedBy = ({ locations = [], events }: Commit): LocatedResult[] =>
  locations.map((each) => ({ ...each, writtenAt: events.at(-1)?.at ?? 0 }));

/** Whether its value is one of these runs': it goes with them. */
export function isOfAny(runs: ReadonlySet<RunId>, { ref }: LocatedResult): boolean {
  const run = parseResultKey(ref.key)?.run;
  return run !== undefined && runs.has(run);
}
