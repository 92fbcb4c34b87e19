import { describe, expect, it } from "vitest";
import type { EndReason, Sandbox, SandboxWorker } from "../ports.ts";
import { SpareWorkers } from "./spare-workers.ts";

/** A worker that does nothing but end. */
function fakeWorker(id: string, isThere = true): SandboxWorker {
  let settle: (reason: EndReason) => void = () => {};
  const ended = new Promise<EndReason>((resolve) => (settle = resolve));
  const never = () => Promise.reject(new Error("not asked here"));
  return {
    id,
    ended,
    load: never,
    evaluate: never,
    settleRun: never,
    settleFetch: () => Promise.resolve(),
    onFetch: () => {},
    call: never,
    revoke: never,
    ask: never,
    isThere: () => Promise.resolve(isThere),
    onReport() {},
    end: (why) => settle({ type: "ended", why }),
  };
}

/** Workers that boot when the test says so. */
function setUp(spares = { python: 2 }) {
  const booting: { boot: (isThere?: boolean) => void; fail: () => void }[] = [];
  const sandbox: Sandbox = {
    open: (language) =>
      new Promise((resolve, reject) => {
        const id = `${language}-${booting.length + 1}`;
        booting.push({
          boot: (isThere) => resolve(fakeWorker(id, isThere)),
          fail: () => reject(new Error(`${id} does not boot`)),
        });
      }),
  };
  let due: (() => void) | null = null;
  const whenQuiet = (work: () => void): (() => void) => {
    due = work;
    return () => {
      due = null;
    };
  };
  const quiet = (): void => due?.();
  return { booting, quiet, workers: new SpareWorkers({ sandbox, spares, whenQuiet }) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("spare workers", () => {
  it("boot when a language is prepared, once", () => {
    const { booting, workers } = setUp();
    workers.prepare("python");
    workers.prepare("python");
    expect(booting).toHaveLength(2);
  });

  it("are not kept of a language that needs none", async () => {
    const { booting, workers } = setUp();
    workers.prepare("typescript");
    expect(booting).toHaveLength(0);
    const opening = workers.open("typescript");
    booting[0]?.boot();
    await opening;
    expect(booting).toHaveLength(1);
  });

  it("are given out before others are booted, the oldest first", async () => {
    const { booting, quiet, workers } = setUp();
    workers.prepare("python");
    booting[0]?.boot();
    expect((await workers.open("python")).id).toBe("python-1");
    quiet();
    expect(booting).toHaveLength(3);
  });

  it("are booted anew only when nobody has wanted one for a while", async () => {
    const { booting, quiet, workers } = setUp();
    const opening = workers.open("python");
    expect(booting).toHaveLength(1);
    booting[0]?.boot();
    await opening;
    expect(booting).toHaveLength(1);
    quiet();
    expect(booting).toHaveLength(3);
  });

  it("are replaced by a new one when they did not boot, even while somebody waits", async () => {
    const { booting, workers } = setUp();
    workers.prepare("python");
    const opening = workers.open("python");
    booting[0]?.fail();
    await settle();
    booting[2]?.boot();
    expect((await opening).id).toBe("python-3");
  });

  it("are forgotten when they ended before anybody wanted them", async () => {
    const { booting, quiet, workers } = setUp({ python: 1 });
    workers.prepare("python");
    booting[0]?.boot();
    const worker = await workers.open("python");
    quiet();
    booting[1]?.boot();
    await settle();
    const next = await workers.open("python");
    expect(next.id).toBe("python-2");
    quiet();
    booting[2]?.fail();
    await settle();
    const last = workers.open("python");
    booting[3]?.boot();
    expect((await last).id).toBe("python-4");
    worker.end("enough");
  });

  it("are not given out when they have vanished without a word", async () => {
    const { booting, workers } = setUp();
    workers.prepare("python");
    booting[0]?.boot(false);
    const opening = workers.open("python");
    await settle();
    booting[2]?.boot();
    expect((await opening).id).toBe("python-3");
  });

  it("say why none can be had to whoever needs one", async () => {
    const { booting, workers } = setUp();
    const opening = workers.open("python");
    booting[0]?.fail();
    await expect(opening).rejects.toThrow("python-1 does not boot");
  });
});
