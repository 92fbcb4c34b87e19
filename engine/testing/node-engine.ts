/** The whole engine under Node: memory storage, workers in this process, a clock that skips waits. */

import type { EngineEvent } from "../api.ts";
import { Archive } from "../archive/archive.ts";
import { clockFor } from "../clock.ts";
import { WorkerPool } from "../host/pool.ts";
import type { WorkerHandle } from "../host/worker-handle.ts";
import { pythonLanguage } from "../lang/python/language.ts";
import { typescriptLanguage } from "../lang/typescript/language.ts";
import { FlowbookError } from "../model/errors.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { Network } from "../ports.ts";
import { itemLines } from "../sandbox/item-lines.ts";
import { previewStored } from "../sandbox/preview-stored.ts";
import { Engine } from "../session/engine.ts";
import { randomId } from "../session/run-names.ts";
import { openMemory } from "../store/memory.ts";
import type { Stores } from "../store/stores.ts";
import { aloneTab } from "../tabs/browser-tabs.ts";
import { inProcessSandbox } from "./in-process.ts";

/** Nothing answers. */
const noNetwork: Network = {
  own: "https://flowbook.example",
  fetch: () => Promise.reject(new FlowbookError("network", "There is nobody there.")),
};

/**
 * An engine of its own; `events` gathers what it would tell a page.
 * @param stores  what an earlier engine left behind
 * @param tabs  the engines that share them
 * @param network  what hosts answer, to code that may reach them
 */
export function nodeEngine(
  poolSize = 2,
  stores = openMemory(),
  tabs = aloneTab(),
  network = noNetwork,
): {
  engine: Engine;
  events: EngineEvent[];
  stores: Stores;
  /** Makes a worker die, by its id: `typescript-1` is the first that was opened. */
  crash: (worker: string) => void;
} {
  const workers = new Map<string, WorkerHandle>();
  const sandbox = inProcessSandbox((worker) => workers.set(worker.id, worker));
  const events: EngineEvent[] = [];
  const engine = new Engine({
    ...stores,
    sandbox,
    languages: { typescript: typescriptLanguage, python: pythonLanguage },
    pool: (language, size, networked) => new WorkerPool({ sandbox: networked, language, size }),
    network,
    clock: clockFor,
    archive: (duties) =>
      new Archive({ ...stores, ...duties, store: stores.archive, now: Date.now, randomId }),
    estimate: async () => ({ quota: null, used: null, isPersistent: false }),
    previewStored,
    itemLines,
    settings: { poolSize, skipWaits: true },
    tabs,
    deliver: (told) => events.push(...told),
  });
  const crash = (worker: string) => workers.get(worker)?.crash("It died.");
  return { engine, events, stores, crash };
}

/** An engine with the notebook "n" open, whose only cell "a" has this text. @param stores  see `nodeEngine` */
export async function openedCell(
  text: string,
  { stores, poolSize = 1, language = "typescript" }: OpenedOptions = {},
): Promise<ReturnType<typeof nodeEngine>> {
  const sitting = nodeEngine(poolSize, stores);
  await sitting.engine.openNotebook("n");
  await sitting.engine.setCells("n", [{ id: "a", language, text }]);
  return sitting;
}

interface OpenedOptions {
  readonly stores?: Stores;
  readonly poolSize?: number;
  readonly language?: LanguageId;
}
