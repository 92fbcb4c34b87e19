/** Says how far the runtime of a language is, while it is fetched and started. */

import { LANGUAGE_NAMES } from "./notebook/languages.ts";
import type { RuntimeLoading } from "./session/session-state.ts";
import { useSessionState } from "./session/use-session.ts";

export function RuntimeStatus() {
  const runtime = useSessionState((state) => state.runtime);
  return runtime && <RuntimeProgress {...runtime} />;
}

/** The count changes often: it is the bar's value, and only the step is announced. */
function RuntimeProgress({ language, step, loaded, total }: RuntimeLoading) {
  const isDownload = step === "download";
  const doing = `${isDownload ? "Loading" : "Starting"} ${LANGUAGE_NAMES[language]}`;
  const amount = `${megabytes(loaded)} of ${megabytes(total)} MB`;
  return (
    <span className="runtime">
      <span>
        <span role="status">{doing}</span>
        {isDownload ? `: ${amount}` : "…"}
      </span>
      {isDownload ? (
        <progress aria-label={doing} aria-valuetext={amount} max={total} value={loaded} />
      ) : (
        <progress aria-label={doing} />
      )}
    </span>
  );
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
