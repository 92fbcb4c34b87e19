/** Prefect's cache validators: whether a value kept by `cacheFor` may be used again. */

import type { CacheValidator } from "../model/graph.ts";
import type { State } from "./states.ts";

/** A validator of the user's own: the cached state, this run's inputs, the flow's parameters. */
export type CacheValidatorFunction = (
  state: State,
  inputs: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
) => boolean | Promise<boolean>;

export const neverUse: CacheValidator = { name: "neverUse" };
/** Until it expires, whatever the inputs. */
export const durationOnly: CacheValidator = { name: "durationOnly" };
export const allInputs: CacheValidator = { name: "allInputs" };
export const allParameters: CacheValidator = { name: "allParameters" };
export const partialInputsOnly = (options: { readonly validateOn?: readonly string[] } = {}) =>
  partial("partialInputsOnly", options.validateOn);
export const partialParametersOnly = (options: { readonly validateOn?: readonly string[] } = {}) =>
  partial("partialParametersOnly", options.validateOn);

function partial(
  name: "partialInputsOnly" | "partialParametersOnly",
  validateOn: readonly string[] | undefined,
): CacheValidator {
  return { name, validateOn: validateOn === undefined ? null : [...validateOn] };
}

/** What a task's `cacheValidator` option says. */
export function toCacheValidator(given: CacheValidator | CacheValidatorFunction): CacheValidator {
  if (given === partialInputsOnly || given === partialParametersOnly) {
    throw new TypeError(
      'A partial cache validator is called: partialInputsOnly({ validateOn: ["x"] }).',
    );
  }
  if (typeof given === "function") {
    return given.name === "" ? { name: "custom" } : { name: "custom", label: given.name };
  }
  if (typeof given === "object" && typeof given.name === "string") return given;
  throw new TypeError("cacheValidator must be one of cacheValidators.…, or a function.");
}
