/** Which moment of which run is on show, and whether it plays: a reducer. Pure. */

import type { RunId } from "../../engine/model/run.ts";
import type { Millis } from "../../engine/model/state.ts";
import { playOn, type Events, type Playhead, type Speed } from "./playing.ts";

export interface RewindState {
  /** The run that is rewound; another one on show is shown as it is now. */
  readonly run: RunId | null;
  /** null: now. */
  readonly head: Playhead | null;
  readonly isPlaying: boolean;
  /** null: nobody chose one. */
  readonly speed: Speed | null;
  readonly stopsAtFailures: boolean;
}

export const AT_NOW: RewindState = {
  run: null,
  head: null,
  isPlaying: false,
  speed: null,
  stopsAtFailures: false,
};

export type RewindAction =
  | { readonly type: "wentTo"; readonly run: RunId; readonly event: number; readonly last: number }
  | { readonly type: "wentToNow" }
  /** From the moment on show; from now: from the beginning. */
  | { readonly type: "played"; readonly run: RunId; readonly speed: Speed }
  | { readonly type: "paused" }
  | { readonly type: "choseSpeed"; readonly speed: Speed }
  | { readonly type: "choseStops"; readonly stopsAtFailures: boolean }
  | { readonly type: "passed"; readonly elapsed: Millis; readonly events: Events };

const now = (state: RewindState): RewindState => ({
  ...state,
  run: null,
  head: null,
  isPlaying: false,
});

export function rewind(state: RewindState, action: RewindAction): RewindState {
  switch (action.type) {
    case "wentTo": {
      const { run, event, last } = action;
      /* The last moment is now: of a run under way it would be past with the next event. */
      if (event >= last) return now(state);
      return { ...state, run, head: { event: Math.max(0, event), shownFor: 0 } };
    }
    case "wentToNow":
      return now(state);
    case "played": {
      const { run, speed } = action;
      const head = state.head ?? { event: 0, shownFor: 0 };
      return { ...state, run, head, speed: state.speed ?? speed, isPlaying: true };
    }
    case "paused":
      return { ...state, isPlaying: false };
    case "choseSpeed":
      return { ...state, speed: action.speed };
    case "choseStops":
      return { ...state, stopsAtFailures: action.stopsAtFailures };
    case "passed":
      return pass(state, action);
  }
}

function pass(
  state: RewindState,
  { elapsed, events }: Extract<RewindAction, { type: "passed" }>,
): RewindState {
  const { head, speed, stopsAtFailures, isPlaying } = state;
  if (!head || speed === null || !isPlaying) return state;
  const { event, shownFor, stoppedBy } = playOn(events, head, elapsed, { speed, stopsAtFailures });
  /* Where the end is what it stops at, the failure that ended the run is on show all the same. */
  if (stoppedBy === "end" || event >= events.length - 1) return now(state);
  return { ...state, head: { event, shownFor }, isPlaying: stoppedBy === null };
}
