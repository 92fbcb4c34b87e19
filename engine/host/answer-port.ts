/** The engine's end of the port on which a sandboxed worker answers: no more often than it is asked. */

import { transferHandlers, wrap } from "comlink";
import type { Endpoint, Remote } from "comlink";
import type { ExposedApi } from "../sandbox/protocol.ts";

/*
 * A worker could send a "proxy" as its answer and would be handed a live handle in our realm.
 * Without the handler such an answer is a plain error.
 */
transferHandlers.delete("proxy");

/**
 * We only ever wrap: who exposes can be made to run code by the other end. The result must be kept
 * referenced, for Comlink closes the connection of a proxy that was collected.
 * @param overrun called for an answer that nothing was asked for
 */
export function wrapAnswers(port: MessagePort, overrun: () => void): Remote<ExposedApi> {
  let asked = 0;
  const endpoint: Endpoint = {
    postMessage(message: unknown, transfer: Transferable[] = []) {
      asked++;
      port.postMessage(message, transfer);
    },
    addEventListener(_type, listener) {
      port.addEventListener("message", (event) => {
        asked--;
        if (asked < 0) overrun();
        else if (typeof listener === "function") listener(event);
        else listener.handleEvent(event);
      });
    },
    /* Comlink stops listening only when it closes the connection, which is ours to close. */
    removeEventListener() {},
    start() {
      port.start();
    },
  };
  return wrap<ExposedApi>(endpoint);
}
