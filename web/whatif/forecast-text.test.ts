/** What is said of a forecast, read as a person reads it. */

import { describe, expect, it } from "vitest";
import { foresee } from "../../engine/core/forecast.ts";
import type { AssumedType } from "../../engine/model/forecast.ts";
import type { FlowGraph } from "../../engine/model/graph.ts";
import { graph, node } from "../../engine/testing/graphs.ts";
import { forecastOf, whyNotAssumed } from "./forecast-text.ts";
import { answerOf, questionOf } from "./summary.ts";

function say(flow: FlowGraph, given: Record<string, AssumedType>) {
  const assumptions = new Map(Object.entries(given));
  const foresight = foresee(flow, assumptions);
  const forecast = forecastOf(flow, assumptions, foresight);
  return {
    why: Object.fromEntries([...forecast].map(([slug, { why }]) => [slug, why])),
    types: Object.fromEntries([...forecast].map(([slug, { type }]) => [slug, type])),
    question: questionOf(flow, assumptions),
    answer: answerOf(assumptions, forecast, foresight.flow),
  };
}

const compare = (slug: string, name: string) => node(slug, { type: "CompareValue", name });

describe("a forecast in words", () => {
  it("asks and answers, and gives the reason the run would give", () => {
    const flow = graph(
      [
        node("load-1", { name: "load" }),
        "clean",
        "save",
        node("tell", { trigger: { name: "anyFailed" } }),
      ],
      ["load-1>clean", "clean>save", "save>tell"],
      { referenceTasks: ["save"] },
    );
    const { question, answer, why } = say(flow, { "load-1": "Failed" });
    expect(question).toBe('What if "load" fails?');
    expect(answer).toBe(
      "2 other tasks would not run: 2 trigger-failed. The run would end as Failed.",
    );
    expect(why["clean"]).toBe(
      'Its trigger allSuccessful wants every upstream to succeed; 1 of 1 failed: "load".',
    );
    expect(why["tell"]).toBe("It would run: its trigger anyFailed lets it.");
  });

  it("says that all others run, and that a success by hand has no result", () => {
    const { answer, why } = say(graph(["a", "b"], ["a>b:x"]), { a: "Success" });
    expect(answer).toBe("All other tasks would run. The run would end as Success.");
    expect(why["a"]).toContain("no result");
    expect(why["b"]).toBe("It would run: everything before it succeeds.");
  });

  it("speaks of the children of a mapped task as of the task", () => {
    const { why, types } = say(graph(["xs", "a", "b", "c"], ["xs=>b:x", "a>b", "b>c:x"]), {
      a: "Failed",
    });
    expect(types["b"]).toBe("TriggerFailed");
    expect(why["c"]).toContain('1 of 1 failed: "b".');
  });

  it("says which value leads where", () => {
    const flow = graph(
      ["kind", compare("is-a", 'CompareValue: "a"'), compare("is-b", "case(b)"), "do"],
      ["kind>is-a:value", "kind>is-b:value", "is-a>do"],
    );
    const { why, answer } = say(flow, {});
    expect(why["do"]).toBe(
      'It depends on what "kind" yields: it runs if that is "a", else is skipped.',
    );
    expect(answer).toContain("3 other tasks depend on values or on your own code.");
  });

  it("speaks of an ifElse by what its condition yields", () => {
    const flow = graph(
      [
        "ready",
        node("as_bool-1", { name: "as_bool" }),
        compare("yes", 'CompareValue: "true"'),
        compare("no", 'CompareValue: "false"'),
      ],
      ["ready>as_bool-1:x", "as_bool-1>yes:value", "as_bool-1>no:value"],
    );
    expect(say(flow, {}).why["yes"]).toBe(
      'It depends on what "ready" yields: it runs if that is truthy, else is skipped.',
    );
  });

  it("speaks of triggers and handlers of the user's own", () => {
    const flow = graph(
      [
        "a",
        node("b", { trigger: { name: "custom", label: "myTrigger" } }),
        "c",
        node("d", { stateHandlers: 1 }),
      ],
      ["a>b", "b>c"],
    );
    const { why, types } = say(flow, {});
    expect(why["b"]).toContain("Its own trigger myTrigger decides");
    expect(why["c"]).toBe(
      'It depends on what the trigger myTrigger of "b" makes of that task: it runs if that is let run, fails by its trigger if that is not and is skipped if that is skipped.',
    );
    expect(why["d"]).toBe("It would run. Its state handlers may give it another state.");
    expect(types["d"]).toBe("unknown");
  });

  it("names all it depends on where no single thing decides", () => {
    const flow = graph(
      ["u", "v", compare("is-u", "case(1)"), compare("is-v", "case(2)"), "end"],
      ["u>is-u:value", "v>is-v:value", "is-u>end", "is-v>end"],
    );
    expect(say(flow, {}).why["end"]).toBe(
      'It depends on what "u" yields and what "v" yields: it may run or be skipped.',
    );
  });

  it("says why some tasks can have no state before a run", () => {
    expect(whyNotAssumed(node("a"))).toBeNull();
    expect(whyNotAssumed(node("a", { kind: "secret" }))).toContain("secret");
    expect(whyNotAssumed(node("a", { kind: "resourceSetup" }))).toContain("resources");
    expect(whyNotAssumed(node("a", { kind: "constant" }))).toContain("constant");
  });
});
