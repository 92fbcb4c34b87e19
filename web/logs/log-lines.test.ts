import { expect, it } from "vitest";
import type { LogRecord } from "../../engine/model/log.ts";
import { logLines, recordsOf, windowOf, type LogFilter, type LogLines } from "./log-lines.ts";
import { finderOf, jsonOf, piecesOf, screenText, textOf } from "./log-text.ts";

const ALL: LogFilter = { level: "DEBUG", task: "", text: "", isOnlyHits: false };

const record = (message: string, more: Partial<LogRecord> = {}): LogRecord => ({
  at: Date.UTC(2026, 10, 23, 2, 31, 38),
  level: "INFO",
  logger: "prefect.FlowRunner",
  message,
  ...more,
});

const texts = ({ lines, count }: LogLines): string[] => lines.slice(0, count).map(screenText);

const messages = (logs: readonly LogRecord[], filter: Partial<LogFilter>): string[] =>
  recordsOf(logLines(null, logs, { ...ALL, ...filter })).map(({ message }) => message);

const hitsOf = ({ hits, hitCount }: LogLines): readonly number[] => hits.slice(0, hitCount);

it("writes lines as Prefect does", () => {
  expect(texts(logLines(null, [record("Beginning Flow run for 'f'")], ALL))).toEqual([
    "[2026-11-23 02:31:38+0000] INFO - prefect.FlowRunner | Beginning Flow run for 'f'",
  ]);
});

it("splits a message of several lines", () => {
  const logs = [record("one\ntwo\n\nfour"), record("next")];
  const lines = logLines(null, logs, ALL);
  expect(texts(lines).map((text) => text.split(" | ").at(-1))).toEqual([
    "one",
    "two",
    "",
    "four",
    "next",
  ]);
  expect(recordsOf(lines)).toEqual(logs);
  expect(textOf(logs).split("\n")).toHaveLength(6);
});

it("filters by level", () => {
  const logs = [record("a"), record("Boom", { level: "ERROR" }), record("c", { level: "DEBUG" })];
  expect(messages(logs, { level: "INFO" })).toEqual(["a", "Boom"]);
  expect(messages(logs, { level: "ERROR" })).toEqual(["Boom"]);
});

it("filters by a task with its children, by a task run, and by a part of its name", () => {
  const logs = [
    record("of the run"),
    record("parent", { taskRun: "inc-1" }),
    record("child", { taskRun: "inc-1[2]" }),
    record("other", { taskRun: "inc-10" }),
  ];
  expect(messages(logs, { task: "inc-1" })).toEqual(["parent", "child"]);
  expect(messages(logs, { task: "inc-1[2]" })).toEqual(["child"]);
  expect(messages(logs, { task: "*INC-1" })).toEqual(["parent", "child", "other"]);
});

it("finds lines whatever their case, and leaves the rest out if it should", () => {
  const logs = [record("a"), record("Boom"), record("x\nat boom (1)"), record("a.c")];
  const found = logLines(null, logs, { ...ALL, text: " boom " });
  expect([found.count, hitsOf(found)]).toEqual([5, [1, 3]]);
  expect(messages(logs, { text: "boom", isOnlyHits: true })).toEqual(["Boom", "x\nat boom (1)"]);
  expect(messages(logs, { text: "", isOnlyHits: true })).toHaveLength(4);
  expect(messages(logs, { text: ".c", isOnlyHits: true })).toEqual(["a.c"]);
});

it("cuts a line into what was looked for and what is around it", () => {
  expect(piecesOf("a Boom boo(m", finderOf("boo(M"))).toEqual(["a Boom ", "boo(m", ""]);
  expect(piecesOf("a Boom", finderOf(" "))).toEqual(["a Boom"]);
});

it("goes on where a log that only grew had ended", () => {
  const logs = [record("a"), record("b")];
  const filter = { ...ALL, text: "d" };
  const before = logLines(null, logs, filter);
  const after = logLines(before, [...logs, record("c\nd")], filter);
  expect(after.lines).toBe(before.lines);
  expect([before.count, after.count]).toEqual([2, 4]);
  expect([hitsOf(before).length, hitsOf(after).length]).toEqual([0, 1]);
  expect(texts(before)).toHaveLength(2);
});

it("looks at nothing anew for the same log up to an earlier moment, and back again", () => {
  const logs = [record("a"), record("b\nb"), record("c")];
  const whole = logLines(null, logs, { ...ALL, text: "b" });
  const early = logLines(whole, logs.slice(0, 2), whole.filter);
  expect([early.count, early.hitCount]).toEqual([3, 2]);
  expect(logLines(early, logs.slice(0, 1), whole.filter)).toMatchObject({ count: 1, hitCount: 0 });
  const back = logLines(early, logs, whole.filter);
  expect(back.lines).toBe(whole.lines);
  expect(back.count).toBe(4);
});

it("starts anew for another log, another filter, or a log that grew otherwise", () => {
  const logs = [record("a"), record("b")];
  const before = logLines(null, logs, ALL);
  expect(texts(logLines(before, [record("x"), record("y"), record("z")], ALL))).toHaveLength(3);
  expect(logLines(before, logs, { ...ALL, level: "ERROR" }).count).toBe(0);
  const grown = logLines(before, [...logs, record("c")], ALL);
  expect(logLines(grown, [...logs, record("x\ny")], ALL).count).toBe(4);
  expect(logLines(before, [], ALL).count).toBe(0);
});

it("writes one JSON object a line, with what Prefect's line leaves out", () => {
  const logs = [record("two\nlines", { taskRun: "inc[1]" }), record("b")];
  const [first, second, end] = jsonOf(logs).split("\n");
  expect(JSON.parse(first ?? "")).toEqual({
    at: "2026-11-23T02:31:38.000Z",
    level: "INFO",
    logger: "prefect.FlowRunner",
    message: "two\nlines",
    taskRun: "inc[1]",
  });
  expect(JSON.parse(second ?? "")).toMatchObject({ message: "b" });
  expect(end).toBe("");
});

it("draws only what is in sight", () => {
  expect(windowOf(0, 200, 20, 100_000)).toEqual({ from: 0, to: 30 });
  expect(windowOf(1000, 200, 20, 100_000)).toEqual({ from: 30, to: 80 });
  expect(windowOf(5000, 200, 20, 3)).toEqual({ from: 3, to: 3 });
});

it("takes in 100,000 lines, and finds among them", () => {
  const logs = Array.from({ length: 100_000 }, (_, index) => record(`line ${index}`));
  expect(logLines(null, logs, ALL).count).toBe(100_000);
  expect(logLines(null, logs, { ...ALL, text: "line 9999" }).hitCount).toBe(11);
});
