/** Whether the start page is shown: its address is `?start`, so that it can be sent and gone back to. */

const changes = new EventTarget();

export const START = "?start";

/** Of a notebook, from the page. */
export const addressOf = (id: string): string => `?notebook=${encodeURIComponent(id)}`;

export const isStartShown = (): boolean => new URLSearchParams(location.search).has("start");

/** Shows the start page; the notebook that is open stays open behind it. */
export function showStart(): void {
  if (!isStartShown()) history.pushState(null, "", START);
  addressChanged();
}

/** Whoever changes the address by hand says so: the browser tells only of back and forward. */
export function addressChanged(): void {
  changes.dispatchEvent(new Event("change"));
}

/** @returns what ends the listening */
export function subscribeAddress(listener: () => void): () => void {
  changes.addEventListener("change", listener);
  addEventListener("popstate", listener);
  return () => {
    changes.removeEventListener("change", listener);
    removeEventListener("popstate", listener);
  };
}
