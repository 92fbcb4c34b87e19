/** The flows that a notebook's cells have built, each as it last was, the newest last. */

import type { FlowDescription, FlowId } from "../model/graph.ts";
import type { CellId } from "../model/notebook.ts";

export class BuiltFlows {
  readonly #flows = new Map<FlowId, FlowDescription>();

  /** Takes a flow as it now is; what variable holds it is remembered from before. */
  show(description: FlowDescription): FlowDescription {
    const variable = description.variable ?? this.#flows.get(description.id)?.variable;
    const shown = variable === undefined ? description : { ...description, variable };
    this.#flows.delete(description.id);
    this.#flows.set(description.id, shown);
    return shown;
  }

  /** The cell has ended, and this variable of it holds the flow. */
  name(id: FlowId, variable: string | undefined): void {
    const known = this.#flows.get(id);
    if (known && variable !== undefined) this.#flows.set(id, { ...known, variable });
  }

  get(id: FlowId): FlowDescription | null {
    return this.#flows.get(id) ?? null;
  }

  /** The flow a report is about: the one named `flow`, else the last one built. */
  chosen(): FlowDescription | null {
    const all = [...this.#flows.values()];
    return all.findLast(({ variable }) => variable === "flow") ?? all.at(-1) ?? null;
  }

  clear(): void {
    this.#flows.clear();
  }
}

/** The cell that built a flow: flow ids begin with it. */
export const cellOf = (flow: FlowId): CellId => flow.slice(0, flow.lastIndexOf(":"));

/** What a worker must have built, by loading the program, to be of use for a run of this flow. */
export const expected = ({ id, graph }: Pick<FlowDescription, "id" | "graph">) => ({
  id,
  slugs: graph.tasks.map(({ slug }) => slug),
});
