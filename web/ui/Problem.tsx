/** Something of ours went wrong, or could not be done: said until it is dismissed. */

import { useSession, useSessionState } from "../session/use-session.ts";

/** Stands in a modal dialog too: what is behind one can neither be heard nor dismissed. */
export function Problem() {
  const session = useSession();
  const problem = useSessionState((state) => state.problem);
  if (problem === null) return null;
  return (
    <div className="problem" role="alert">
      <span>{problem}</span>
      <button className="quiet" onClick={() => session.dismissProblem()} type="button">
        Dismiss
      </button>
    </div>
  );
}
