/** Names for new cells. */

import type { CellId } from "../../engine/model/notebook.ts";

/** Gives a new id each time; no two pages give the same. */
export function cellIds(): () => CellId {
  let count = 0;
  return () => {
    count += 1;
    const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    return `${random.toString(36)}${count.toString(36)}`;
  };
}
