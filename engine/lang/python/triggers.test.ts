/**
 * Python's triggers and cache validators, called by hand, hold to what the engine decides: they say
 * the same of all upstream states.
 */

import { beforeAll, expect, it } from "vitest";
import type { PyodideAPI } from "pyodide";
import { triggerVerdict, type Trigger, type UpstreamCounts } from "../../model/trigger.ts";
import { isValid } from "../../run/cache-shelf.ts";
import { hashOf } from "../../run/value-hash.ts";
import { loadProjectPython } from "../../testing/project-python.ts";

let python: PyodideAPI;

beforeAll(async () => {
  python = await loadProjectPython();
  python.runPython(`
import datetime, json
import prefect
from prefect import Edge, Task, triggers
from prefect.engine import cache_validators, signals, state

STATES = {"S": state.Success, "F": state.Failed, "K": state.Skipped, "C": state.Cancelled}

def verdict(trigger, kinds, resumed):
    upstream = {Edge(Task(), Task()): STATES[kind]() for kind in kinds}
    try:
        with prefect.context(**({"resume": True} if resumed else {})):
            return "run" if trigger(upstream) else "fail"
    except signals.TRIGGERFAIL:
        return "fail"
    except signals.SKIP:
        return "skip"
    except signals.PAUSE:
        return "pause"
`);
}, 120_000);

const KINDS = ["S", "F", "K", "C"] as const;

/** All upstreams of up to three states. */
const upstreams: readonly string[] = ["", ...KINDS].flatMap((a) =>
  a === "" ? [""] : KINDS.flatMap((b) => [a, a + b, ...KINDS.map((c) => a + b + c)]),
);

function countsOf(kinds: string): UpstreamCounts {
  const count = (wanted: string): number =>
    Array.from(kinds).filter((each) => wanted.includes(each)).length;
  return {
    total: kinds.length,
    finished: kinds.length,
    successful: count("SK"),
    failed: count("F"),
    skipped: count("K"),
  };
}

const TRIGGERS: readonly (readonly [python: string, trigger: Trigger])[] = [
  ["all_successful", { name: "allSuccessful" }],
  ["all_failed", { name: "allFailed" }],
  ["any_successful", { name: "anySuccessful" }],
  ["any_failed", { name: "anyFailed" }],
  ["all_finished", { name: "allFinished" }],
  ["not_all_skipped", { name: "notAllSkipped" }],
  ["manual_only", { name: "manualOnly" }],
  ["some_failed(at_least=0.5)", { name: "someFailed", atLeast: 0.5 }],
  ["some_failed(at_most=1)", { name: "someFailed", atMost: 1 }],
  ["some_successful(at_least=2, at_most=0.9)", { name: "someSuccessful", atLeast: 2, atMost: 0.9 }],
];

it.each(TRIGGERS)("triggers.%s says what the engine says", (text, trigger) => {
  for (const resumed of [false, true]) {
    const given = python.runPython(
      `json.dumps([verdict(triggers.${text}, each, ${resumed ? "True" : "False"}) for each in json.loads('${JSON.stringify(upstreams)}')])`,
    ) as string;
    const expected = upstreams.map((kinds) =>
      triggerVerdict(trigger, countsOf(kinds), kinds !== "", resumed),
    );
    expect(JSON.parse(given)).toEqual(expected);
  }
});

const VALIDATORS = [
  ["never_use", { name: "neverUse" }],
  ["duration_only", { name: "durationOnly" }],
  ["all_inputs", { name: "allInputs" }],
  ["all_parameters", { name: "allParameters" }],
  ["partial_inputs_only(validate_on=['x'])", { name: "partialInputsOnly", validateOn: ["x"] }],
  [
    "partial_parameters_only(validate_on=['x'])",
    { name: "partialParametersOnly", validateOn: ["x"] },
  ],
  ["partial_inputs_only()", { name: "partialInputsOnly", validateOn: null }],
] as const;

const GIVEN: readonly Readonly<Record<string, number>>[] = [
  {},
  { x: 1 },
  { x: 1, y: 1 },
  { x: 1, y: 2 },
  { x: 2, y: 1 },
];

const hashes = (values: Readonly<Record<string, number>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      hashOf({ from: "value", value: { kind: "value", value } }),
    ]),
  );

it.each(VALIDATORS)("cache_validators.%s says what the engine says", (text, validator) => {
  for (const [until, at] of [
    [null, "None"],
    [0, "datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)"],
    [Number.MAX_SAFE_INTEGER, "datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)"],
  ] as const) {
    const given = python.runPython(`
values = json.loads('${JSON.stringify(GIVEN)}')
json.dumps([
    cache_validators.${text}(
        state.Cached(cached_inputs=a, cached_parameters=a, cached_result_expiration=${at}), b, b
    )
    for a in values for b in values
])`) as string;
    const expected = GIVEN.flatMap((a) =>
      GIVEN.map((b) => {
        const refs = { inputs: {}, parameters: {} };
        const cachedState = {
          type: "Cached",
          message: null,
          result: null,
          cachedUntil: until,
        } as const;
        return isValid(
          validator,
          { state: cachedState, inputs: hashes(a), parameters: hashes(a), refs },
          { given: { inputs: hashes(b), parameters: hashes(b), refs }, now: 1 },
        );
      }),
    );
    expect(JSON.parse(given)).toEqual(expected);
  }
});
