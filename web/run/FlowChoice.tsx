/** Which flow is on show, and the others there are. */

import type { FlowId } from "../../engine/model/graph.ts";
import type { ShownFlow } from "../session/session-state.ts";
import { useSession } from "../session/use-session.ts";

interface FlowChoiceProps {
  readonly flows: ReadonlyMap<FlowId, ShownFlow>;
  readonly shown: FlowId | null;
}

export function FlowChoice({ flows, shown }: FlowChoiceProps) {
  const session = useSession();
  return (
    <h2>
      <label>
        <span className="visually-hidden">Flow shown</span>
        <select onChange={(event) => session.showFlow(event.target.value)} value={shown ?? ""}>
          {[...flows].map(([id, { description }]) => (
            <option key={id} value={id}>
              {description.graph.name}
            </option>
          ))}
        </select>
      </label>
    </h2>
  );
}
