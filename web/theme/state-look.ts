/** How each state looks: a family's colour, an icon of its own, an outline. Never colour alone. */

import type { StateType } from "../../engine/model/state.ts";

/** States that share a colour: nine, for more could not be told apart. */
export type Family =
  | "waiting"
  | "running"
  | "success"
  | "failed"
  | "trigger"
  | "retry"
  | "mapped"
  | "skipped"
  | "cancelled";

/** How a box is edged: tells states apart without colour. */
export type Outline =
  | "solid"
  | "dashed"
  | "dotted"
  | "dash-dot"
  | "thick"
  | "double"
  | "cut"
  /** Thick, with a corner struck through. */
  | "struck"
  /** Solid, its corners not round. */
  | "square";

/** All that drawing a state needs. */
export interface StateLook {
  readonly family: Family;
  /** A CSS colour: the family's variable. */
  readonly color: string;
  /** An SVG path on a 14 × 14 grid, to be stroked. */
  readonly icon: string;
  readonly outline: Outline;
}

const CIRCLE = "M7 1.5a5.5 5.5 0 1 0 .01 0Z";
const CROSS = "M3.5 3.5l7 7M10.5 3.5l-7 7";

const LOOKS: Readonly<Record<StateType, readonly [Family, string, Outline]>> = {
  State: ["waiting", CIRCLE, "dashed"],
  Pending: ["waiting", CIRCLE, "dashed"],
  Scheduled: ["waiting", `${CIRCLE}M7 4v3.2l2.4 1.4`, "dashed"],
  Submitted: ["waiting", "M2 9v3h10V9M7 9V2M4.5 4.5L7 2l2.500 2.500", "dashed"],
  Queued: ["waiting", "M2 3.500h10M2 7h10M2 10.500h10", "dashed"],
  Paused: ["waiting", "M4.500 2.500v9M9.500 2.500v9", "dashed"],
  Resume: ["waiting", "M3.500 2.500v9M6.500 2.500l5 4.500-5 4.500Z", "dashed"],
  Retrying: ["retry", "M11.500 7a4.500 4.500 0 1 1-1.500-3.300M10.500 1v3h-3", "dash-dot"],
  Running: ["running", "M4 2l7.500 5L4 12Z", "thick"],
  Looped: ["running", "M7 7C5 4 2 4 2 7s3 3 5 0 5-3 5 0-3 3-5 0", "thick"],
  Mapped: ["mapped", "M2 2h4v4H2ZM8 2h4v4H8ZM2 8h4v4H2ZM8 8h4v4H8Z", "double"],
  Success: ["success", "M2.500 7.500l3 3 6-7", "solid"],
  Cached: ["success", "M2 3.500c0-2 10-2 10 0v7c0 2-10 2-10 0ZM4.500 7.500l2 2 3-3.500", "solid"],
  Finished: ["success", CIRCLE, "solid"],
  Skipped: ["skipped", "M2.500 3l4 4-4 4M7.500 3l4 4-4 4", "dotted"],
  Failed: ["failed", CROSS, "cut"],
  TimedOut: ["failed", `${CIRCLE}M5 5l4 4M9 5l-4 4`, "cut"],
  ValidationFailed: ["failed", "M2.500 1.500h9v11h-9ZM5 5l4 4M9 5l-4 4", "cut"],
  ClientFailed: ["failed", "M4 1.500v3M10 1.500v3M2.500 4.500h9v4h-9ZM5 10l4 3M9 10l-4 3", "cut"],
  TriggerFailed: ["trigger", "M7 1v6M4.500 4.500L7 7l2.500-2.500M2 10.500h10", "struck"],
  Cancelling: ["cancelled", "M3 3h8v8H3Z", "dash-dot"],
  Cancelled: ["cancelled", "M3 3h8v8H3ZM3 7h8M3 5h8M3 9h8", "square"],
};

/** The look of a state class. */
export function lookOf(type: StateType): StateLook {
  const [family, icon, outline] = LOOKS[type];
  return { family, icon, outline, color: `var(--state-${family})` };
}
