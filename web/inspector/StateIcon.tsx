/** A state as a small icon in its colour, with its name. */

import type { StateType } from "../../engine/model/state.ts";
import { lookOf } from "../theme/state-look.ts";

export function StateName({ type }: { readonly type: StateType }) {
  const { icon, color } = lookOf(type);
  return (
    <span className="state-name">
      <svg aria-hidden="true" height="14" viewBox="0 0 14 14" width="14">
        <path
          d={icon}
          fill="none"
          stroke={color}
          strokeLinecap="round"
          strokeLinejoin="round"
          strokeWidth="1.5"
        />
      </svg>
      {type}
    </span>
  );
}
