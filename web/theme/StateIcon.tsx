/** A state's icon in its colour, alone or with the state's name. */

import type { StateType } from "../../engine/model/state.ts";
import { lookOf } from "./state-look.ts";

/** Only the icon: a word has to stand beside it, so it is silent. */
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

/** The icon and the state's name, on one line. */
export function StateName({ type }: { readonly type: StateType }) {
  return (
    <span className="state-name">
      <StateIcon type={type} />
      {type}
    </span>
  );
}
