/** Makes a worker's globals fit for user code. A courtesy, not a wall: the frame around it is the wall. */

/**
 * Ways past our ports, or out of what a task may do. Messages posted on the global would end in the
 * frame, which shares the page's thread in some browsers and could be flooded.
 */
const DOORS = [
  "postMessage",
  "close",
  "importScripts",
  "Worker",
  "SharedWorker",
  "BroadcastChannel",
] as const;

/** Takes the doors away, and gives back the one we need ourselves. */
export function closeDoors(): { readonly say: (word: unknown) => void } {
  const postMessage: unknown = Reflect.get(globalThis, "postMessage");
  if (typeof postMessage !== "function") throw new TypeError("This is not a worker.");
  const say = (word: unknown): void => {
    postMessage.call(globalThis, word);
  };
  for (const name of DOORS) {
    for (
      let holder: unknown = globalThis;
      typeof holder === "object" && holder !== null;
      holder = Object.getPrototypeOf(holder)
    ) {
      Reflect.deleteProperty(holder, name);
    }
  }
  return { say };
}

/** Errors nobody caught are told here and go no further: one that reaches the frame ends the worker. */
export function hearErrors(listener: (error: unknown) => void): void {
  addEventListener("error", (event) => {
    event.preventDefault();
    listener(event.error ?? event.message);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    listener(event.reason);
  });
}
