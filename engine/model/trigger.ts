/** Triggers as data, decided over counts of upstream states. Source: prefect 1.x triggers.py. */

export type TriggerName =
  | "allSuccessful"
  | "allFailed"
  | "anySuccessful"
  | "anyFailed"
  | "allFinished"
  | "notAllSkipped"
  | "manualOnly"
  | "someFailed"
  | "someSuccessful"
  | "resourceCleanup"
  | "custom";

/** A trigger. Bounds below 1 are fractions of the upstreams, from 1 on they are counts. */
export interface Trigger {
  readonly name: TriggerName;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The function's name, when custom. */
  readonly label?: string;
}

/** Upstream states of one task run, counted (Prefect hands triggers a set of state objects). */
export interface UpstreamCounts {
  readonly total: number;
  readonly finished: number;
  readonly successful: number;
  readonly failed: number;
  readonly skipped: number;
}

export type TriggerVerdict = "run" | "fail" | "skip" | "pause";

/** The answer to a trigger that is not custom. `resumed`: a person approved this task run. */
export function triggerVerdict(
  trigger: Trigger,
  counts: UpstreamCounts,
  hasUpstream: boolean,
  resumed: boolean,
): TriggerVerdict {
  const { total, finished, successful, failed, skipped } = counts;
  const pass = (ok: boolean): TriggerVerdict => (ok ? "run" : "fail");
  switch (trigger.name) {
    case "manualOnly":
      return resumed ? "run" : "pause";
    case "notAllSkipped":
      /* Prefect: with no upstream at all this skips, since "all of nothing" were skipped. */
      if (skipped === total) return "skip";
      return pass(successful === total);
    default:
      if (!hasUpstream) return "run";
  }
  switch (trigger.name) {
    case "allSuccessful":
      return pass(successful === total);
    case "allFailed":
      return pass(failed === total);
    case "anySuccessful":
      return pass(successful > 0);
    case "anyFailed":
      return pass(failed > 0);
    case "allFinished":
      return pass(finished === total);
    case "someFailed":
      return pass(isWithin(failed, total, trigger));
    case "someSuccessful":
      return pass(isWithin(successful, total, trigger));
    case "resourceCleanup":
    case "custom":
      throw new RangeError(`Trigger "${trigger.name}" is not decided by counts alone.`);
  }
}

function isWithin(count: number, total: number, { atLeast, atMost }: Trigger): boolean {
  const bound = (given: number): number => (given < 1 ? total * given : given);
  const min = atLeast === undefined ? 0 : bound(atLeast);
  const max = atMost === undefined ? total : bound(atMost);
  return min <= count && count <= max;
}
