/** A sandbox whose workers' requests for the network are answered, by whatever rule. */

import { FlowbookError } from "../model/errors.ts";
import type { FetchReply, FetchRequest } from "../model/network.ts";
import type { Sandbox, SandboxWorker } from "../ports.ts";

/** Answers a request of user code. Never rejects; aborted when nobody waits for it any more. */
export type AnswerFetch = (asked: FetchRequest, signal: AbortSignal) => Promise<FetchReply>;

/** All that is asked for gets this one answer. */
export const refusing =
  (message: string): AnswerFetch =>
  () =>
    Promise.resolve({ ok: false, message });

export function networked(sandbox: Sandbox, answer: AnswerFetch): Sandbox {
  return {
    async open(language) {
      const worker = await sandbox.open(language);
      serve(worker, answer);
      return worker;
    },
    prepare: (language) => sandbox.prepare?.(language),
  };
}

function serve(worker: SandboxWorker, answer: AnswerFetch): void {
  /* What a worker waits for, by its number: given up with the worker, whoever ended it. */
  const underWay = new Map<number, AbortController>();
  const settle = async (request: number, reply: FetchReply): Promise<void> => {
    try {
      await worker.settleFetch(request, reply);
    } catch (error) {
      /* It has ended: nobody waits for the answer, and whoever ended it has said why. */
      if (!(error instanceof FlowbookError)) throw error;
    }
  };
  worker.onFetch((report) => {
    const { request } = report;
    if (report.type === "dropFetch") {
      underWay.get(request)?.abort();
      underWay.delete(request);
      return;
    }
    const giveUp = new AbortController();
    underWay.set(request, giveUp);
    void answer(report.asked, giveUp.signal).then((reply) => {
      if (underWay.get(request) !== giveUp) return undefined;
      underWay.delete(request);
      return settle(request, reply);
    });
  });
  void worker.ended.then(() => {
    for (const giveUp of underWay.values()) giveUp.abort();
    underWay.clear();
  });
}
