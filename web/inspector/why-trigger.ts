/** What a trigger wants of the upstreams, and what it saw, in words. */

import type { Decision } from "../../engine/model/decision.ts";
import type { Trigger, UpstreamCounts } from "../../engine/model/trigger.ts";
import type { State } from "../../engine/model/state.ts";

/** As many names as a sentence bears. */
const NAMED = 5;

/** `"a-1", "b-1" and 3 more`. */
export function namesOf(names: readonly string[], total = names.length): string {
  const shown = names.slice(0, NAMED).map((name) => `"${name}"`);
  const more = Math.max(total, names.length) - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

/** `allSuccessful`, `someFailed (at least 2, at most 50 %)`, `custom (myTrigger)`. */
export function triggerText(trigger: Trigger): string {
  if (trigger.name === "custom") return trigger.label ? `custom (${trigger.label})` : "custom";
  const bounds = boundsText(trigger);
  return bounds === "" ? trigger.name : `${trigger.name} (${bounds})`;
}

function boundsText({ atLeast, atMost }: Trigger): string {
  const bound = (value: number): string =>
    value > 0 && value < 1 ? `${Number((value * 100).toFixed(1))} %` : String(value);
  const parts: string[] = [];
  if (atLeast !== undefined) parts.push(`at least ${bound(atLeast)}`);
  if (atMost !== undefined) parts.push(`at most ${bound(atMost)}`);
  return parts.join(", ");
}

/** Why a trigger did not let a task run. */
export function triggerSentence(trigger: Trigger, decision: Decision, state: State): string {
  const { saw, because = [] } = decision;
  const named = because.length === 0 ? "." : `: ${namesOf(because, saw?.failed)}.`;
  const saying = (wants: string, came: (counts: UpstreamCounts) => string): string => {
    const start = `Its trigger ${triggerText(trigger)} wants ${wants}`;
    return saw ? `${start}; ${came(saw)}` : `${start}, and that is not how it came.`;
  };
  switch (trigger.name) {
    case "allSuccessful":
      return saying("every upstream to succeed", (counts) =>
        counts.failed > 0
          ? `${counts.failed} of ${counts.total} failed${named}`
          : `${counts.successful} of ${counts.total} did.`,
      );
    case "allFailed":
      return saying(
        "every upstream to fail",
        ({ successful, total }) => `${successful} of ${total} succeeded.`,
      );
    case "anySuccessful":
      return saying("an upstream that succeeds", ({ total }) => `none of ${total} did.`);
    case "anyFailed":
      return saying("an upstream that fails", ({ total }) => `none of ${total} did.`);
    case "allFinished":
      return saying(
        "every upstream to be finished",
        ({ finished, total }) => `${finished} of ${total} were.`,
      );
    case "notAllSkipped":
      if (state.type === "Skipped") {
        return (saw?.total ?? 0) === 0
          ? "Skipped because its trigger notAllSkipped wants an upstream that was not skipped, and it has no upstream at all."
          : `Skipped because its trigger notAllSkipped wants an upstream that was not skipped, and all ${saw?.total} were.`;
      }
      return saying(
        "every upstream to succeed",
        ({ failed, total }) => `${failed} of ${total} failed.`,
      );
    case "manualOnly":
      return "Its trigger manualOnly lets it run only once somebody approves it.";
    case "someFailed":
      return saying(
        "a certain number of upstreams to fail",
        ({ failed, total }) => `${failed} of ${total} did.`,
      );
    case "someSuccessful":
      return saying(
        "a certain number of upstreams to succeed",
        ({ successful, total }) => `${successful} of ${total} did.`,
      );
    case "resourceCleanup":
      return because.length === 0
        ? "Skipped because its resource was not set up, so there is nothing to clean up."
        : `Skipped because ${namesOf(because)} did not set up its resource, so there is nothing to clean up.`;
    case "custom":
      return customSentence(trigger, state);
  }
}

function customSentence({ label }: Trigger, { type, message }: State): string {
  const name = label ? `Its own trigger ${label}` : "Its own trigger";
  const threw = "Unexpected error while checking task trigger: ";
  if (message?.startsWith(threw)) return `${name} threw: ${message.slice(threw.length)}`;
  if (type === "TriggerFailed") return `${name} said that it must not run.`;
  return `${name} put it into the state ${type}.`;
}
