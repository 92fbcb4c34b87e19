/** All stored cases of real Prefect, through the engine; the test names every case that differs. */

import { expect, it } from "vitest";
import { nodeEngine } from "./node-engine.ts";
import { differences, oracleCases } from "./oracle.ts";

it("gives what real Prefect gave for every random flow", { timeout: 120_000 }, async () => {
  const { engine } = nodeEngine();
  const wrong: Record<string, string[]> = {};
  for (const each of oracleCases()) {
    const { typescript: source, parameters } = each;
    const report = await engine.automate({
      language: "typescript",
      source,
      parameters,
      timeoutMs: 20_000,
    });
    const found = differences(each, report);
    if (found.length > 0) wrong[each.id] = found;
  }
  expect(wrong).toEqual({});
});
