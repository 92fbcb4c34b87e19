/** A crew of make-believe workers for tests of the run loop: calls are answered by a function of the test. */

import { FlowbookError } from "../model/errors.ts";
import type { CallOutcome, TaskOutcome } from "../model/outcome.ts";
import type { Crew, EndReason, SandboxWorker } from "../ports.ts";
import type { CallBatch, WireCall } from "../sandbox/protocol.ts";

export type Behave = (call: WireCall, worker: string) => CallOutcome | Promise<CallOutcome>;

/** A value as a worker would report it. */
export const reported = (value: unknown): CallOutcome => ({
  type: "returned",
  value: {
    stored: { kind: "value", value },
    info: {
      length: Array.isArray(value) ? value.length : null,
      preview: JSON.stringify(value) ?? "undefined",
      size: 8,
    },
  },
});

/** Never answers; ends only with its worker. */
export const hang = (): Promise<CallOutcome> => new Promise(() => {});

export interface FakeCrew extends Crew {
  /** All batches that were sent, in order. */
  readonly batches: readonly CallBatch[];
  readonly ended: readonly string[];
}

export function fakeCrew(size: number, behave: Behave): FakeCrew {
  const batches: CallBatch[] = [];
  const ended: string[] = [];
  const free: SandboxWorker[] = [];
  let made = 0;
  let waiting: (() => void) | null = null;
  const wake = (): void => {
    const next = waiting;
    waiting = null;
    next?.();
  };
  const make = (): SandboxWorker => {
    made += 1;
    return fakeWorker(`w${made}`, behave, { batches, ended });
  };
  for (let index = 0; index < size; index++) free.push(make());
  return {
    size,
    batches,
    ended,
    broken: new Promise(() => {}),
    lend(whenFree) {
      const worker = free.pop();
      if (!worker) waiting = whenFree;
      return worker ?? null;
    },
    giveBack(worker) {
      free.push(worker);
      wake();
    },
    discard() {
      free.push(make());
      wake();
    },
    close() {},
  };
}

function fakeWorker(
  id: string,
  behave: Behave,
  notes: { readonly batches: CallBatch[]; readonly ended: string[] },
): SandboxWorker {
  let finish: (reason: EndReason) => void = () => {};
  const ended = new Promise<EndReason>((resolve) => (finish = resolve));
  const died = ended.then((reason) => {
    const why = "why" in reason ? reason.why : reason.message;
    throw new FlowbookError("workerEnded", why);
  });
  died.catch(() => {});
  const notHere = () => Promise.reject(new FlowbookError("bug", "A fake worker only calls."));
  return {
    id,
    ended,
    load: notHere,
    evaluate: notHere,
    settleRun: notHere,
    settleFetch: () => Promise.resolve(),
    onFetch: () => {},
    revoke: notHere,
    ask: notHere,
    isThere: () => Promise.resolve(true),
    onReport() {},
    end(why) {
      notes.ended.push(id);
      finish({ type: "ended", why });
    },
    call(batch) {
      notes.batches.push(batch);
      const work = async (): Promise<TaskOutcome[]> => {
        const outcomes: TaskOutcome[] = [];
        for (const call of batch.calls) {
          const outcome = await behave(call, id);
          outcomes.push({ work: call.work, outcome, startedAt: 0, endedAt: 0, logs: [] });
        }
        return outcomes;
      };
      return Promise.race([work(), died]);
    },
  };
}
