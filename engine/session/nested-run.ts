/** `flow.run()` in a task or a handler: a run within a run. */

import { FlowbookError } from "../model/errors.ts";
import type { FlowDescription } from "../model/graph.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { RunId } from "../model/run.ts";
import type { SandboxWorker } from "../ports.ts";
import type { Report, RunReply } from "../sandbox/protocol.ts";
import { crewOfOne } from "./kernel-crew.ts";
import type { EndedRun, RunRequest, RunWith } from "./running.ts";

export type RunFlow = Extract<Report, { type: "runFlow" }>;

export interface NestedOptions {
  readonly language: LanguageId;
  readonly placed: (description: FlowDescription) => FlowDescription;
  readonly run: (request: RunRequest, with_: RunWith) => Promise<EndedRun | RunReply>;
  readonly cancel: (run: RunId, reason: string) => void;
}

/**
 * What that code built is in its worker alone, so the run's calls go there too, one by one, while the
 * call that asked waits. It ends with its worker: the task that asked for it asks again.
 */
export async function runNested(
  worker: SandboxWorker,
  { request, run }: RunFlow,
  { language, placed, run: start, cancel }: NestedOptions,
): Promise<void> {
  let current: RunId | null = null;
  let why: string | null = null;
  const stop = (): void => {
    if (current !== null && why !== null) cancel(current, why);
  };
  void worker.ended.then((reason) => {
    why = "why" in reason ? reason.why : reason.message;
    stop();
  });
  const ended = await start(
    { ...run, executor: "local", description: placed(run.description) },
    {
      crew: () => crewOfOne(worker, new Promise(() => {})),
      kernel: { language, worker, ask: (...asked) => worker.ask(...asked) },
      program: { language, cells: [] },
      begun: (id) => {
        current = id;
        stop();
      },
      isNested: true,
    },
  );
  /* Where the worker has ended nobody waits for the answer, and whoever ended it has said why. */
  if (why === null) await settle(worker, request, "reply" in ended ? ended.reply : ended);
}

/** Tells the worker how its run ended; one that ends meanwhile need not hear it. */
async function settle(worker: SandboxWorker, request: number, reply: RunReply): Promise<void> {
  try {
    await worker.settleRun(request, reply);
  } catch (error) {
    if (!(error instanceof FlowbookError)) throw error;
  }
}
