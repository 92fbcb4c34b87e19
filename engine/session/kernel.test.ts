import { expect, it } from "vitest";
import type { CompiledCell } from "../model/program.ts";
import type { EndReason, SandboxWorker } from "../ports.ts";
import type { WireProgram } from "../sandbox/protocol.ts";
import { Kernel, type CellToRun } from "./kernel.ts";

const compiled = (cell: string): CompiledCell => ({
  cell,
  language: "python",
  hash: cell,
  code: "",
  signatures: [],
  map: null,
  defines: [],
  uses: [],
  mutates: [],
});

const toRun = (cell: string): CellToRun => ({ compiled: compiled(cell), text: "" });

/** A worker that has nothing to do; keeps what it was told. */
class IdleWorker implements SandboxWorker {
  readonly id = "idle";
  readonly evaluated: string[] = [];
  readonly loaded: string[] = [];
  endedWhy: string | null = null;
  #end: (reason: EndReason) => void = () => {};
  readonly ended = new Promise<EndReason>((resolve) => {
    this.#end = resolve;
  });
  isThere = () => Promise.resolve(true);
  onReport = (): void => {};
  onFetch = (): void => {};
  settleFetch = (): Promise<void> => Promise.resolve();
  settleRun = (): Promise<void> => Promise.resolve();
  call = () => Promise.resolve([]);
  revoke = () => Promise.resolve([]);
  ask = () => Promise.resolve([]);

  load({ cells }: WireProgram) {
    this.loaded.push(...cells.map(({ cell }) => cell));
    return Promise.resolve({ flows: [], failures: [] });
  }

  evaluate({ cell }: { readonly cell: { readonly cell: string } }) {
    this.evaluated.push(cell.cell);
    return Promise.resolve({ captures: {}, flows: [] });
  }

  end(why: string): void {
    this.endedWhy = why;
    this.#end({ type: "ended", why });
  }
}

/** A kernel whose workers come up only when `comeUp` is called. */
function slowKernel() {
  const waiting: ((worker: SandboxWorker) => void)[] = [];
  const kernel = new Kernel({
    language: "python",
    order: () => ["a", "b"],
    sandbox: { open: () => new Promise((resolve) => waiting.push(resolve)) },
    onReport: () => {},
    onEnded: () => {},
  });
  return { kernel, waiting };
}

it("lets go of a cell that is interrupted while the worker is on its way, and keeps the worker", async () => {
  const { kernel, waiting } = slowKernel();
  const first = kernel.evaluate(toRun("a"), []);
  kernel.interrupt("Interrupted.");
  await expect(first).rejects.toThrow("Interrupted.");
  expect(kernel.isBusy).toBe(false);
  const second = kernel.evaluate(toRun("b"), []);
  const worker = new IdleWorker();
  expect(waiting).toHaveLength(1);
  waiting[0]?.(worker);
  await second;
  expect(worker.evaluated).toEqual(["b"]);
  expect(worker.endedWhy).toBeNull();
});

it("ends a worker that comes up after a restart", async () => {
  const { kernel, waiting } = slowKernel();
  const first = kernel.evaluate(toRun("a"), []);
  kernel.restart("Restarted.");
  await expect(first).rejects.toThrow("Restarted.");
  const worker = new IdleWorker();
  waiting[0]?.(worker);
  await worker.ended;
  expect(worker.endedWhy).toBe("Restarted.");
  expect(kernel.worker).toBeNull();
});

it("tries again to start after a start that failed", async () => {
  let count = 0;
  const worker = new IdleWorker();
  const kernel = new Kernel({
    language: "python",
    order: () => ["a"],
    sandbox: {
      open: () =>
        ++count === 1 ? Promise.reject(new Error("no network")) : Promise.resolve(worker),
    },
    onReport: () => {},
    onEnded: () => {},
  });
  await expect(kernel.evaluate(toRun("a"), [])).rejects.toThrow("no network");
  await kernel.evaluate(toRun("a"), []);
  expect(worker.evaluated).toEqual(["a"]);
});

it("loads what had run into the worker after an interrupt", async () => {
  const { kernel, waiting } = slowKernel();
  const [one, two] = [new IdleWorker(), new IdleWorker()];
  const first = kernel.evaluate(toRun("a"), []);
  waiting[0]?.(one);
  await first;
  kernel.interrupt("Interrupted.");
  const second = kernel.evaluate(toRun("b"), ["a"]);
  waiting[1]?.(two);
  await second;
  expect(two.loaded).toEqual(["a"]);
  expect(two.evaluated).toEqual(["b"]);
});
