/** Where moments stand, what is cut, and what is written at the ticks. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { graph } from "../../engine/testing/graphs.ts";
import { eventAxis, idleOf, timeAxis } from "./axis.ts";
import { MadeRun } from "./made-runs.ts";
import { TICK_GAP, ticksOf, timeLabel } from "./ticks.ts";
import { panned, revealing, unitsAt, wholeOf, xOf, zoomed } from "./view.ts";

const FLOW = graph(["a"]);
const closed = () => false;
const ORIGIN = 1_700_000_000_000;

/** Ran 20 ms, waited a minute to retry (50 s of it skipped), ran 20 ms. */
const retried = new MadeRun(FLOW, ORIGIN)
  .call("a", [0, 0, 20], "w1", "Failed")
  .changes("a", 20, "Retrying")
  .add({ type: "PassStarted", at: ORIGIN + 60_020, pass: 2, skipped: 50_000 })
  .call("a", [60_020, 60_020, 60_040], "w1")
  .ends(60_040)
  .view();

describe("idle time", () => {
  it("is what lies between calls, with how much of it was skipped", () => {
    expect(idleOf(retried)).toEqual([{ from: ORIGIN + 20, to: ORIGIN + 60_020, skipped: 50_000 }]);
  });

  it("is not what lies within a call, however long", () => {
    expect(idleOf(new MadeRun(FLOW).call("a", [0, 0, 90_000], "w1").ends(90_000).view())).toEqual(
      [],
    );
  });

  it("is not the wait for a worker, for that is somebody's doing", () => {
    const run = new MadeRun(FLOW).call("a", [0, 800, 900], "w1").ends(900).view();
    expect(idleOf(run)).toEqual([]);
  });

  it("is kept where it is short beside the rest", () => {
    const run = new MadeRun(graph(["a", "b"]))
      .call("a", [0, 0, 1000], "w1")
      .call("b", [1100, 1100, 2000], "w1")
      .ends(2000)
      .view();
    expect(idleOf(run)).toEqual([]);
  });

  it("takes a handle's width on the axis, or its own once opened", () => {
    const cut = timeAxis(retried, ORIGIN + 60_040, closed);
    expect(cut.total).toBeCloseTo(40 * 1.06);
    expect(cut.cuts).toMatchObject([{ isOpen: false, skipped: 50_000 }]);
    const whole = timeAxis(retried, ORIGIN + 60_040, () => true);
    expect(whole.total).toBe(60_040);
    expect(whole.cuts).toMatchObject([{ isOpen: true, start: 20, end: 60_020 }]);
  });

  it("comes after the last event too, while the run only waits", () => {
    const waiting = new MadeRun(FLOW)
      .call("a", [0, 0, 20], "w1", "Failed")
      .changes("a", 20, "Retrying")
      .view();
    expect(timeAxis(waiting, 30_000, closed).cuts).toMatchObject([{ from: 20, to: 30_000 }]);
    const running = new MadeRun(FLOW).wants("a", 0).changes("a", 20, "Running").view();
    expect(timeAxis(running, 30_000, closed).cuts).toEqual([]);
  });
});

describe("an axis", () => {
  it("places moments in order, and finds them again", () => {
    const axis = timeAxis(retried, ORIGIN + 60_040, closed);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60_040 }),
        fc.integer({ min: 0, max: 60_040 }),
        (a, b) => {
          const [one, other] = [a, b].map((at) => axis.place({ at: ORIGIN + at, event: 0 }));
          expect(Math.sign((one ?? 0) - (other ?? 0))).toBe(Math.sign(a - b));
          expect(axis.invert(one ?? 0)).toBeCloseTo(ORIGIN + a, 0);
        },
      ),
    );
  });

  it("of events gives each of them one step", () => {
    const axis = eventAxis(12);
    expect([0, 5, 12].map((event) => axis.place({ at: 0, event }))).toEqual([0, 5, 12]);
  });
});

describe("ticks", () => {
  it("stand 80 pixels apart or more, wherever one looks", () => {
    const axes = [timeAxis(retried, ORIGIN + 60_040, closed), eventAxis(40_000)];
    fc.assert(
      fc.property(
        fc.nat(1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(12),
        (which, at, zoom) => {
          const axis = axes[which] ?? eventAxis(1);
          const span = axis.total / 3 ** zoom;
          const view = {
            from: at * (axis.total - span),
            to: at * (axis.total - span) + span,
            width: 700,
          };
          const ticks = ticksOf(axis, view, which === 0 ? ORIGIN : 0);
          for (const [index, { x }] of ticks.entries()) {
            expect(x - (ticks[index - 1]?.x ?? -Infinity)).toBeGreaterThanOrEqual(TICK_GAP - 0.01);
          }
        },
      ),
    );
  });

  it("go on behind cut time with the time it is there", () => {
    const axis = timeAxis(retried, ORIGIN + 60_040, closed);
    const labels = ticksOf(axis, { from: 0, to: axis.total, width: 900 }, ORIGIN).map(
      (t) => t.label,
    );
    expect(labels.slice(0, 3)).toEqual(["0", "5 ms", "10 ms"]);
    expect(labels.at(-1)).toMatch(/^1:00\.0\d+ min$/);
  });

  it("say times in the unit a person would", () => {
    expect(timeLabel(0.25, 0.05)).toBe("250 µs");
    expect(timeLabel(1.5, 0.5)).toBe("1.5 ms");
    expect(timeLabel(40, 20)).toBe("40 ms");
    expect(timeLabel(1500, 500)).toBe("1.5 s");
    expect(timeLabel(90_000, 30_000)).toBe("1:30 min");
    expect(timeLabel(60_025, 5)).toBe("1:00.025 min");
    expect(timeLabel(7_500_000, 300_000)).toBe("2:05 h");
  });
});

describe("a view", () => {
  const axis = eventAxis(1000);

  it("keeps in place what one zooms in on, and comes back to everything", () => {
    const about = 400;
    const before = { ...wholeOf(axis), width: 800 };
    const reach = zoomed(axis, null, 4, about);
    if (!reach) throw new Error("It should be zoomed in.");
    const after = { ...reach, width: 800 };
    const moment = { at: 0, event: about };
    expect(xOf(axis, after, moment)).toBeCloseTo(xOf(axis, before, moment));
    expect(unitsAt(after, xOf(axis, after, moment))).toBeCloseTo(about);
    expect(zoomed(axis, reach, 1 / 8)).toBeNull();
  });

  it("is never moved beyond the axis", () => {
    const reach = panned(axis, zoomed(axis, null, 10, 0), -9999);
    expect(reach?.from).toBeCloseTo(wholeOf(axis).from);
    expect(panned(axis, reach, 9999)?.to).toBeCloseTo(wholeOf(axis).to);
  });

  it("moves to what is to be seen, and only then", () => {
    const reach = { from: 100, to: 200 };
    expect(revealing(axis, reach, 120, 130)).toBe(reach);
    const moved = revealing(axis, reach, 500, 520);
    expect(moved).toEqual({ from: 460, to: 560 });
  });
});
