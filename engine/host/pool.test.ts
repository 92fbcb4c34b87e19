import { describe, expect, it } from "vitest";
import { FlowbookError } from "../model/errors.ts";
import type { EndReason, Sandbox, SandboxWorker } from "../ports.ts";
import type { LoadReply } from "../sandbox/protocol.ts";
import { WorkerPool } from "./pool.ts";

const expected = { id: "c:0", slugs: ["a-1", "b-1"] };
const same: LoadReply = { flows: [expected], failures: [] };

class FakeWorker implements SandboxWorker {
  readonly id: string;
  readonly ended: Promise<EndReason>;
  endedBecause: string | null = null;
  loads = 0;
  readonly #reply: () => Promise<LoadReply>;
  #settle: (reason: EndReason) => void = () => {};

  constructor(id: string, reply: () => Promise<LoadReply>) {
    this.id = id;
    this.#reply = reply;
    this.ended = new Promise((resolve) => (this.#settle = resolve));
  }
  load() {
    this.loads++;
    return this.#reply();
  }
  end(why: string) {
    this.endedBecause ??= why;
    this.#settle({ type: "ended", why });
  }
  evaluate = () => Promise.reject(new Error("not asked here"));
  settleRun = () => Promise.resolve();
  call = () => Promise.resolve([]);
  revoke = () => Promise.resolve([]);
  ask = () => Promise.resolve([]);
  isThere = () => Promise.resolve(true);
  onReport() {}
  onFetch() {}
  settleFetch = () => Promise.resolve();
}

function fakeSandbox(reply: () => Promise<LoadReply> = () => Promise.resolve(same)) {
  const opened: FakeWorker[] = [];
  const sandbox: Sandbox = {
    open: () => {
      const worker = new FakeWorker(`w${opened.length}`, reply);
      opened.push(worker);
      return Promise.resolve(worker);
    },
  };
  return { sandbox, opened };
}

const pool = (sandbox: Sandbox, size = 2, spares = 0) =>
  new WorkerPool({ sandbox, language: "typescript", size, spares });

const program = { cells: [] };

/** Waits until the crew has a worker to lend. */
async function borrow(crew: ReturnType<WorkerPool["crew"]>): Promise<SandboxWorker> {
  for (;;) {
    let whenFree = () => {};
    const free = new Promise<void>((resolve) => (whenFree = resolve));
    const worker = crew.lend(whenFree);
    if (worker !== null) return worker;
    await free;
  }
}

describe("a crew", () => {
  it("opens workers only when they are asked for, up to its size", async () => {
    const { sandbox, opened } = fakeSandbox();
    const crew = pool(sandbox).crew(program, expected);
    expect(opened).toHaveLength(0);
    const first = await borrow(crew);
    const second = await borrow(crew);
    expect(opened).toHaveLength(2);
    let told = false;
    expect(crew.lend(() => (told = true))).toBeNull();
    expect(opened).toHaveLength(2);
    crew.giveBack(second);
    expect(told).toBe(true);
    expect(await borrow(crew)).toBe(second);
    expect(first).not.toBe(second);
  });

  it("loads the program once in each worker", async () => {
    const { sandbox, opened } = fakeSandbox();
    const crew = pool(sandbox).crew(program, expected);
    const worker = await borrow(crew);
    crew.giveBack(worker);
    await borrow(crew);
    expect(opened.map((each) => each.loads)).toEqual([1]);
  });

  it("replaces a worker that was discarded or ended by itself", async () => {
    const { sandbox, opened } = fakeSandbox();
    const crew = pool(sandbox, 1).crew(program, expected);
    crew.discard(await borrow(crew));
    const second = await borrow(crew);
    second.end("crashed");
    await second.ended;
    expect(await borrow(crew)).toBe(opened[2]);
  });

  it("takes no worker of another crew", async () => {
    const { sandbox } = fakeSandbox();
    const workers = pool(sandbox);
    const stray = await borrow(workers.crew(program, expected));
    const crew = workers.crew(program, expected);
    crew.giveBack(stray);
    expect(await borrow(crew)).not.toBe(stray);
  });

  it("ends its workers with the run, lent ones when they come back", async () => {
    const { sandbox, opened } = fakeSandbox();
    const crew = pool(sandbox).crew(program, expected);
    const lent = await borrow(crew);
    crew.giveBack(await borrow(crew));
    crew.close();
    expect(opened.map((each) => each.endedBecause !== null)).toEqual([false, true]);
    crew.giveBack(lent);
    expect(opened[0]?.endedBecause).not.toBeNull();
  });

  it("is broken by a program that builds another flow the second time", async () => {
    const reply = { flows: [{ id: "c:0", slugs: ["a-1", "x-1"] }], failures: [] };
    const { sandbox, opened } = fakeSandbox(() => Promise.resolve(reply));
    const crew = pool(sandbox).crew(program, expected);
    crew.lend(() => {});
    const error = await crew.broken;
    expect(error).toBeInstanceOf(FlowbookError);
    expect(error).toMatchObject({ code: "notDeterministic" });
    expect(error.message).toContain('the task "x-1" where it has the task "b-1"');
    expect(opened[0]?.endedBecause).not.toBeNull();
  });

  it("is broken by a program that fails the second time, and says how", async () => {
    const failure = { type: "TypeError", message: "no x", stack: null };
    const reply = { flows: [], failures: [{ cell: "c", failure }] };
    const { sandbox } = fakeSandbox(() => Promise.resolve(reply));
    const crew = pool(sandbox).crew(program, expected);
    crew.lend(() => {});
    expect((await crew.broken).message).toContain("TypeError: no x");
  });

  it("tries again when a worker dies while it loads, but not for ever", async () => {
    let loads = 0;
    const dying = () => {
      loads++;
      return Promise.reject(new FlowbookError("workerEnded", "it died"));
    };
    const { sandbox } = fakeSandbox(dying);
    const crew = pool(sandbox).crew(program, expected);
    crew.lend(() => {});
    expect((await crew.broken).message).toBe("it died");
    expect(loads).toBe(3);
  });
});

describe("a pool", () => {
  it("keeps a booted spare for the next worker", async () => {
    const { sandbox, opened } = fakeSandbox();
    const workers = pool(sandbox, 2, 1);
    workers.warmUp();
    expect(opened).toHaveLength(1);
    const worker = await borrow(workers.crew(program, expected));
    expect(worker).toBe(opened[0]);
    expect(opened).toHaveLength(2);
    expect(opened[1]?.loads).toBe(0);
  });

  it("drops a spare that ended", async () => {
    const { sandbox, opened } = fakeSandbox();
    const workers = pool(sandbox, 2, 1);
    workers.warmUp();
    await Promise.resolve();
    opened[0]?.end("gone");
    await opened[0]?.ended;
    await Promise.resolve();
    expect(await borrow(workers.crew(program, expected))).not.toBe(opened[0]);
  });

  it("ends everything when it is closed", async () => {
    const { sandbox, opened } = fakeSandbox();
    const workers = pool(sandbox, 2, 1);
    await borrow(workers.crew(program, expected));
    workers.closeAll("interrupted");
    await Promise.resolve();
    expect(opened.map((each) => each.endedBecause)).toEqual(["interrupted", "interrupted"]);
  });

  it("gives up free workers when it becomes smaller", async () => {
    const { sandbox, opened } = fakeSandbox();
    const workers = pool(sandbox, 2);
    const crew = workers.crew(program, expected);
    const both = [await borrow(crew), await borrow(crew)];
    for (const worker of both) crew.giveBack(worker);
    workers.resize(1);
    expect(opened.filter((each) => each.endedBecause !== null)).toHaveLength(1);
    expect(crew.size).toBe(1);
  });
});
