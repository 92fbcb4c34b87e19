/** The states that a person gives tasks: those before a run are checked where they come into the engine. */

import type { GivenState, GivenTaskStates } from "../api/runs.ts";
import { FlowbookError } from "../model/errors.ts";
import { isAssumable } from "../model/forecast.ts";
import type { FlowGraph, Slug } from "../model/graph.ts";
import { state, type State } from "../model/state.ts";
import type { WireRunRequest } from "../sandbox/protocol.ts";

const TYPES: ReadonlySet<unknown> = new Set(["Failed", "Skipped", "Success"]);

/** More than that is no message. */
const MOST_LETTERS = 1000;

/**
 * The states as a run takes them. Nobody ran these tasks, so they have no results: who reads one
 * reads None.
 * @throws FlowbookError `badParameters` where a state is none of these, or the flow has no such task
 */
export function givenStates(
  graph: FlowGraph,
  given: GivenTaskStates,
): NonNullable<WireRunRequest["taskStates"]> {
  const nodes = new Map(graph.tasks.map((node) => [node.slug, node]));
  const states = Object.entries(given).map(([slug, { type, message }]) => {
    const node = nodes.get(slug);
    if (!node) throw refused(slug, `the flow "${graph.name}" has no such task`);
    if (!isAssumable(node)) throw refused(slug, "it is always done anew in each run");
    if (!TYPES.has(type)) throw refused(slug, "a task ends as Success, Failed or Skipped");
    if (typeof message !== "string" || message.length > MOST_LETTERS) {
      throw refused(slug, `its message is a text of at most ${MOST_LETTERS} letters`);
    }
    const { result: _, ...bare } = state(type, message);
    return [slug, { state: bare, value: null }] as const;
  });
  return Object.fromEntries(states);
}

const refused = (slug: Slug, why: string): FlowbookError =>
  new FlowbookError(
    "badParameters",
    `No state can be given to "${slug}" before the run: ${why}. Take it back, and run again.`,
  );

/** A state that a person set by hand. A success keeps the result that was there, unless that is what went wrong. */
export function stateGiven(type: GivenState["type"], reason: string, before: State): State {
  const keeps = type === "Success" && before.type === "Success";
  return state(type, reason, keeps ? { result: before.result } : {});
}
