/** The one place where React and the session meet. */

import { createContext, useContext, useSyncExternalStore } from "react";
import type { SessionState } from "./session-state.ts";
import type { Session } from "./session.ts";

export const SessionContext = createContext<Session | null>(null);

/** The session, for asking it to do something. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new RangeError("A component that needs the session stands outside of it.");
  return session;
}

/** A part of the session's state. The selector must give the same object for the same state. */
export function useSessionState<T>(select: (state: SessionState) => T): T {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => select(session.getState()));
}
