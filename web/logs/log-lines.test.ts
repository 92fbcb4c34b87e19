import { expect, it } from "vitest";
import type { LogRecord } from "../../engine/model/log.ts";
import { logLines, screenText, textOf, windowOf, type LogLines } from "./log-lines.ts";

const ALL = { level: "DEBUG", text: "" } as const;

const record = (message: string, more: Partial<LogRecord> = {}): LogRecord => ({
  at: Date.UTC(2026, 10, 23, 2, 31, 38),
  level: "INFO",
  logger: "prefect.FlowRunner",
  message,
  ...more,
});

const texts = ({ lines, count }: LogLines): string[] => lines.slice(0, count).map(screenText);

it("writes lines as Prefect does", () => {
  expect(texts(logLines(null, [record("Beginning Flow run for 'f'")], ALL))).toEqual([
    "[2026-11-23 02:31:38+0000] INFO - prefect.FlowRunner | Beginning Flow run for 'f'",
  ]);
});

it("splits a message of several lines", () => {
  const lines = logLines(null, [record("one\ntwo\n\nfour"), record("next")], ALL);
  expect(texts(lines).map((text) => text.split(" | ").at(-1))).toEqual([
    "one",
    "two",
    "",
    "four",
    "next",
  ]);
  expect(textOf(lines).split("\n")).toHaveLength(6);
});

it("filters by level and by text", () => {
  const logs = [record("a"), record("Boom", { level: "ERROR" }), record("c", { level: "DEBUG" })];
  const messages = (filter: Parameters<typeof logLines>[2]) =>
    logLines(null, logs, filter).lines.map((line) => line.record.message);
  expect(messages({ level: "INFO", text: "" })).toEqual(["a", "Boom"]);
  expect(messages({ level: "ERROR", text: "" })).toEqual(["Boom"]);
  expect(messages({ level: "DEBUG", text: " boom " })).toEqual(["Boom"]);
  expect(messages({ level: "DEBUG", text: "flowrunner" })).toHaveLength(3);
});

it("goes on where a log that only grew had ended", () => {
  const logs = [record("a"), record("b")];
  const before = logLines(null, logs, ALL);
  const after = logLines(before, [...logs, record("c\nd")], ALL);
  expect(after.lines).toBe(before.lines);
  expect([before.count, after.count]).toEqual([2, 4]);
  expect(texts(before)).toHaveLength(2);
});

it("starts anew for another log, another filter, or a second growth of the same", () => {
  const logs = [record("a"), record("b")];
  const before = logLines(null, logs, ALL);
  expect(texts(logLines(before, [record("x"), record("y"), record("z")], ALL))).toHaveLength(3);
  expect(logLines(before, logs, { ...ALL, text: "| b" }).count).toBe(1);
  const grown = [...logs, record("c")];
  logLines(before, grown, ALL);
  expect(texts(logLines(before, grown, ALL))).toHaveLength(3);
  expect(logLines(before, [], ALL).count).toBe(0);
});

it("goes on from an empty log", () => {
  const before = logLines(null, [], ALL);
  expect(logLines(before, [record("a")], ALL).count).toBe(1);
});

it("draws only what is in sight", () => {
  expect(windowOf(0, 200, 20, 100_000)).toEqual({ from: 0, to: 30 });
  expect(windowOf(1000, 200, 20, 100_000)).toEqual({ from: 30, to: 80 });
  expect(windowOf(5000, 200, 20, 3)).toEqual({ from: 3, to: 3 });
});

it("takes in 100,000 lines quickly", () => {
  const logs = Array.from({ length: 100_000 }, (_, index) => record(`line ${index}`));
  expect(logLines(null, logs, ALL).count).toBe(100_000);
});
