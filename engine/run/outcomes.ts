/** From what workers report to what the core reads: values go into the store, references come out. */

import type { CoreOutcome } from "../core/news.ts";
import type { Answer, CallOutcome, ReportedValue } from "../model/outcome.ts";
import type { CoreAnswer } from "../model/run.ts";
import type { Failure, ResultRef } from "../model/value.ts";
import type { RunValues } from "./values.ts";

/** Leads a failure's stack back to the user's own text. */
export type Explain = (failure: Failure) => Failure;

const keeper =
  (values: RunValues, isSecret: boolean) =>
  (value: ReportedValue): ResultRef =>
    isSecret ? values.keepSecret(value) : values.keep(value);

export interface OutcomeOptions {
  readonly explain: Explain;
  /** What the task yields is a secret. */
  readonly isSecret: boolean;
}

/** A call's outcome with its value kept. */
export function coreOutcome(
  outcome: CallOutcome,
  values: RunValues,
  { explain, isSecret }: OutcomeOptions,
): CoreOutcome {
  const keep = keeper(values, isSecret);
  switch (outcome.type) {
    case "returned":
      return { type: "returned", result: keep(outcome.value) };
    case "signalled": {
      const { value, ...rest } = outcome;
      return { ...rest, result: value ? keep(value) : null };
    }
    case "threw": {
      const { value, failure, ...rest } = outcome;
      return { ...rest, failure: explain(failure), result: values.keep(value) };
    }
    case "unserialisable": {
      const { value, failure, ...rest } = outcome;
      return { ...rest, failure: explain(failure), result: values.keep(value) };
    }
    case "timedOut":
    case "lost":
      return outcome;
  }
}

/** An answer of user code with its value kept; `isSecret`: it is about a task that yields a secret. */
export function coreAnswer(answer: Answer, values: RunValues, isSecret: boolean): CoreAnswer {
  const keep = keeper(values, isSecret);
  switch (answer.type) {
    case "verdict":
    case "text":
      return answer;
    case "state": {
      const { state, value } = answer;
      return {
        type: "state",
        state: state && { ...state, result: value ? keep(value) : null },
      };
    }
    case "signalled": {
      const { state, message, value, startTime, repr } = answer;
      const result = value ? keep(value) : null;
      const timed = startTime === undefined ? {} : { startTime };
      return { type: "signalled", state: { type: state, message, result, ...timed }, repr };
    }
    case "threw": {
      const { failure, value } = answer;
      const message = `${failure.type}: ${failure.message}`;
      return { type: "threw", message, result: values.keep(value) };
    }
  }
}
