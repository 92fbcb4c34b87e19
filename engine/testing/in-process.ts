/** A sandbox without a browser: each worker is an instance of the bundle in this very thread. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { WorkerHandle } from "../host/worker-handle.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { Sandbox } from "../ports.ts";
import type { startSandboxWorker as Start } from "../sandbox/worker.ts";
import { startPythonInProcess } from "./in-process-python.ts";
import sandboxText from "../sandbox/worker.ts?sandbox-text";

/**
 * For tests under Node. The same handle, ports and bundle as in the browser; but a worker that never
 * gives way cannot be ended, and nothing keeps it from the globals of the test.
 */
export function inProcessSandbox(opened: (worker: WorkerHandle) => void = () => {}): Sandbox {
  let count = 0;
  return {
    async open(language) {
      const api = new MessageChannel();
      const reports = new MessageChannel();
      const release = await START[language]({ api: api.port2, reports: reports.port2 });
      const worker = new WorkerHandle({
        id: `${language}-${++count}`,
        api: api.port1,
        reports: reports.port1,
        pulse: null,
        answers: () => Promise.resolve(),
        kill() {
          api.port2.close();
          reports.port2.close();
          release();
        },
      });
      opened(worker);
      return worker;
    },
  };
}

interface Ports {
  readonly api: MessagePort;
  readonly reports: MessagePort;
}

/** Starts a worker; the answer lets go of it. */
const START: Readonly<Record<LanguageId, (ports: Ports) => Promise<() => void>>> = {
  typescript: (ports) => {
    instantiate()({ ...ports, importText: importFile, patchGlobals: false });
    return Promise.resolve(() => {});
  },
  python: async (ports) => (await startPythonInProcess(ports)).release,
};

/** Every evaluation of the text has modules, and so a realm, of its own. */
function instantiate(): typeof Start {
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- our own text, in a test
  const evaluate = new Function(`${sandboxText}\nreturn FlowbookSandbox.startSandboxWorker;`);
  /* The bundle's only entry exports it; `Function` cannot be typed. */
  return evaluate() as typeof Start;
}

/**
 * Cells are imported from files that bear the name they have in stack traces: Node gives a `data:`
 * module's whole text for its name, whatever the text says it is called.
 */
async function importFile(text: string): Promise<unknown> {
  const name = /\/\/# sourceURL=(\S+)\s*$/.exec(text)?.[1] ?? "cell.js";
  const folder = await mkdtemp(join(tmpdir(), "flowbook-"));
  const file = join(folder, name);
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(file, text);
  try {
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
