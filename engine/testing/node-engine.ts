/** The whole engine under Node: memory storage, workers in this process, a clock that skips waits. */

import type { EngineEvent } from "../api.ts";
import { skippingClock, systemClock } from "../clock.ts";
import { WorkerPool } from "../host/pool.ts";
import { pythonLanguage } from "../lang/python/language.ts";
import { typescriptLanguage } from "../lang/typescript/language.ts";
import { previewStored } from "../sandbox/preview-stored.ts";
import { Engine } from "../session/engine.ts";
import { openMemory } from "../store/memory.ts";
import type { Stores } from "../store/stores.ts";
import { inProcessSandbox } from "./in-process.ts";

/** An engine of its own; `events` gathers what it would tell a page. */
export function nodeEngine(poolSize = 2): {
  engine: Engine;
  events: EngineEvent[];
  stores: Stores;
} {
  const stores = openMemory();
  const sandbox = inProcessSandbox();
  const events: EngineEvent[] = [];
  const engine = new Engine({
    ...stores,
    sandbox,
    languages: { typescript: typescriptLanguage, python: pythonLanguage },
    pool: (language, size) => new WorkerPool({ sandbox, language, size }),
    clock: (skipWaits) => (skipWaits ? skippingClock(systemClock()) : systemClock()),
    previewStored,
    settings: { poolSize, skipWaits: true },
    deliver: (told) => events.push(...told),
  });
  return { engine, events, stores };
}
