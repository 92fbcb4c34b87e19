import { describe, expect, it } from "vitest";
import { parseCron } from "./cron.ts";

const range = (low: number, high: number): number[] =>
  Array.from({ length: high - low + 1 }, (_, index) => low + index);

describe("parseCron", () => {
  it("reads the five fields", () => {
    const cron = parseCron("*/20 9-17/4 1,15 jan-mar 1-5");
    expect(cron.seconds).toEqual([0]);
    expect(cron.minutes).toEqual([0, 20, 40]);
    expect(cron.hours).toEqual([9, 13, 17]);
    expect(cron.days).toEqual(new Set([1, 15]));
    expect(cron.months).toEqual(new Set([1, 2, 3]));
    expect(cron.weekdays).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it("reads a sixth field as seconds", () => {
    expect(parseCron("* * * * * 15,45").seconds).toEqual([15, 45]);
  });

  it("takes a field that names everything for a star", () => {
    expect(parseCron("0 0 1-31 * 0-6")).toMatchObject({ days: null, weekdays: null });
    expect(parseCron("0 0 ? * ?")).toMatchObject({ days: null, weekdays: null });
  });

  it.each([
    ["5 4 * * sun", [0]],
    ["5 4 * * 7", [0]],
    ["5 4 * * FRI-SUN", [5, 6, 0]],
    ["5 4 * * */3", [0, 3, 6]],
  ])("knows the Sundays of %s", (text, weekdays) => {
    expect(parseCron(text).weekdays).toEqual(new Set(weekdays));
  });

  it("reads the last day and counted weekdays", () => {
    expect(parseCron("0 0 1,l * *")).toMatchObject({ days: new Set([1]), lastDay: true });
    expect(parseCron("0 0 * * 5#2,l1").nthWeekdays).toEqual([
      { weekday: 5, nth: 2 },
      { weekday: 1, nth: "last" },
    ]);
  });

  it("reads a start with a step as a range to the end", () => {
    expect(parseCron("50/5 20/2 * * *")).toMatchObject({ minutes: [50, 55], hours: [20, 22] });
    expect(parseCron("0-59 * * * *").minutes).toEqual(range(0, 59));
  });

  it("knows the words", () => {
    expect(parseCron("@daily")).toEqual(parseCron("0 0 * * *"));
    expect(parseCron("@Weekly")).toEqual(parseCron("0 0 * * 0"));
  });

  it.each([
    ["", "it has 0 fields, not the five of minute, hour"],
    ["* * * *", "it has 4 fields"],
    ["hello", "it has 1 field, not"],
    ["61 * * * *", 'the minute field "61" is out of its range, 0 to 59'],
    ["* 24 * * *", 'the hour field "24" is out of its range, 0 to 23'],
    ["* * 0 * *", 'the day of the month field "0" is out of its range, 1 to 31'],
    ["* * * 13 *", 'the month field "13" is out of its range, 1 to 12'],
    ["* * * fob *", 'the month field "fob" is not a number from 1 to 12 or a name like "feb"'],
    ["* * * * 8", 'the day of the week field "8" is out of its range, 0 to 7'],
    ["* 22-2 * * *", 'the hour field "22-2" runs backwards; write 22-23,0-2'],
    ["*/0 * * * *", 'the minute field "*/0" has a step of zero'],
    ["*/x * * * *", 'the minute field "*/x" has a step that is no number'],
    ["-5 * * * *", 'the minute field "-5" is not a number'],
    ["0 0 * * 1,5#2", "mixes plain days with counted ones"],
    ["0 0 * * 5#6", "counts past the five weeks of a month"],
  ])("refuses %j and names the field", (text, message) => {
    expect(() => parseCron(text)).toThrow(`Invalid cron string "${text}": `);
    expect(() => parseCron(text)).toThrow(message);
  });
});
