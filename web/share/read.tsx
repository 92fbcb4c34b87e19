/** Shows what the address shares, and hands it on where somebody wants to keep it. */

import { createRoot } from "react-dom/client";
import type { Shared } from "../../engine/notebook/share/share.ts";
import type { HandedOver } from "../handed-over.ts";
import { followVersion } from "../offline/offline.ts";
import { keepEntries } from "../run/parameter-entries.ts";
import { ErrorBoundary } from "../ui/ErrorBoundary.tsx";
import { sharedLetters } from "./address.ts";
import { SharedNotebook } from "./SharedNotebook.tsx";

/**
 * Shows it until somebody leaves it, and follows the address meanwhile.
 * @param leave  opens the notebooks of this browser: this one among them, if it is kept
 */
export function readShared(element: HTMLElement, leave: (kept: HandedOver | null) => void): void {
  const root = createRoot(element);
  /* The link is in the address: nothing is lost. */
  const unfollow = followVersion(async () => undefined);
  const end = (handed: HandedOver | null) => {
    removeEventListener("hashchange", follow);
    unfollow();
    root.unmount();
    /* What is kept has an address once it is stored: till then a reload shows the link again. */
    if (handed === null) history.replaceState(null, "", location.pathname + location.search);
    leave(handed);
  };
  let shown = location.hash;
  const follow = () => {
    const letters = sharedLetters(location.hash);
    if (letters === null) {
      if (location.hash === "") return end(null);
      /* A reference within the text: the address stays that of the link. */
      history.replaceState(null, "", shown);
      return;
    }
    shown = location.hash;
    root.render(
      <ErrorBoundary key={letters} what="The notebook of this link">
        <SharedNotebook
          letters={letters}
          onKeep={(shared, then) => end(kept(shared, then))}
          onLeave={() => end(null)}
        />
      </ErrorBoundary>,
    );
  };
  addEventListener("hashchange", follow);
  follow();
}

/** As one of this browser's own, under a name that no other has. */
function kept({ markdown, parameters = {} }: Shared, then: "read" | "run"): HandedOver {
  const id = `notebook-${crypto.randomUUID().slice(0, 8)}`;
  for (const [flow, entries] of Object.entries(parameters)) keepEntries(id, flow, entries);
  return { id, text: markdown, isRun: then === "run" };
}
