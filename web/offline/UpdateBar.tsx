/** A newer version of the app is ready: said, and taken when the person wants it. */

import { useState, useSyncExternalStore } from "react";
import { currentOffline, subscribeOffline, takeNewVersion } from "./offline.ts";

export function UpdateBar() {
  const { hasUpdate } = useSyncExternalStore(subscribeOffline, currentOffline);
  const [isLater, setLater] = useState(false);
  if (!hasUpdate || isLater) return null;
  return (
    <div className="problem is-news" role="status">
      <span>
        A new version of Flowbook is ready. It is used once all its tabs are closed, or now: its
        tabs reload, and runs that are under way go on where they are.
      </span>
      <span>
        <button onClick={takeNewVersion} type="button">
          Reload now
        </button>
        <button className="quiet" onClick={() => setLater(true)} type="button">
          Later
        </button>
      </span>
    </div>
  );
}
