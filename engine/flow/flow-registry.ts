/** All flows made in this realm, by id. */

import type { FlowId } from "../model/graph.ts";
import type { Flow } from "./flow.ts";

const flows = new Map<FlowId, Flow>();

/** A cell evaluated again makes its flows again, and they take the place of the old ones. */
export function registerFlow(flow: Flow): void {
  flows.set(flow.id, flow);
}

export const flowById = (id: FlowId): Flow | undefined => flows.get(id);

export const allFlows = (): readonly Flow[] => [...flows.values()];

export function forgetFlows(): void {
  flows.clear();
}
