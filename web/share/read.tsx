/** Shows what the address shares, and hands it on where somebody wants to keep it. */

import { createRoot, type Root } from "react-dom/client";
import type { Shared } from "../../engine/notebook/share/share.ts";
import type { HandedOver } from "../handed-over.ts";
import { keepEntries } from "../run/parameter-entries.ts";
import { sharedLetters } from "./address.ts";
import { SharedNotebook } from "./SharedNotebook.tsx";

/**
 * Shows it until somebody leaves it, and follows the address meanwhile.
 * @param leave  opens the notebooks of this browser: this one among them, if it is kept
 */
export function readShared(element: HTMLElement, leave: (kept: HandedOver | null) => void): void {
  const root = createRoot(element);
  const end = (kept: HandedOver | null) => {
    removeEventListener("hashchange", follow);
    root.unmount();
    /* What is kept has an address once it is stored: till then a reload shows the link again. */
    if (kept === null) history.replaceState(null, "", location.pathname + location.search);
    leave(kept);
  };
  const follow = () => show(root, end);
  addEventListener("hashchange", follow);
  follow();
}

function show(root: Root, end: (kept: HandedOver | null) => void): void {
  const letters = sharedLetters(location.hash);
  if (letters === null) return end(null);
  root.render(
    <SharedNotebook
      letters={letters}
      onKeep={(shared, then) => end(kept(shared, then))}
      onLeave={() => end(null)}
    />,
  );
}

/** As one of this browser's own, under a name that no other has. */
function kept({ markdown, parameters = {} }: Shared, then: "read" | "run"): HandedOver {
  const id = `notebook-${crypto.randomUUID().slice(0, 8)}`;
  for (const [flow, entries] of Object.entries(parameters)) keepEntries(id, flow, entries);
  return { id, text: markdown, isRun: then === "run" };
}
