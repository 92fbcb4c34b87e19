import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SKIP } from "../flow/signals.ts";
import { parseTaskOutcome } from "../host/parse-outcome.ts";
import { parsePreviewNode } from "../host/parse-preview.ts";
import { parseReportedValue } from "../host/parse-value.ts";
import { previewOf } from "../sandbox/preview.ts";
import { liveValue, reportFailure, reportValue, UnsendableError } from "../sandbox/values.ts";

/** What the one side says, as the other gets to hear it. */
const cross = <T>(sent: T): T => structuredClone(sent);

const data = fc.anything({
  withMap: true,
  withSet: true,
  withDate: true,
  withBigInt: true,
  withTypedArray: true,
  withSparseArray: true,
  maxDepth: 4,
});

describe("a value", () => {
  it("that one side lets out, the other lets in, and nobody disagrees about its length", () => {
    fc.assert(
      fc.property(data, (value) => {
        const sent = cross(reportValue(value, { nested: true }));
        const heard = parseReportedValue(sent, "it");
        expect(heard.info).toMatchObject({ ...sent.info, size: heard.info.size });
        expect(liveValue(heard.stored)).toEqual(structuredClone(value));
      }),
      { numRuns: 500 },
    );
  });

  it("keeps an instance's fields, not its methods", () => {
    class Point {
      x = 1;
      move() {
        this.x++;
      }
    }
    const { stored } = parseReportedValue(cross(reportValue(new Point())), "it");
    expect(stored).toEqual({ kind: "value", value: { x: 1 } });
  });

  it("is refused with the place of what cannot leave", () => {
    expect(() => reportValue([{ run: () => 1 }])).toThrow(UnsendableError);
    expect(() => reportValue([{ run: () => 1 }])).toThrow("value[0].run is a function");
  });

  it("counts text by character, whatever its code units", () => {
    expect(reportValue("a😀", { nested: true }).info).toMatchObject({ length: 2, nested: [1, 1] });
    expect(parseReportedValue(cross(reportValue("a😀")), "it").info.length).toBe(2);
  });
});

describe("a failure", () => {
  it("comes back as the error it was", () => {
    const cause = new RangeError("wind");
    const thrown = Object.assign(new TypeError("far", { cause }), { by: [3] });
    const { stored } = parseReportedValue(cross(reportFailure(thrown)), "it");
    const live = liveValue(stored);
    expect(live).toBeInstanceOf(TypeError);
    expect(live).toMatchObject({ name: "TypeError", message: "far", by: [3], stack: thrown.stack });
    expect(live).toMatchObject({ cause: expect.any(RangeError) });
  });

  it("of a class of the author's keeps its name", () => {
    class Storm extends Error {}
    const { stored } = parseReportedValue(cross(reportFailure(new Storm("big"))), "it");
    expect(String(liveValue(stored))).toBe("Storm: big");
  });

  it("may be anything that can be thrown", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (thrown) => {
        const { stored } = parseReportedValue(cross(reportFailure(thrown)), "it");
        expect(liveValue(stored)).toBeInstanceOf(Error);
      }),
    );
    const sly = Object.defineProperty(new Error("x"), "message", {
      get: () => {
        throw new Error("no");
      },
    });
    expect(reportFailure(sly).stored).toMatchObject({ failure: { type: "Error", message: "" } });
  });

  it("that is a signal comes back as that signal, with its result", () => {
    const { stored } = parseReportedValue(
      cross(reportFailure(new SKIP("why", { result: 3 }))),
      "it",
    );
    const live = liveValue(stored);
    expect(live).toBeInstanceOf(SKIP);
    expect(live).toMatchObject({ message: "why", result: 3 });
    expect(String(live)).toBe("SKIP('why')");
  });
});

describe("a preview", () => {
  it("of anything is let in", () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(parsePreviewNode(cross(previewOf(value)))).toBeDefined();
      }),
    );
  });
});

describe("the hot path", () => {
  it("parses an outcome in a few microseconds", () => {
    const outcome = cross({
      work: "add-1:1",
      outcome: { type: "returned", value: reportValue(42) },
      startedAt: 1,
      endedAt: 2,
      logs: [],
    });
    const count = 20_000;
    for (let warm = 0; warm < count; warm++) parseTaskOutcome(outcome);
    const since = performance.now();
    for (let each = 0; each < count; each++) parseTaskOutcome(outcome);
    const micros = ((performance.now() - since) * 1000) / count;
    /* Some 1 µs on a quiet machine; the bound is for busy ones. */
    expect(micros).toBeLessThan(20);
  });
});
