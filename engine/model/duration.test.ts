import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { parseDuration } from "./duration.ts";

describe("parseDuration", () => {
  it("adds the units up", () => {
    expect(parseDuration({ hours: 1, minutes: 30, seconds: 2.5 }, "delay")).toBe(5_402_500);
    expect(parseDuration({ weeks: 1, days: 1, milliseconds: 1 }, "delay")).toBe(691_200_001);
  });

  it("takes a Temporal.Duration", () => {
    expect(parseDuration(Temporal.Duration.from("PT1H30M"), "delay")).toBe(5_400_000);
  });

  it.each([
    [10, /delay must be a duration, not 10: write an object of units, like \{ minutes: 5 \}/],
    ["PT1H", /not "PT1H"/],
    [null, /not null/],
    [[1], /not a list/],
    [{}, /delay has no units/],
    [{ second: 1 }, /"second" is not a unit of time here; write seconds/],
    [{ months: 1 }, /"months" is not a unit/],
    [Temporal.Duration.from({ months: 1 }), /months have no fixed length/],
    [{ seconds: "1" }, /seconds must be a number, not "1"/],
    [{ seconds: NaN }, /seconds must be a number, not NaN/],
  ])("refuses %j and says what to write", (given, message) => {
    expect(() => parseDuration(given, "delay")).toThrow(TypeError);
    expect(() => parseDuration(given, "delay")).toThrow(message);
  });
});
