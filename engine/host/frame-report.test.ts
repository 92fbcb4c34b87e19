import { expect, it } from "vitest";
import { parseFrameReport } from "./frame-report.ts";

const started = (keep: unknown) => parseFrameReport({ type: "started", id: "w", keep });

it("takes over the bytes that a worker made for others", () => {
  const snapshot = new Uint8Array([1]).buffer;
  expect(started({ snapshot })).toMatchObject({ type: "started", id: "w", keep: { snapshot } });
  expect(parseFrameReport({ type: "started", id: "w" })).toEqual({ type: "started", id: "w" });
});

it.each([
  ["text", { snapshot: "bytes" }],
  ["a view of bytes", { snapshot: new Uint8Array(3) }],
  ["a list", [new ArrayBuffer(3)]],
  [
    "too many parts",
    Object.fromEntries(Array.from({ length: 9 }, (_, i) => [i, new ArrayBuffer(1)])),
  ],
  ["too many bytes", { a: new ArrayBuffer(2 ** 27), b: new ArrayBuffer(2 ** 27 + 1) }],
])("takes over no %s", (_, keep) => {
  expect(() => started(keep)).toThrow("what a worker made for others");
});

it("hears nothing that a frame does not say", () => {
  expect(() => parseFrameReport({ type: "hello", id: "w" })).toThrow(
    "the type of a frame's report",
  );
});
