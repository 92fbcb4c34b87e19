import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { FlowbookError } from "../model/errors.ts";
import { dateOfDay, dayNumber, dayOf, weekdayOf } from "./calendar.ts";
import { momentText, parseMoment, parseTimeOfDay } from "./moment.ts";
import { findZone, fromWall, isRepeated, toWall } from "./zone.ts";

const ZONES = [
  "UTC",
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Africa/Casablanca",
  "Pacific/Apia",
];
const zones = fc.constantFrom(...ZONES);
const moments = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) });
const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

describe("zones", () => {
  it("give the wall times that Temporal gives", () => {
    fc.assert(
      fc.property(zones, moments, (zone, moment) => {
        const there = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
        const wall = toWall(findZone(zone), moment);
        const date = dateOfDay(dayOf(wall));
        expect({ ...date, weekday: weekdayOf(dayOf(wall)) + 1 }).toEqual({
          year: there.year,
          month: there.month,
          day: there.day,
          weekday: there.dayOfWeek,
        });
        expect(wall - moment).toBe(there.offsetNanoseconds / 1e6);
      }),
    );
  });

  it("find back from a wall time as Temporal does, on the days when clocks change too", () => {
    // A few days round the changes of each zone in the list.
    const near = fc
      .tuple(
        fc.constantFrom(
          at("2026-03-08T07:00Z"),
          at("2026-11-01T06:00Z"),
          at("2026-03-29T01:00Z"),
          at("2026-10-25T01:00Z"),
          at("2026-04-04T15:00Z"),
          at("2026-10-03T15:30Z"),
        ),
        fc.integer({ min: -2880, max: 2880 }),
      )
      .map(([change, minutes]) => change + minutes * 60_000);
    fc.assert(
      fc.property(zones, near, (zone, wall) => {
        const plain = Temporal.Instant.fromEpochMilliseconds(wall)
          .toZonedDateTimeISO("UTC")
          .toPlainDateTime();
        for (const [pick, disambiguation] of [
          ["earlier", "compatible"],
          ["later", "later"],
        ] as const) {
          const there = plain.toZonedDateTime(zone, { disambiguation });
          expect(fromWall(findZone(zone), wall, pick)).toBe(there.epochMilliseconds);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("know which times clocks show twice", () => {
    const zone = findZone("America/New_York");
    expect(isRepeated(zone, at("2026-11-01T05:30Z"))).toBe(true);
    expect(isRepeated(zone, at("2026-11-01T06:30Z"))).toBe(true);
    expect(isRepeated(zone, at("2026-11-01T07:30Z"))).toBe(false);
  });

  it("that nobody knows are refused by name", () => {
    expect(() => findZone("Mars/Olympus")).toThrow(FlowbookError);
    expect(() => findZone("Mars/Olympus")).toThrow('"Mars/Olympus" is not a time zone');
  });
});

describe("the calendar", () => {
  it("goes from day numbers to dates and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 2_900_000 }), (number) => {
        const { year, month, day } = dateOfDay(number);
        expect(dayNumber(year, month, day)).toBe(number);
      }),
    );
  });
});

describe("parseMoment", () => {
  it.each([
    ["2026-03-07T20:00:00[America/New_York]", "2026-03-08T01:00:00Z", "America/New_York"],
    ["2026-03-07T20:00:00-05:00[America/New_York]", "2026-03-08T01:00:00Z", "America/New_York"],
    ["2026-03-08T01:00:00Z[America/New_York]", "2026-03-08T01:00:00Z", "America/New_York"],
    ["2026-03-07T20:00Z", "2026-03-07T20:00:00Z", "UTC"],
    ["2026-03-07 20:00:30.5+05:30", "2026-03-07T14:30:30.5Z", "+05:30"],
    ["2026-03-07[UTC]", "2026-03-07T00:00:00Z", "UTC"],
    ["2026-03-07T20:00:00[UTC][u-ca=gregory]", "2026-03-07T20:00:00Z", "UTC"],
    // Skipped and repeated times, as in Temporal.
    ["2026-03-08T02:30:00[America/New_York]", "2026-03-08T07:30:00Z", "America/New_York"],
    ["2026-11-01T01:30:00[America/New_York]", "2026-11-01T05:30:00Z", "America/New_York"],
  ])("reads %s", (text, instant, zone) => {
    expect(parseMoment(text)).toEqual({ at: at(instant), zone });
  });

  it("reads what it writes", () => {
    fc.assert(
      fc.property(zones, moments, (zone, moment) => {
        const given = { at: moment, zone };
        expect(parseMoment(momentText(given))).toEqual(given);
      }),
    );
  });

  it.each([
    ["tomorrow", /"tomorrow" is not a date and time: write it like "2026-03-07T20:00:00\[America/],
    ["2026-03-07T20:00:00", /has no time zone: write "2026-03-07T20:00:00\[UTC\]"/],
    ["2026-02-30T20:00:00Z", /names a day that no calendar has/],
    ["2026-02-20T24:10:00Z", /names a time that no clock shows/],
    ["2026-03-07T20:00:00[Nowhere]", /"Nowhere" is not a time zone/],
    [
      "2026-07-07T20:00:00-05:00[America/New_York]",
      /does not have then: write "2026-07-07T20:00:00-04:00\[America\/New_York\]"/,
    ],
  ])("refuses %s and says what to write", (text, message) => {
    expect(() => parseMoment(text)).toThrow(message);
  });

  it("reads times of day", () => {
    expect(parseTimeOfDay("09:00")).toBe(32_400_000);
    expect(parseTimeOfDay("23:59:59.999")).toBe(86_399_999);
    expect(() => parseTimeOfDay("9")).toThrow('"9" is not a time of day: write it like "09:00"');
    expect(() => parseTimeOfDay("25:00")).toThrow("is not a time of day");
  });
});
