/** Results that tasks wrote at a location: listed, looked into, removed. */

import { useCallback, useEffect, useState } from "react";
import type { LocatedResult } from "../../engine/ports.ts";
import { StoredPreview } from "../inspector/StoredPreview.tsx";
import { useSession } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";

export function ResultsDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const [results, setResults] = useState<readonly LocatedResult[] | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const load = useCallback(() => {
    void session.ask((api) => api.storage.results()).then((found) => setResults(found ?? []));
  }, [session]);
  useEffect(load, [load]);
  return (
    <Dialog onClose={onClose} title="Results by location">
      <p>
        Values that tasks with a <code>target</code> or a result location have written. A target
        that is here is not made again.
      </p>
      {results?.length === 0 && <p>None yet.</p>}
      <ul>
        {results?.map(({ location, ref, writtenAt }) => (
          <li key={location}>
            <code>{location}</code>
            <span>{new Date(writtenAt).toLocaleString()}</span>
            <button
              aria-expanded={shown === location}
              onClick={() => setShown(shown === location ? null : location)}
              type="button"
            >
              Show
            </button>
            <button
              aria-label={`Delete ${location}`}
              onClick={() =>
                void session.ask((api) => api.storage.removeResult(location)).then(load)
              }
              type="button"
            >
              Delete
            </button>
            {shown === location && (
              <div className="list-dialog-value">
                <StoredPreview
                  loadPreview={(result) => session.values.preview(result)}
                  result={ref}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
