import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { parseMoment } from "./moment.ts";
import { parseRuleSet } from "./rrule.ts";
import { rruleTicks } from "./rrule-ticks.ts";

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

function ticks(
  rule: string,
  given: { n: number; after: string; startDate?: string; endDate?: string },
): string[] {
  const { n, after, startDate, endDate } = given;
  const clock = {
    type: "RRuleClock",
    rule,
    startDate: startDate === undefined ? null : parseMoment(startDate),
    endDate: endDate === undefined ? null : parseMoment(endDate),
    parameterDefaults: {},
    labels: null,
  } as const;
  const found: string[] = [];
  for (const tick of rruleTicks(clock, at(after))) {
    found.push(Temporal.Instant.fromEpochMilliseconds(tick.at).toString());
    if (found.length === n) break;
  }
  return found;
}

describe("recurrence rules", () => {
  it("keep their time on the wall when clocks change", () => {
    const rule = "DTSTART;TZID=Europe/Berlin:20260327T090000\nRRULE:FREQ=DAILY";
    expect(ticks(rule, { n: 3, after: "2026-03-27T12:00Z" })).toEqual([
      "2026-03-28T08:00:00Z",
      "2026-03-29T07:00:00Z",
      "2026-03-30T07:00:00Z",
    ]);
  });

  it("without a zone are in UTC", () => {
    expect(
      ticks("DTSTART:20260101T090000\nFREQ=WEEKLY;BYDAY=MO", { n: 1, after: "2026-01-01T00:00Z" }),
    ).toEqual(["2026-01-05T09:00:00Z"]);
  });

  it("without a DTSTART begin at the clock's start date", () => {
    const given = {
      n: 2,
      after: "2025-01-01T00:00Z",
      startDate: "2026-01-01T09:00:00[Europe/Berlin]",
    };
    expect(ticks("FREQ=DAILY", given)).toEqual(["2026-01-01T08:00:00Z", "2026-01-02T08:00:00Z"]);
  });

  it("end with their count, their last date and the clock's end date", () => {
    const after = "2025-12-31T00:00Z";
    expect(
      ticks("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;COUNT=2", { n: 9, after }),
    ).toHaveLength(2);
    expect(
      ticks("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;UNTIL=20260103T000000Z", { n: 9, after }),
    ).toHaveLength(3);
    const endDate = "2026-01-04T00:00:00[UTC]";
    expect(
      ticks("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY", { n: 9, after, endDate }),
    ).toHaveLength(4);
  });

  it("join several lines and leave dates out", () => {
    const rule = [
      "DTSTART:20260101T000000Z",
      "RRULE:FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3",
      "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2",
      "RDATE:20260115T120000Z,20260116T120000Z",
      "EXDATE:20260201T000000Z",
    ].join("\n");
    expect(ticks(rule, { n: 9, after: "2025-12-31T00:00Z" })).toEqual([
      "2026-01-01T00:00:00Z",
      "2026-01-15T12:00:00Z",
      "2026-01-16T12:00:00Z",
      "2026-01-31T00:00:00Z",
      "2026-02-28T00:00:00Z",
      "2026-03-01T00:00:00Z",
    ]);
  });

  it("find the same moments whether they look from the start or from later", () => {
    const rules = fc.record({
      frequency: fc.constantFrom("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"),
      interval: fc.integer({ min: 1, max: 9 }),
      more: fc.constantFrom(
        "",
        ";BYDAY=MO,WE",
        ";BYHOUR=5,17",
        ";BYMONTH=3,11",
        ";BYMONTHDAY=1,-1",
        ";BYDAY=TU;BYSETPOS=-1",
      ),
      zone: fc.constantFrom("UTC", "America/New_York"),
    });
    fc.assert(
      fc.property(
        rules,
        fc.integer({ min: 0, max: 20 }),
        ({ frequency, interval, more, zone }, skip) => {
          const rule = `DTSTART;TZID=${zone}:20260101T013000\nRRULE:FREQ=${frequency};INTERVAL=${interval}${more}`;
          const all = ticks(rule, { n: 40, after: "2025-12-01T00:00Z" });
          const after = all[skip];
          if (after === undefined) return;
          expect(ticks(rule, { n: 10, after })).toEqual(all.slice(skip + 1, skip + 11));
        },
      ),
    );
  });

  it("that never come true end", () => {
    const rule = "DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30";
    expect(ticks(rule, { n: 1, after: "2026-01-01T00:00Z" })).toEqual([]);
  });

  it("that cost too much are refused", () => {
    const rule = "DTSTART:19000101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000";
    expect(() => ticks(rule, { n: 1, after: "2026-01-01T00:00Z" })).toThrow(
      "give it a later DTSTART",
    );
  });

  it.each([
    ["FREQ=DAILY", 'says no start: add a line like "DTSTART:20260101T090000Z", or give startDate'],
    ["DTSTART:20260101T000000Z", "names no dates"],
    [
      "DTSTART:20260101T000000Z\nRRULE:FREQ=OFTEN",
      'needs FREQ, one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY, SECONDLY, not "OFTEN"',
    ],
    [
      "DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;INTERVAL=0",
      "has INTERVAL=0; it is a number from 1 on",
    ],
    ["DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;BYHOUR=24", "has BYHOUR=24; it goes from 0 to 23"],
    [
      "DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;BYMONTHDAY=0",
      "has BYMONTHDAY=0; it goes from 1 to 31, or minus that",
    ],
    [
      "DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;BYEASTER=0",
      'has the part "BYEASTER=0", which is not supported',
    ],
    [
      "DTSTART:20260101T000000Z\nRRULE:FREQ=WEEKLY;BYDAY=XX",
      'has "XX" for a day; the days are MO, TU',
    ],
    [
      "DTSTART:20260230T000000Z\nRRULE:FREQ=DAILY",
      'has "20260230T000000Z" for a date; write it like 20260307T200000Z',
    ],
    ["DTSTART:20260101T000000Z\nEXRULE:FREQ=DAILY", "has EXRULE, which is not supported"],
    ["every day", 'has a line that is no rule: "every day"'],
  ])("refuses %j and says why", (rule, message) => {
    expect(() => parseRuleSet(rule, null)).toThrow("The recurrence rule");
    expect(() => parseRuleSet(rule, null)).toThrow(message);
  });
});
