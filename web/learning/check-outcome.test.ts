import { expect, it } from "vitest";
import type { CellOutput } from "../../engine/ports.ts";
import { isHint, outcomeOf, type CheckRun } from "./check-outcome.ts";

const error = (errorType: string, message: string): CellOutput => ({
  type: "error",
  errorType,
  message,
  place: null,
  trace: [],
});

const run = (more: Partial<CheckRun>): CheckRun => ({
  status: "never",
  end: undefined,
  outputs: [],
  wasPassed: false,
  ...more,
});

it("passes when the check ends well", () => {
  expect(outcomeOf(run({ status: "fresh", end: "ok" })).mark).toBe("passed");
});

it.each(["AssertionError", "Error"])("tells the hint that a check throws as %s", (type) => {
  const outputs = [error(type, "Not yet: map over all four cities.")];
  expect(outcomeOf(run({ status: "fresh", end: "failed", outputs }))).toEqual({
    mark: "notYet",
    text: "Not yet: map over all four cities.",
  });
});

it("does not blame the learner's answer for what the check stumbled over", () => {
  const outputs = [error("NameError", "name 'total' is not defined")];
  expect(outcomeOf(run({ status: "fresh", end: "failed", outputs })).mark).toBe("broken");
  expect(outputs.some(isHint)).toBe(false);
});

it("remembers what was passed until the check is made again", () => {
  expect(outcomeOf(run({ wasPassed: true })).mark).toBe("passed");
  const outputs = [error("Error", "Not yet")];
  const failed = run({ wasPassed: true, status: "fresh", end: "failed", outputs });
  expect(outcomeOf(failed).mark).toBe("notYet");
  expect(outcomeOf(run({})).mark).toBe("open");
  expect(outcomeOf(run({ status: "running", wasPassed: true })).text).toBe("Checking …");
});
