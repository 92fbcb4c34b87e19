import { expect, it } from "vitest";
import { bootHash, bootScript } from "../engine/host/boot-script.ts";
import { policyFor } from "./vite-plugin-csp.ts";

it("allows the sandbox's boot script by its hash", () => {
  expect(policyFor([bootScript])).toContain(` '${bootHash}'`);
});

it("lets no text become code and no frame lead out", () => {
  const policy = policyFor([bootScript]);
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy.match(/script-src[^;]*/)?.[0]).not.toContain("'unsafe-inline'");
  expect(policy).toContain("frame-src 'none'");
});

it("lets only Vite's own socket out while developing", () => {
  expect(policyFor([], true)).toContain("connect-src 'self' blob: ws:");
  expect(policyFor([])).toContain("connect-src 'self' blob:;");
});
