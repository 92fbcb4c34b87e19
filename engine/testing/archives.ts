/** Stores with real runs in them, an archive over them, and what the stores hold. */

import { Archive } from "../archive/archive.ts";
import type { RunId } from "../model/run.ts";
import { openMemory } from "../store/memory.ts";
import type { Stores } from "../store/stores.ts";
import { nodeEngine } from "./node-engine.ts";

export const NOTEBOOK = "book";
export const SECRET = "the-secret-of-the-notebook";

/** Retries, loops, maps, caches, targets, handlers, secrets, a run in a run, a schedule, and values of all kinds. */
const CELLS = `import { task, Flow, Parameter, PrefectSecret, signals, ValueError, LocalExecutor, context, Schedule, DatesClock } from "prefect";
const odd = task(function odd() {
  const shared = { at: new Date(5), nan: NaN, zero: -0, big: 12n };
  const ring: any = { shared, map: new Map<any, any>([[shared, new Set([1, undefined])]]), error: new RangeError("no") };
  ring.self = ring;
  return { ring, bytes: new Uint8Array([1, 2, 3]), numbers: new Float64Array(400).fill(0.5), text: "\\ud800 é" };
});
const flaky = task(function flaky() { if (context.get("taskRunCount") < 2) throw new ValueError("not yet"); return 1 },
  { maxRetries: 1, retryDelay: { seconds: 1 } });
const loop = task(function loop() {
  const n = (context.get("taskLoopResult") as any ?? 0) + 1;
  if (n < 3) throw new signals.LOOP(undefined, { result: n });
  return n;
});
const inc = task(function inc(x: number) { return x + 1 }, { stateHandlers: [(_t: any, _o: any, n: any) => n] });
const kept = task(function kept(x: number) { return [x] }, { target: "kept-{x}.json", checkpoint: true });
const cached = task(function cached() { return { made: 1 } }, { cacheFor: { hours: 1 } });
const peek = task(function peek(secret: any) { return String(secret).length });
const bad = task(function bad(): number { throw new TypeError("boom", { cause: new Error("why") }) });
const inner = task(async function inner() {
  const flow = new Flow("inner"); const t = flow.with(() => inc(1));
  return (await flow.run()).result.get(t).result;
});
const day = new DatesClock(["2100-01-01T00:00:00Z[UTC]"], { parameterDefaults: { n: 1 } });
const timed = new Flow("timed", { schedule: new Schedule({ clocks: [day] }) });
timed.with(() => { inc(new Parameter("n", { default: 0 })) });
await timed.run({ n: 5 }, { runName: "on time" });
const flow = new Flow("everything");
flow.with(() => {
  const xs = new Parameter("xs", { default: [1, 2, 3] });
  inc.map(xs); odd(); flaky(); loop(); kept(7); cached(); inner();
  inc(bad());
  peek(new PrefectSecret("KEY"));
});
await flow.run({ xs: [4, 5] }, { context: { note: new Map([[1, "one"]]) } });
const again = await flow.run();
console.log(again.message);`;

export const TEXT = `# A book\n\n\`\`\`typescript\n${CELLS}\n\`\`\`\n`;

/** A notebook and its runs, made by the engine itself. */
export async function storesWithRuns(): Promise<Stores> {
  const { engine, stores } = nodeEngine();
  await engine.openNotebook(NOTEBOOK);
  const document = { title: "A book", text: TEXT, cells: ["a", "b"] };
  const saved = await engine.saveNotebook(NOTEBOOK, { ...document, text: "# An older book" }, 0);
  if (!saved.isSaved) throw new Error("It was there already.");
  await engine.saveNotebook(NOTEBOOK, document, saved.revision, true);
  await engine.setSecrets(NOTEBOOK, { KEY: SECRET });
  await engine.setCells(NOTEBOOK, [{ id: "b", language: "typescript", text: CELLS }]);
  await engine.runCell(NOTEBOOK, "b");
  engine.flush();
  await engine.closeNotebook(NOTEBOOK);
  return stores;
}

export interface ArchiveBench {
  readonly archive: Archive;
  readonly stores: Stores;
  /** Notebooks told to have changed. */
  readonly changed: string[];
  readonly live: Set<RunId>;
  readonly warnings: string[];
}

/** @param stores  empty ones, unless given */
export function archiveOver(stores = openMemory()): ArchiveBench {
  const changed: string[] = [];
  const live = new Set<RunId>();
  const warnings: string[] = [];
  let count = 0;
  const archive = new Archive({
    ...stores,
    store: stores.archive,
    now: () => Date.UTC(2026, 10, 23),
    randomId: () => `fresh-${++count}`,
    isLive: (run) => live.has(run),
    changed: (notebook) => changed.push(notebook),
    warn: (message) => warnings.push(message),
  });
  return { archive, stores, changed, live, warnings };
}

/** A copy of all that the stores hold, to be compared. */
export async function contentOf({ notebooks, runs, locations, archive }: Stores) {
  const all: unknown[] = [await locations.list()];
  const ids = new Set([
    ...(await notebooks.list()).map(({ id }) => id),
    ...(await runs.notebooks()),
  ]);
  for (const id of [...ids].toSorted()) {
    all.push(await archive.notebook(id));
    for (const summary of await runs.runs(id)) {
      const run = summary.id;
      all.push(summary, await runs.program(run), await runs.nextSeq(run));
      all.push(await runs.events(run), await runs.logs(run));
      for await (const { values } of archive.records(run)) all.push(...values);
    }
  }
  return structuredClone(all);
}
