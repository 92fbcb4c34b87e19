/** What the signs of a graph mean: the states that are in it, and the three kinds of edge. */

import type { StateType } from "../../engine/model/state.ts";
import { rankOf } from "../session/state-order.ts";
import { StateName } from "../theme/StateIcon.tsx";
import type { ArrowKind } from "./scene.ts";

export interface LegendProps {
  readonly states: ReadonlySet<StateType>;
  readonly edges: ReadonlySet<ArrowKind>;
}

const EDGES: readonly (readonly [ArrowKind, string])[] = [
  ["data", "hands a value over"],
  ["mapped", "hands one item to each child"],
  ["state", "only orders"],
];

export function DagLegend({ states, edges }: LegendProps) {
  return (
    <ul aria-label="Legend" className="dag-legend">
      {[...states]
        .toSorted((a, b) => rankOf(a) - rankOf(b))
        .map((type) => (
          <li key={type}>
            <StateName type={type} />
          </li>
        ))}
      {EDGES.filter(([kind]) => edges.has(kind)).map(([kind, meaning]) => (
        <li key={kind}>
          <span aria-hidden="true" className={`dag-edge is-${kind}`} />
          {meaning}
        </li>
      ))}
    </ul>
  );
}
