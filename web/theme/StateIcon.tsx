/** A state's icon in its colour; the word stands beside it, so it is silent. */

import type { StateType } from "../../engine/model/state.ts";
import { lookOf } from "./state-look.ts";

export function StateIcon({ type }: { readonly type: StateType }) {
  const { icon, color } = lookOf(type);
  return (
    <svg aria-hidden="true" className="state-icon" height="14" viewBox="0 0 14 14" width="14">
      <path
        d={icon}
        fill="none"
        stroke={color}
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="1.7"
      />
    </svg>
  );
}
