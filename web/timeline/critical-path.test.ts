/** Whatever decided how long a run took. */

import { describe, expect, it } from "vitest";
import { graph } from "../../engine/testing/graphs.ts";
import { criticalPath, pathText, upstreamsOf } from "./critical-path.ts";
import { MadeRun } from "./made-runs.ts";
import type { RunView } from "../session/run-view.ts";

const way = (run: RunView): string[] =>
  criticalPath(run.graph, run).map(({ taskRun, segment }) => `${taskRun} ${segment.kind}`);

describe("the critical path", () => {
  it("leads from the last finisher back over whatever upstream ended last", () => {
    const flow = graph(["a", "b", "c"], ["a>c", "b>c"]);
    const run = new MadeRun(flow)
      .call("a", [0, 0, 500], "w1")
      .call("b", [0, 0, 900], "w2")
      .call("c", [900, 900, 1000], "w1")
      .ends(1000)
      .view();
    expect(way(run)).toEqual(["b running", "c running"]);
    expect(pathText(criticalPath(flow, run), run)).toBe(
      "The run took 1.0 s; what decided that was b → c. b ran for 900 ms.",
    );
  });

  it("leads over the run that freed the worker, and says who held it", () => {
    const flow = graph(["a", "b", "load"]);
    const run = new MadeRun(flow)
      .wants("a", 0)
      .wants("load", 0)
      .changes("a", 0, "Running", { worker: "w1" })
      .changes("a", 1100, "Success", { duration: 1100 })
      .changes("load", 1100, "Running", { worker: "w1" })
      .changes("load", 4200, "Success", { duration: 3100 })
      .ends(4200)
      .view();
    expect(way(run)).toEqual(["a running", "load worker", "load running"]);
    expect(pathText(criticalPath(flow, run), run)).toBe(
      "The run took 4.2 s; what decided that was a → load. load ran for 3.1 s, waited 1.1 s for a worker that a held.",
    );
  });

  it("counts the waits of retries, and what of them was skipped", () => {
    const flow = graph(["a"]);
    const run = new MadeRun(flow)
      .call("a", [0, 0, 100], "w1", "Failed")
      .changes("a", 100, "Retrying")
      .add({ type: "PassStarted", at: 5100, pass: 2, skipped: 5000 })
      .call("a", [5100, 5100, 5200], "w1", "Failed")
      .changes("a", 5200, "Retrying")
      .call("a", [6200, 6200, 6300], "w1")
      .ends(6300)
      .view();
    expect(way(run)).toEqual(["a running", "a retry", "a running", "a retry", "a running"]);
    expect(pathText(criticalPath(flow, run), run)).toBe(
      "The run took 6.3 s, 5.0 s of it skipped. a ran for 300 ms, waited 6.0 s to retry.",
    );
  });

  it("leads from a reduction over the last child, and from it to what it was mapped over", () => {
    const flow = graph(["list", "inc", "sum"], ["list=>inc:x", "inc>sum:xs"]);
    const run = new MadeRun(flow)
      .call("list", [0, 0, 50], "w1")
      .maps("inc", 50, 2)
      .call("inc[0]", [50, 50, 300], "w1")
      .call("inc[1]", [50, 50, 200], "w2")
      .call("sum", [300, 300, 320], "w2")
      .ends(320)
      .view();
    expect(way(run)).toEqual(["list running", "inc[0] running", "sum running"]);
    expect(upstreamsOf({ slug: "sum", mapIndex: null }, flow, run)).toEqual(["inc[0]", "inc[1]"]);
  });

  it("is not known before the run is over", () => {
    const flow = graph(["a"]);
    const run = new MadeRun(flow).call("a", [0, 0, 100], "w1").view();
    expect(criticalPath(flow, run)).toEqual([]);
    expect(pathText([], run)).toBeNull();
  });
});
