/** Reads what a sandbox frame reports. What it passes on of a worker comes from before any user code. */

import type { FrameReport } from "./boot-script.ts";
import { fieldsOf, malformed, oneOf, recordOf, textOf } from "./guards.ts";

/** Parts that one worker may make for the others. */
const MAX_PARTS = 8;
const MAX_BYTES = 256 * 1024 * 1024;

const REPORTS: ReadonlySet<FrameReport["type"]> = new Set([
  "started",
  "crashed",
  "cannotIsolate",
  "cannotBoot",
  "pong",
]);

/** @throws FlowbookError `badMessage` */
export function parseFrameReport(value: unknown): FrameReport {
  const fields = fieldsOf(value, "a report of the frame");
  const type = oneOf(fields["type"], "the type of a frame's report", REPORTS);
  if (type === "pong") return { type };
  const id = textOf(fields["id"], "the id of a worker", 1000);
  if (type === "started") {
    return fields["keep"] === undefined
      ? { type, id }
      : { type, id, keep: parseKeep(fields["keep"]) };
  }
  const message = fields["message"];
  return { type, id, message: typeof message === "string" ? message.slice(0, 1000) : "no reason" };
}

function parseKeep(value: unknown): Readonly<Record<string, ArrayBuffer>> {
  const what = "what a worker made for others";
  let bytes = 0;
  const item = (part: unknown): ArrayBuffer => {
    if (!(part instanceof ArrayBuffer)) throw malformed(what, "made of bytes");
    bytes += part.byteLength;
    if (bytes > MAX_BYTES) throw malformed(what, `at most ${MAX_BYTES} bytes`);
    return part;
  };
  return recordOf(value, what, { max: MAX_PARTS, item });
}
