/** A sandbox without a browser: each worker is an instance of the bundle in this very thread. */

import { WorkerHandle } from "../host/worker-handle.ts";
import { FlowbookError } from "../model/errors.ts";
import type { Sandbox } from "../ports.ts";
import type { startSandboxWorker as Start } from "../sandbox/worker.ts";
import sandboxText from "../sandbox/worker.ts?sandbox-text";

/**
 * For tests under Node. The same handle, ports and bundle as in the browser; but a worker that never
 * gives way cannot be ended, and nothing keeps it from the globals of the test.
 */
export function inProcessSandbox(): Sandbox {
  let count = 0;
  return {
    open(language) {
      if (language !== "typescript") {
        const message = `There is no in-process worker for cells in ${language}.`;
        return Promise.reject(new FlowbookError("notFound", message));
      }
      const api = new MessageChannel();
      const reports = new MessageChannel();
      const startSandboxWorker = instantiate();
      startSandboxWorker({
        api: api.port2,
        reports: reports.port2,
        importText: importData,
        patchGlobals: false,
      });
      return Promise.resolve(
        new WorkerHandle({
          id: `${language}-${++count}`,
          api: api.port1,
          reports: reports.port1,
          kill() {
            api.port2.close();
            reports.port2.close();
          },
        }),
      );
    },
  };
}

/** Every evaluation of the text has modules, and so a realm, of its own. */
function instantiate(): typeof Start {
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- our own text, in a test
  const evaluate = new Function(`${sandboxText}\nreturn FlowbookSandbox.startSandboxWorker;`);
  /* The bundle's only entry exports it; `Function` cannot be typed. */
  return evaluate() as typeof Start;
}

const importData = (text: string): Promise<unknown> =>
  import(/* @vite-ignore */ `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`);
