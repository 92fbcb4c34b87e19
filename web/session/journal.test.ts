/** Looking back on a run: any moment of it is what its events up to then make of it. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../engine/model/run.ts";
import type { LogRecord } from "../../engine/model/log.ts";
import { graph } from "../../engine/testing/graphs.ts";
import { returned, signalled, simulate, threw } from "../../engine/testing/simulate.ts";
import { foldRun } from "./fold-run.ts";
import { Journal, toldUntil } from "./journal.ts";

const FLOW = graph(["list", "inc", "sum"], ["list=>inc:x", "inc>sum:xs"]);

/** A run of 12 task runs, restarted from what failed. */
function eventsOf(outcomes: readonly number[], choices: readonly number[]): readonly RunEvent[] {
  let call = 0;
  let choice = 0;
  const outcome = () => {
    const code = outcomes[call++ % outcomes.length] ?? 0;
    return [returned(1), threw(), signalled("Skipped"), signalled("Failed")][code] ?? returned(1);
  };
  const first = simulate({
    graph: FLOW,
    call: ({ slug }) => (slug === "list" ? returned(10) : outcome()),
    choose: (howMany) => (choices[choice++ % choices.length] ?? 0) % howMany,
  });
  return simulate({
    graph: FLOW,
    call: ({ slug }) => returned(slug === "list" ? 10 : null),
    goOn: { journal: first.events, news: { type: "restarted", from: "failed", reason: "Again." } },
  }).events;
}

const fromTheStart = (events: readonly RunEvent[], event: number) =>
  foldRun(null, events.slice(0, event + 1), []);

const someOf = (max: number) => fc.array(fc.nat(max), { minLength: 1, maxLength: 8 });

describe("a journal", () => {
  it("gives at any event, sought in any order, what folding from the start gives", () => {
    fc.assert(
      fc.property(
        someOf(3),
        someOf(9),
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (outcomes, choices, seeks, spacing) => {
          const events = eventsOf(outcomes, choices);
          const journal = new Journal("run", events, spacing);
          for (const seek of seeks) {
            const event = seek % events.length;
            expect(journal.viewAt(event)).toEqual(fromTheStart(events, event));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives the same while it grows, whatever is told twice", () => {
    const events = eventsOf([0, 1], [0, 3]);
    const journal = new Journal("run", events.slice(0, 5), 4);
    const early = journal.viewAt(3);
    for (let from = 3; from < events.length; from += 4) {
      expect(journal.append(from, events.slice(from, from + 6))).toBe(true);
    }
    expect(journal.length).toBe(events.length);
    expect(journal.viewAt(3)).toEqual(early);
    expect(journal.viewAt(events.length - 1)).toEqual(fromTheStart(events, events.length - 1));
  });

  it("takes in nothing when events are missing in between", () => {
    const events = eventsOf([0], [0]);
    const journal = new Journal("run", events.slice(0, 5));
    expect(journal.append(6, events.slice(6))).toBe(false);
    expect(journal.length).toBe(5);
  });

  it("shows its first and its last moment for what is before and beyond", () => {
    const events = eventsOf([0], [0]);
    const journal = new Journal("run", events);
    expect(journal.viewAt(-3)).toEqual(fromTheStart(events, 0));
    expect(journal.viewAt(1e6)).toEqual(fromTheStart(events, events.length));
  });

  it("keeps few views of a long run, and still finds any moment", () => {
    const [started, ...rest] = eventsOf([0], [0]);
    const renamed: RunEvent[] = Array.from({ length: 500 }, (_, index) => ({
      type: "RunRenamed",
      at: index,
      name: `name ${index}`,
    }));
    const events = [started, ...renamed, ...rest] as RunEvent[];
    const journal = new Journal("run", events, 1);
    journal.viewAt(events.length - 1);
    for (const event of [400, 17, 499, 1, 250]) {
      expect(journal.viewAt(event).runName).toBe(`name ${event - 1}`);
    }
  });

  it("of nothing shows nothing", () => {
    expect(() => new Journal("run", []).viewAt(0)).toThrow("does not begin a run");
  });
});

describe("the log of a moment", () => {
  const log = (...times: readonly number[]): LogRecord[] =>
    times.map((at) => ({ at, level: "INFO", logger: "l", message: String(at) }));

  it("is what had been said by then", () => {
    expect(toldUntil(log(1, 2, 2, 5), 2)).toBe(3);
    expect(toldUntil(log(1, 2), 0)).toBe(0);
    expect(toldUntil(log(1, 2), 9)).toBe(2);
  });

  it("leaves out the lines of a call that were told after younger ones", () => {
    expect(toldUntil(log(1, 20, 5, 6, 21), 10)).toBe(1);
    expect(toldUntil(log(1, 20, 5, 6, 21), 20)).toBe(4);
  });
});
