/** The results a commit writes at locations, as they are kept. */

import type { Commit, LocatedResult } from "../ports.ts";

/** The moment of writing is that of the commit's last event. */
export const locatedBy = ({ locations = [], events }: Commit): LocatedResult[] =>
  locations.map((each) => ({ ...each, writtenAt: events.at(-1)?.at ?? 0 }));
