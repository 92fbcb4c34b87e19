import { expect, it } from "vitest";
import { previewStored } from "./preview-stored.ts";

const bytes = new Uint8Array([1, 2, 3]);

it("shows what JSON says of an encoded value, else the one line its worker gave", () => {
  expect(previewStored({ kind: "bytes", bytes, json: "1.0" }, "1.0")).toEqual({
    type: "float",
    text: "1.0",
  });
  const line = "datetime.date(2021, 1, 1)";
  expect(previewStored({ kind: "bytes", bytes }, line)).toEqual({ type: "object", text: line });
});

it("shows of an exception what the engine knows of it, never its encoding", () => {
  const failure = { type: "KeyError", message: "'x'", stack: null };
  expect(previewStored({ kind: "failure", failure, bytes }, "KeyError: 'x'")).toEqual({
    type: "KeyError",
    text: "KeyError: 'x'",
  });
});
