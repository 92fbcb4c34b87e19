/**
 * The random flows of real Prefect in both languages: the same graph description, and the same
 * states. In Node the kernel runs the tasks itself, so that one Pyodide is enough.
 */

import { expect, it } from "vitest";
import { nodeEngine } from "./node-engine.ts";
import { differences, oracleCases } from "./oracle.ts";

it(
  "gives in Python what real Prefect gave for every random flow",
  { timeout: 600_000 },
  async () => {
    const { engine } = nodeEngine(1);
    const wrong: Record<string, string[]> = {};
    for (const each of oracleCases()) {
      const { python: source, parameters } = each;
      const report = await engine.automate({ language: "python", source, parameters });
      const found = differences(each, report, "python");
      if (found.length > 0) wrong[each.id] = found;
    }
    expect(wrong).toEqual({});
  },
);
