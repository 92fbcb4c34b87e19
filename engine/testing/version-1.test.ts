/** Runs that version 1 of the database kept, folded by the reducer of today. */

import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { evolve } from "../core/evolve.ts";
import { openIndexedDb } from "../store/indexeddb.ts";
import { restoreDump } from "../store/testing-data/restore-dump.ts";
import dump from "../store/testing-data/version-1.json" with { type: "json" };

it("runs of version 1 fold to the states they ended in", async () => {
  await restoreDump({ name: "folded", dump });
  const { runs } = await openIndexedDb({ name: "folded" });
  const folded = [];
  for (const summary of await runs.runs("my-first-flow")) {
    const run = evolve(null, await runs.events(summary.id));
    expect(run.state.type).toBe(summary.state);
    folded.push(
      Object.fromEntries(
        ["chart-1", "dive-1[0]", "dive-1[2]", "fetchPorts-1"].map((id) => [
          id,
          run.taskRuns.get(id)?.state.type,
        ]),
      ),
    );
  }
  expect(folded).toEqual([
    { "chart-1": "Success", "dive-1[0]": "Success", "fetchPorts-1": "Success" },
    {
      "chart-1": "Success",
      "dive-1[0]": "Success",
      "dive-1[2]": "Failed",
      "fetchPorts-1": "Success",
    },
  ]);
});
