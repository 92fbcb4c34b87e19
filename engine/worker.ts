/** The engine worker's entry: takes its ports from the page, opens the stores, and exposes the engine. */

import { expose } from "comlink";
import type { EngineEvent, EngineSettings } from "./api.ts";
import { Archive } from "./archive/archive.ts";
import { clockFor } from "./clock.ts";
import { frameSandbox } from "./host/frame-sandbox.ts";
import { WorkerPool } from "./host/pool.ts";
import { SpareWorkers } from "./host/spare-workers.ts";
import { cannotLoad } from "./lang/python/runtime/cannot-load.ts";
import type { RuntimeProgress } from "./lang/python/runtime/progress.ts";
import { pythonLanguage } from "./lang/python/language.ts";
import { typescriptLanguage } from "./lang/typescript/language.ts";
import { FlowbookError } from "./model/errors.ts";
import { browserNetwork } from "./network.ts";
import type { LanguageId } from "./model/notebook.ts";
import type { Sandbox, SandboxProgram } from "./ports.ts";
import { itemLines } from "./sandbox/item-lines.ts";
import { previewStored } from "./sandbox/preview-stored.ts";
import sandboxText from "./sandbox/worker.ts?sandbox-text";
import { Engine } from "./session/engine.ts";
import { randomId } from "./session/run-names.ts";
import type { Estimate } from "./session/storage.ts";
import { openIndexedDb } from "./store/indexeddb.ts";
import { openMemory } from "./store/memory.ts";
import { databaseName } from "./store/schema.ts";
import type { Stores } from "./store/stores.ts";
import type { Tabs } from "./tab-ports.ts";
import { aloneTab, browserTabs, NO_LOCKS } from "./tabs/browser-tabs.ts";

/** Whether what is done here is stored in the browser, or forgotten when the page goes. */
export type Keeping = "keep" | "forget";

/** What the page sends once, as the worker's first message. */
export interface Connect {
  readonly api: MessagePort;
  readonly events: MessagePort;
  /** The port to the sandbox frame; null where it could not be opened, and why. */
  readonly frame: MessagePort | null;
  readonly why: string;
  /** Path of the page: apps beside each other on one origin must not share a database. */
  readonly path: string;
  readonly settings: EngineSettings;
  readonly keeping: Keeping;
}

addEventListener(
  "message",
  (event: MessageEvent<Connect>) => {
    void connect(event.data);
  },
  { once: true },
);

/** Booted workers to have at hand: of Python the kernel, and the workers of a run. */
const SPARES: Readonly<Partial<Record<LanguageId, number>>> = { python: 3 };

async function connect(connection: Connect): Promise<void> {
  const { api, events, why, path, settings, keeping } = connection;
  const sandbox = connection.frame ? openSandbox(connection, connection.frame) : noSandbox(why);
  const { stores, problem } =
    keeping === "keep" ? await openStores(path) : { stores: openMemory(), problem: null };
  /* Tabs whose stores are their own have nothing to do with each other. */
  const isAlone = keeping === "forget" || problem !== null;
  /* Missing on plain http. */
  const locks = "locks" in navigator ? navigator.locks : null;
  const engine = new Engine({
    ...stores,
    sandbox,
    languages: { typescript: typescriptLanguage, python: pythonLanguage },
    pool: (language, size, networked) =>
      new WorkerPool({ sandbox: networked, language, size, spares: language in SPARES ? 0 : 1 }),
    network: browserNetwork(location.origin),
    clock: clockFor,
    archive: (duties) =>
      new Archive({ ...stores, ...duties, store: stores.archive, now: Date.now, randomId }),
    estimate,
    previewStored,
    itemLines,
    settings,
    tabs: isAlone ? aloneTab() : tabsOf(path, locks),
    deliver: (told: readonly EngineEvent[]) => events.postMessage(told),
  });
  expose(engine, api);
  const say = (message: string): void =>
    events.postMessage([{ type: "problem", notebook: null, message }]);
  if (problem !== null) say(problem);
  else if (!locks && !isAlone) say(NO_LOCKS);
  await engine.tidy();
}

const tabsOf = (path: string, locks: LockManager | null): Tabs =>
  browserTabs({
    database: databaseName(path),
    locks,
    channel: (name) => new BroadcastChannel(name),
  });

function openSandbox({ events, path }: Connect, frame: MessagePort): Sandbox {
  const tell = (event: EngineEvent): void => events.postMessage([event]);
  return new SpareWorkers({
    spares: SPARES,
    sandbox: frameSandbox({
      port: frame,
      programs: {
        typescript: async () => ({ text: sandboxText }),
        python: () => loadPython(path, tell),
      },
    }),
  });
}

/** Nothing of Python is fetched before somebody wants it: not even the script that fetches it. */
async function loadPython(
  path: string,
  tell: (event: EngineEvent) => void,
): Promise<SandboxProgram> {
  const onProgress = (progress: RuntimeProgress): void =>
    tell({ type: "runtimeLoading", notebook: null, language: "python", ...progress });
  try {
    const { pythonProgram } = await import("./lang/python/runtime/program.ts");
    return await pythonProgram({ path, onProgress });
  } catch (error) {
    const reason = error instanceof FlowbookError ? error : cannotLoad(error);
    onProgress({ step: "failed", loaded: 0, total: 0, message: reason.message });
    throw reason;
  }
}

async function estimate(): Promise<Estimate> {
  /* Neither is there on a page that is not secure: plain http, and not this machine. */
  const storage = navigator.storage as StorageManager | undefined;
  const { quota = null, usage = null } = (await storage?.estimate()) ?? {};
  return { quota, used: usage, isPersistent: (await storage?.persisted()) === true };
}

/** Private windows and some embeds have no storage: then everything works until the page is closed. */
async function openStores(path: string): Promise<{ stores: Stores; problem: string | null }> {
  try {
    return { stores: await openIndexedDb({ name: databaseName(path) }), problem: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const problem = `Nothing can be kept here, so all is gone when this page is closed: ${why}`;
    return { stores: openMemory(), problem };
  }
}

/** Reading and editing work without a sandbox; running says why it does not. */
const noSandbox = (why: string): Sandbox => ({
  open: () => Promise.reject(new FlowbookError("cannotIsolate", why)),
});
