import { afterAll, describe, expect, it } from "vitest";
import { cell, given, run, wireCall } from "../testing/by-hand.ts";
import { inProcessSandbox } from "../testing/in-process.ts";

const worker = await inProcessSandbox().open("typescript");
afterAll(() => worker.end("the test is over"));

describe("asking user code", () => {
  const askCell = cell(
    "a",
    { defines: "flow" },
    `const t = task(function t(x) {}, {
       trigger: (states) => [...states.values()].every((state) => state.isFailed()),
       stateHandlers: [
         (_task, before, after) => { if (after.isFailed()) return new Success({ message: before.message, result: 5 }) },
         (_task, _before, after) => { if (after.isPending()) throw new signals.SKIP("enough") },
       ],
       taskRunName: (c) => c.taskName + c.x,
     });
     const up = task(function up() {});
     const flow = new Flow("asks", {
       terminalStateHandler: (_flow, state, reference) => reference.size > 1 ? new Success("many") : undefined,
     });
     flow.with(() => t(up()));`,
  );
  const state = (
    type: "Failed" | "Success" | "Pending" | "Running",
    message: string | null = null,
  ) => ({
    type,
    message,
    value: null,
  });
  const base = { work: "w", slug: "t-1", inputs: {}, context: wireCall("t-1").context };
  const edge = { upstream: "up-1", downstream: "t-1", key: "x", mapped: false, flattened: false };

  it("answers each question with what it came to", async () => {
    await worker.load({ cells: [askCell] });
    const handlers = { ...base, about: "handlers", runnerHandlers: false } as const;
    const answers = await worker.ask(
      [
        { ...base, about: "trigger", upstream: [{ edge, state: state("Failed") }] },
        { ...base, about: "trigger", upstream: [{ edge, state: state("Success") }] },
        { ...handlers, from: state("Running", "was"), to: state("Failed") },
        { ...handlers, from: state("Pending"), to: state("Running") },
        { ...handlers, from: state("Running"), to: state("Pending") },
        { ...base, about: "runName", inputs: { x: given("!") } },
        {
          ...base,
          slug: null,
          context: null,
          about: "terminal",
          state: state("Failed"),
          reference: [],
        },
        {
          ...base,
          about: "cache",
          cached: state("Success"),
          madeFrom: { inputs: {}, hashes: {}, parameters: {} },
        },
      ],
      run(),
      "a:0",
    );
    expect(answers).toMatchObject([
      { type: "verdict", ok: true },
      { type: "verdict", ok: false },
      {
        type: "state",
        state: { type: "Success", message: "was" },
        value: { stored: { value: 5 } },
      },
      { type: "state", state: null },
      { type: "signalled", state: "Skipped", message: "enough", repr: "SKIP('enough')" },
      { type: "text", text: "t!" },
      { type: "state", state: null },
      { type: "threw", failure: { type: "TypeError" } },
    ]);
  });
});
