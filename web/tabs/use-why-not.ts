/** Why this tab cannot run anything now. */

import { useSessionState } from "../session/use-session.ts";

const FOLLOWS = "This notebook runs in another tab. Choose “Run it here instead” to run it here.";

/** @returns null: it can */
export function useWhyNotRun(): string | null {
  return useSessionState(({ role }) => (role === "follower" ? FOLLOWS : null));
}
