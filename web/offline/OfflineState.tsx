/** Whether the app can be used without a network, in one sentence. */

import { useSyncExternalStore } from "react";
import { currentOffline, subscribeOffline, type Offline } from "./offline.ts";

const WORDS: Readonly<Record<Offline["status"], string>> = {
  preparing: "Not yet: the app's files are being fetched.",
  ready: "Yes: the app is kept in this browser. Python works offline once a notebook has used it.",
  unsupported:
    "No: this browser has no service workers here. They need an address with https, or localhost.",
  failed: "No: the app's files could not be kept.",
};

export function OfflineState() {
  const { status, reason } = useSyncExternalStore(subscribeOffline, currentOffline);
  return (
    <section aria-label="Offline">
      <h3>Works without a network</h3>
      <p>
        {WORDS[status]} {reason}
      </p>
    </section>
  );
}
