/** Runs that are read back while news of them keep coming, or after whoever told of them died. */

import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../../engine/api.ts";
import type { RunDetails } from "../../engine/api/runs.ts";
import type { RunEvent } from "../../engine/model/run.ts";
import { graph } from "../../engine/testing/graphs.ts";
import { returned, simulate } from "../../engine/testing/simulate.ts";
import { emptyState, receive, type SessionState } from "./session-state.ts";
import { ShownRuns } from "./shown-runs.ts";

const FLOW = graph(["list", "sum"], ["list>sum:xs"]);
const { events } = simulate({ graph: FLOW, call: () => returned(null) });
const [started] = events;
const RUN = started?.type === "RunStarted" ? started.id : "";
const FLOW_ID = started?.type === "RunStarted" ? started.flow : "";

const progress = (from: number, to = events.length): Progress => ({
  type: "runProgress",
  notebook: "n",
  run: RUN,
  from: { events: from, logs: 0 },
  events: events.slice(from, to),
  logs: [],
});
type Progress = Extract<EngineEvent, { type: "runProgress" }>;

/** Another run of the flow begins. */
const newer: EngineEvent = {
  type: "runProgress",
  notebook: "n",
  run: "newer",
  from: { events: 0, logs: 0 },
  events: started?.type === "RunStarted" ? [{ ...started, id: "newer" }] : [],
  logs: [],
};
const leads: EngineEvent = { type: "roleChanged", notebook: "n", role: "leader" };

/** A page, and a store in which this much of the run is. */
class Page {
  stored = events.length;
  all: readonly RunEvent[] = events;
  state: SessionState;
  reads = 0;
  /** Reading waits for it. */
  gate: Promise<void> = Promise.resolve();
  readonly shown: ShownRuns;

  constructor() {
    const empty = emptyState({ poolSize: 1, skipWaits: false });
    this.state = { ...empty, notebook: { id: "n", title: "", cells: [] } };
    this.shown = new ShownRuns({
      open: async () => {
        this.reads += 1;
        const journal = this.all.slice(0, this.stored);
        await this.gate;
        return { events: journal, logs: [] } as Partial<RunDetails> as RunDetails;
      },
      get: () => this.state,
      set: (state) => (this.state = state),
      failed: (error) => {
        throw error;
      },
    });
  }

  hear(...told: EngineEvent[]): void {
    this.shown.follow(told);
    this.state = receive(this.state, told);
  }

  get run() {
    return this.state.runs.get(FLOW_ID);
  }
}

describe("runs on show", () => {
  it("take in what was told while they were read", async () => {
    const page = new Page();
    let go = (): void => undefined;
    page.gate = new Promise((resolve) => (go = resolve));
    page.stored = 2;
    const showing = page.shown.show(RUN);
    page.hear(progress(1, 4), progress(4));
    go();
    await showing;
    expect([page.run?.state.type, page.run?.eventCount]).toEqual(["Success", events.length]);
  });

  it("are read back where news are missing in between", async () => {
    const page = new Page();
    page.hear(progress(0, 2));
    page.hear(progress(5));
    await expect.poll(() => page.run?.eventCount).toBe(events.length);
  });

  it("are not read back where the news of one batch follow each other", () => {
    const page = new Page();
    page.hear(progress(0, 2));
    page.hear(progress(2, 4), progress(4));
    expect(page.run?.state.type).toBe("Success");
    expect(page.reads).toBe(0);
  });

  it("do not come back in the place of a newer one that began while they were read", async () => {
    const page = new Page();
    let go = (): void => undefined;
    page.gate = new Promise((resolve) => (go = resolve));
    page.hear(progress(0, 2));
    page.hear(progress(5));
    page.hear(newer);
    expect(page.reads).toBe(1);
    go();
    await page.gate;
    await new Promise((resolve) => setTimeout(resolve));
    expect(page.run?.id).toBe("newer");
  });

  it("that go on are put on show, though another run of their flow is", async () => {
    const page = new Page();
    page.hear(newer);
    page.hear({
      ...progress(events.length),
      events: [{ type: "RunResumed", at: 1 }],
    } as Progress);
    await expect.poll(() => page.run?.id).toBe(RUN);
  });

  it("do not go on show where they go on inside a task: the run that this belongs to is", async () => {
    const page = new Page();
    page.all = events.map((event) =>
      event.type === "RunStarted"
        ? { ...event, options: { ...event.options, isNested: true } }
        : event,
    );
    page.state = { ...page.state, shownFlow: "outer" };
    const resumed = { ...progress(events.length), events: [{ type: "RunResumed", at: 1 }] };
    page.hear(resumed as Progress);
    await expect.poll(() => page.run?.id).toBe(RUN);
    expect(page.state.shownFlow).toBe("outer");
    const later = { events: events.length + 1, logs: 0 };
    page.hear({ ...resumed, from: later } as Progress);
    expect(page.state.shownFlow).toBe("outer");
  });

  it("are read back when this tab leads: the end may have been written and not told", async () => {
    const page = new Page();
    page.hear(progress(0, 3));
    page.state = { ...page.state, shownFlow: "another" };
    page.hear(leads);
    await expect.poll(() => page.run?.state.type).toBe("Success");
    expect(page.state.shownFlow).toBe("another");
  });
});
