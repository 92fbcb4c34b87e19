/** Says why Python could not be loaded, and what to do. */

import { FlowbookError } from "../../../model/errors.ts";

/** An error of code `runtime`. Trying again is worth it: running a cell does. */
export function cannotLoad(error: unknown, isOnline = navigator.onLine): FlowbookError {
  const why = error instanceof Error ? error.message : String(error);
  return new FlowbookError(
    "runtime",
    isOnline
      ? `Python could not be loaded: ${why}. Check the connection, then run the cell again.`
      : "Python is not kept in this browser yet, and there is no connection to load it. " +
          "Connect once, then run the cell again.",
  );
}
