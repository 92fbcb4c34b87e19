/** The colours and the font that canvases are painted with, read from the page's tokens. */

import { STATE_TYPES, type StateType } from "../../engine/model/state.ts";
import { lookOf } from "./state-look.ts";

export interface Colors {
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  readonly edge: string;
  readonly surface: string;
  readonly raised: string;
  readonly accent: string;
  /** On a fill of a state's family: white, or the dark theme's ground. */
  readonly onState: string;
  /** The family alone: who paints sets the size. */
  readonly family: string;
  /** Size and family of small text. */
  readonly font: string;
  /** The person asked for more contrast: lines are thicker. */
  readonly isStrong: boolean;
  readonly ofState: (type: StateType) => string;
}

/** The colours in force where this element stands; read anew when the theme changes. */
export function readColors(element: Element): Colors {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const states = new Map<StateType, string>(
    STATE_TYPES.map((type) => [type, token(`--state-${lookOf(type).family}`)]),
  );
  return {
    text: token("--text"),
    muted: token("--muted"),
    border: token("--border"),
    edge: token("--edge"),
    surface: token("--surface"),
    raised: token("--surface-2"),
    accent: token("--accent"),
    onState: token("--surface"),
    family: token("--font"),
    isStrong: matchMedia("(prefers-contrast: more)").matches,
    font: `${token("--text-xs")} ${token("--font")}`,
    ofState: (type) => states.get(type) ?? token("--muted"),
  };
}
