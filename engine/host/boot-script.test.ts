import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { bootHash, bootScript, frameDocument } from "./boot-script.ts";

it("names the boot script by its true hash", () => {
  const hash = createHash("sha256").update(bootScript).digest("base64");
  expect(bootHash).toBe(`sha256-${hash}`);
});

it("closes no element early", () => {
  expect(frameDocument.match(/<\/script/g)).toHaveLength(1);
});
