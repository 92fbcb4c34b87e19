import { afterEach, describe, expect, it } from "vitest";
import type { CallBatch, Report } from "../sandbox/protocol.ts";
import { WorkerHandle } from "./worker-handle.ts";

/** The other end of a handle, played by hand: Comlink's wire format without Comlink. */
interface Stage {
  readonly handle: WorkerHandle;
  readonly killed: () => number;
  readonly report: (message: unknown) => void;
  /** The next call that the engine makes; answers it with a wire value. */
  readonly answer: (wire: (args: unknown[]) => unknown) => void;
  readonly say: (message: unknown) => void;
  readonly gone: () => void;
  tick: (ms: number) => void;
  /** What it runs in answers no more. */
  vanish: () => void;
}

const stages: Stage[] = [];
afterEach(() => {
  for (const stage of stages.splice(0)) stage.handle.end("the test is over");
});

function stage(): Stage {
  const api = new MessageChannel();
  const reports = new MessageChannel();
  let killed = 0;
  let now = 0;
  const answers: ((args: unknown[]) => unknown)[] = [];
  api.port2.onmessage = async ({ data }) => {
    const answer = answers.shift();
    if (answer === undefined) return;
    const args = (data.argumentList as { value: unknown }[]).map((each) => each.value);
    const { transfer = [], ...wire } = (await answer(args)) as { transfer?: Transferable[] };
    api.port2.postMessage({ id: data.id, ...wire }, transfer);
  };
  let answered = Promise.resolve();
  const handle = new WorkerHandle({
    id: "w",
    api: api.port1,
    reports: reports.port1,
    pulse: null,
    kill: () => killed++,
    answers: () => answered,
    now: () => now,
  });
  const made: Stage = {
    handle,
    killed: () => killed,
    report: (message) => reports.port2.postMessage(message),
    answer: (wire) => answers.push(wire),
    say: (message) => api.port2.postMessage(message),
    gone: () => reports.port2.close(),
    tick: (ms) => (now += ms),
    vanish: () => {
      answered = new Promise(() => {});
    },
  };
  stages.push(made);
  return made;
}

const raw =
  (answer: unknown, reports = 0) =>
  () => ({ type: "RAW", value: { reports, answer } });

const loaded = { flows: [], failures: [] };
const print = (text: string) => ({
  type: "prints",
  cell: "a",
  prints: [{ level: "INFO", text }],
});

const textsOf = (report: Report): string[] =>
  report.type === "prints" ? report.prints.map(({ text }) => text) : [];

const returned = (work: string) => ({
  work,
  outcome: {
    type: "returned",
    value: { stored: { kind: "value", value: 1 }, info: { length: null, preview: "1", size: 8 } },
  },
  startedAt: 1,
  endedAt: 2,
  logs: [],
});

const batch = (...works: string[]): CallBatch => ({
  flow: "a:0",
  run: {
    flowRunId: "r",
    flowRunName: "r",
    flowName: "f",
    parameters: {},
    scheduledStartTime: 0,
    clockOffset: 0,
    checkpointing: false,
    user: {},
    secrets: {},
  },
  calls: works.map((work) => ({
    work,
    slug: "t-1",
    inputs: {},
    wantsNested: false,
    context: {
      taskRunId: "t-1",
      taskRunName: null,
      runCount: 1,
      mapIndex: null,
      loop: null,
      resumed: false,
    },
  })),
});

const wants = (request: number) => ({
  type: "fetch",
  request,
  asked: { url: "https://api.example.com/", method: "GET", headers: [], body: null },
});

describe("a request for the network", () => {
  it("waits for its listener, and is answered once", async () => {
    const { handle, answer, report } = stage();
    const heard: unknown[] = [];
    handle.onReport(({ type }) => heard.push(type));
    report(wants(1));
    report(print("so that it has come"));
    await expect.poll(() => heard).toEqual(["prints"]);
    handle.onFetch(({ type, request }) => heard.push([type, request]));
    expect(heard).toEqual(["prints", ["fetch", 1]]);
    const told: unknown[] = [];
    answer((args) => {
      told.push(args);
      return raw(undefined)();
    });
    const reply = { ok: false, message: "no" } as const;
    await handle.settleFetch(1, reply);
    /* Nobody waits for it any more: the worker is not told again. */
    await handle.settleFetch(1, reply);
    expect(told).toEqual([[1, reply]]);
  });

  it.each([
    ["under a number that is taken", [wants(1), wants(1)]],
    ["more than 64 at once", Array.from({ length: 65 }, (_, index) => wants(index))],
  ])("%s ends the worker", async (_, asked) => {
    const { handle, report } = stage();
    for (const each of asked) report(each);
    expect(await handle.ended).toMatchObject({ type: "misbehaved" });
  });
});

describe("an answer", () => {
  it("is parsed and given to who asked", async () => {
    const { handle, answer } = stage();
    answer(raw({ flows: [{ id: "a:0", slugs: ["add-1"] }], failures: [], extra: 1 }));
    expect(await handle.load({ cells: [] })).toEqual({
      flows: [{ id: "a:0", slugs: ["add-1"] }],
      failures: [],
    });
  });

  it("waits for the reports that were sent before it", async () => {
    const { handle, answer, report } = stage();
    const seen: string[] = [];
    handle.onReport((each) => seen.push(each.type));
    answer(raw(loaded, 1));
    const load = handle.load({ cells: [] }).then(() => seen.push("answered"));
    report(print("late"));
    await load;
    expect(seen).toEqual(["prints", "answered"]);
  });

  it("that is nonsense ends the worker", async () => {
    const { handle, answer, killed } = stage();
    answer(raw({ flows: "many" }));
    await expect(handle.load({ cells: [] })).rejects.toMatchObject({ code: "badMessage" });
    expect(await handle.ended).toMatchObject({ type: "misbehaved" });
    expect(killed()).toBe(1);
  });

  it("cannot be a live handle in the engine's realm", async () => {
    const { handle, answer } = stage();
    const { port1 } = new MessageChannel();
    answer(() => ({ type: "HANDLER", name: "proxy", value: port1, transfer: [port1] }));
    await expect(handle.load({ cells: [] })).rejects.toMatchObject({ code: "badMessage" });
  });

  it("that was thrown rejects and leaves the worker alive", async () => {
    const { handle, answer, killed } = stage();
    const value = { isError: true, value: { name: "Error", message: "bug", stack: "" } };
    answer(() => ({ type: "HANDLER", name: "throw", value }));
    await expect(handle.load({ cells: [] })).rejects.toThrow("bug");
    expect(killed()).toBe(0);
  });

  it("that nobody asked for ends the worker", async () => {
    const { handle, say } = stage();
    say({ id: "1", type: "RAW", value: {} });
    expect(await handle.ended).toMatchObject({ type: "misbehaved" });
  });
});

describe("the end of a worker", () => {
  it("rejects the calls under way, and those that come after", async () => {
    const { handle } = stage();
    const pending = handle.load({ cells: [] });
    handle.end("interrupted");
    await expect(pending).rejects.toMatchObject({ code: "workerEnded" });
    await expect(handle.load({ cells: [] })).rejects.toThrow("interrupted");
    expect(await handle.ended).toEqual({ type: "ended", why: "interrupted" });
  });

  it("is told once, whatever else happens", async () => {
    const { handle, killed } = stage();
    handle.crash("out of memory");
    handle.end("again");
    expect(await handle.ended).toEqual({ type: "crashed", message: "out of memory" });
    expect(killed()).toBe(1);
  });

  it("is noticed when its ports close", async () => {
    const { handle, gone } = stage();
    const pending = handle.load({ cells: [] });
    gone();
    await expect(pending).rejects.toMatchObject({ code: "workerEnded" });
    expect(await handle.ended).toMatchObject({ type: "crashed" });
  });
});

describe("outcomes", () => {
  it("come in part as reports and the rest as the answer", async () => {
    const { handle, answer, report } = stage();
    const early: Report[] = [];
    handle.onReport((each) => early.push(each));
    answer(() => {
      report({ type: "outcomes", outcomes: [returned("1")] });
      return raw([returned("2")], 1)();
    });
    const rest = await handle.call(batch("1", "2"));
    expect(early).toEqual([{ type: "outcomes", outcomes: [returned("1")] }]);
    expect(rest.map((each) => each.work)).toEqual(["2"]);
  });

  it("may lack what was taken back", async () => {
    const { handle, answer } = stage();
    let finish = () => {};
    const running = new Promise<void>((resolve) => (finish = resolve));
    answer(() => running.then(raw([returned("1")])));
    const call = handle.call(batch("1", "2"));
    answer(raw(["2"]));
    expect(await handle.revoke(["2"])).toEqual(["2"]);
    finish();
    expect((await call).map((each) => each.work)).toEqual(["1"]);
  });

  it.each([
    ["answered twice", [returned("1"), returned("1")]],
    ["never asked for", [returned("1"), returned("9")]],
    ["left out", []],
  ])("%s end the worker", async (_, outcomes) => {
    const { handle, answer } = stage();
    answer(raw(outcomes));
    await expect(handle.call(batch("1"))).rejects.toMatchObject({ code: "badMessage" });
    expect(await handle.ended).toMatchObject({ type: "misbehaved" });
  });
});

describe("reports", () => {
  it("that came before the listener are handed over first, in order", async () => {
    const { handle, answer, report } = stage();
    report(print("1"));
    report(print("2"));
    answer(raw(loaded, 2));
    await handle.load({ cells: [] });
    const seen: unknown[] = [];
    handle.onReport((each) => seen.push(...textsOf(each)));
    expect(seen).toEqual(["1", "2"]);
  });

  it("that are malformed end the worker", async () => {
    const { handle, report } = stage();
    report({ ...print("x"), cell: "__proto__" });
    expect(await handle.ended).toMatchObject({ type: "misbehaved" });
  });

  it("past the soft limit are left out with a note, before the answer", async () => {
    const { handle, answer, report } = stage();
    const texts: string[] = [];
    handle.onReport((each) => {
      if (each.type === "callLogs") texts.push(...each.logs.map(({ message }) => message));
    });
    const line = { at: 0, level: "INFO", logger: "prefect.a", message: "x" };
    const logs = Array.from({ length: 500 }, () => line);
    answer(() => {
      for (let count = 0; count < 601; count++) report({ type: "callLogs", work: "1", logs });
      return raw([returned("1")], 601)();
    });
    await handle.call(batch("1"));
    expect(texts).toHaveLength(300_001);
    expect(texts.at(-1)).toBe("… 500 lines left out");
  });

  it("past the hard limit end the worker", async () => {
    const { handle, report } = stage();
    handle.onReport(() => {});
    for (let line = 0; line < 20_001; line++) report(print("x"));
    expect(await handle.ended).toMatchObject({ type: "misbehaved" });
  });
});

describe("a worker that was kept for later", () => {
  it("is there as long as what it runs in answers", async () => {
    const { handle } = stage();
    expect(await handle.isThere()).toBe(true);
  });

  it("is not there once it has ended, at the latest when that is found out", async () => {
    const { handle, vanish } = stage();
    vanish();
    const asked = handle.isThere();
    handle.crash("it vanished");
    expect(await asked).toBe(false);
    expect(await handle.isThere()).toBe(false);
  });
});
