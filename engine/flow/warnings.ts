/** Things to tell the author of a flow, without stopping them. */

import { buildScope } from "./build-scope.ts";
import type { TaskGraph } from "./task-graph.ts";
import { realmHost } from "./realm.ts";

/** Says it under the cell, and notes it with the flow it is about (the open one, if none is given). */
export function warn(message: string, flow: TaskGraph | null = buildScope().flow): void {
  flow?.noteWarning(message);
  realmHost()?.warn(message);
}
