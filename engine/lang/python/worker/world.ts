/** The JavaScript around one Python worker: hears the engine, and lets Python do the work. */

import type { PyodideAPI } from "pyodide";
import type { PyCallable, PyProxy } from "pyodide/ffi";
import type { FetchReply } from "../../../model/network.ts";
import type { TaskOutcome, WorkId } from "../../../model/outcome.ts";
import type {
  CallBatch,
  Counted,
  ExposedApi,
  Report,
  RunContext,
  RunReply,
} from "../../../sandbox/protocol.ts";
import { NetworkError, NetworkRequests } from "../../../sandbox/network.ts";
import { Reporter } from "../../../sandbox/reporter.ts";
import { RunRequests } from "../../../sandbox/run-requests.ts";
import { turn } from "../../../sandbox/turn.ts";
import { Turns } from "../../../sandbox/turns.ts";
import { nextTicks } from "../../../schedule/next-ticks.ts";
import { parseSchedule } from "../../../schedule/parse-schedule.ts";
import { pack, unpack, Wholes } from "./wire.ts";
import type { Packed } from "./wire.ts";

/** Python works so long (ms) before others are heard. */
const STEP = 4;

export interface PythonWorldOptions {
  readonly pyodide: PyodideAPI;
  readonly reports: MessagePort;
}

/** A function of Python's that may wait for the browser. */
type Method = "load" | "evaluate" | "ask";

export class PythonWorld {
  readonly api: ExposedApi;
  /** Replaces the worker's own: what Pyodide fetches with. */
  readonly fetch: typeof fetch;
  readonly #reporter: Reporter;
  readonly #requests = new RunRequests();
  readonly #network: NetworkRequests;
  readonly #turns = new Turns(() => () => {});
  readonly #world: PyProxy;
  readonly #canWait: boolean;
  /** Batches that are open, for calls to be taken back from. */
  readonly #batches = new Set<Batch>();
  /** Whether cells are gone through once more. */
  #isLoading = false;

  constructor({ pyodide, reports }: PythonWorldOptions) {
    this.#reporter = new Reporter(reports);
    this.#network = new NetworkRequests({
      post: (report) => this.#reporter.post(report),
      isReplaying: () => this.#isLoading,
    });
    this.fetch = this.#network.fetch;
    this.#canWait = "Suspending" in WebAssembly;
    const make = pyodide.runPython("from flowbook.world import World; World") as PyCallable;
    this.#world = make(this.#shell()) as PyProxy;
    this.api = this.#makeApi();
  }

  #makeApi(): ExposedApi {
    const turns = this.#turns;
    const counted = async <T>(answer: T | Promise<T>): Promise<Counted<T>> =>
      this.#reporter.counted(await answer);
    /* What Python answers is checked where every worker's answer is: at the engine's border. */
    const ask = async (method: Method, message: unknown): Promise<never> =>
      unpack((await this.#call(method, message)) as Packed) as never;
    return {
      load: async (program) => {
        this.#isLoading = true;
        try {
          return await counted(ask("load", program));
        } finally {
          this.#isLoading = false;
        }
      },
      evaluate: (request) => counted(ask("evaluate", request)),
      settleRun: (request, reply) => counted(this.#requests.settle(request, reply)),
      settleFetch: (request, reply) => counted(this.#network.settle(request, reply)),
      call: (batch) => counted(turns.take(() => this.#work(batch))),
      revoke: (works) => counted(this.#revoke(works)),
      ask: (questions, run, flow) =>
        counted(turns.take(() => ask("ask", { questions, run: forContext(run), flow }))),
    };
  }

  async #work(given: CallBatch): Promise<TaskOutcome[]> {
    const wholes = new Wholes();
    const calls = given.calls.map((call) => ({ ...call, inputs: wholes.of(call.inputs) }));
    const message = { ...given, calls, run: forContext(given.run), wholes: wholes.list };
    const batch = new Batch(this.#begin(message), this.#canWait);
    this.#batches.add(batch);
    try {
      for (;;) {
        const outcomes = await batch.step(STEP);
        if (batch.isDone) return outcomes;
        this.#reporter.post({ type: "outcomes", outcomes });
        await turn();
        /* The last of them may have been taken back meanwhile. */
        if (batch.isDone) return [];
      }
    } finally {
      this.#batches.delete(batch);
      batch.close();
    }
  }

  #revoke(works: readonly WorkId[]): WorkId[] {
    return [...this.#batches].flatMap((batch) => batch.revoke(works));
  }

  /** Runs nothing of the user's, and so waits for nothing. */
  #begin(message: unknown): PyProxy {
    const begin = this.#world["begin_batch"] as PyCallable;
    try {
      return begin(...pack(message)) as PyProxy;
    } finally {
      begin.destroy();
    }
  }

  async #call(method: Method, message: unknown): Promise<unknown> {
    const [text, block] = pack(message);
    return callPython(this.#world[method] as PyCallable, this.#canWait, text, block);
  }

  /** Never rejects: to Python, what was not even asked is an answer too. */
  async #fetch({ patience, ...asked }: AskedByPython): Promise<FetchReply> {
    const signal = patience === null ? undefined : AbortSignal.timeout(patience);
    try {
      return await this.#network.ask(asked, signal);
    } catch (error) {
      if (error instanceof NetworkError) return { ok: false, message: error.message };
      if (signal?.aborted === true) return { ok: false, message: "timed out" };
      throw error;
    }
  }

  /** What Python may ask of us. */
  #shell() {
    return {
      post: (text: string, block: Uint8Array): void => {
        this.#reporter.post(unpack([text, block]) as Report);
      },
      runFlow: async (text: string, block: Uint8Array): Promise<Packed> => {
        const asked = unpack([text, block]) as Omit<Extract<Report, { type: "runFlow" }>, "type">;
        const reply = await this.#turns.giveWay(() =>
          this.#requests.ask((request) =>
            this.#reporter.post({ ...asked, type: "runFlow", request }),
          ),
        );
        return pack(reply satisfies RunReply);
      },
      fetch: async (text: string, block: Uint8Array): Promise<Packed> =>
        pack(await this.#fetch(unpack([text, block]) as AskedByPython)),
      nextTicks: (text: string): string => JSON.stringify(ticksOf(JSON.parse(text))),
      sleep: (milliseconds: number): Promise<void> =>
        new Promise((resolve) => {
          setTimeout(resolve, milliseconds);
        }),
    };
  }
}

/** A request of `urllib`'s, and for how long it may take (ms; null: as long as it does). */
type AskedByPython = Parameters<NetworkRequests["ask"]>[0] & { readonly patience: number | null };

/** A batch that Python is working through. */
class Batch {
  readonly #python: PyProxy;
  readonly #canWait: boolean;

  constructor(python: PyProxy, canWait: boolean) {
    this.#python = python;
    this.#canWait = canWait;
  }

  get isDone(): boolean {
    return Boolean(this.#python["is_done"]);
  }

  async step(milliseconds: number): Promise<TaskOutcome[]> {
    const step = this.#python["step"] as PyCallable;
    return unpack((await callPython(step, this.#canWait, milliseconds)) as Packed) as TaskOutcome[];
  }

  revoke(works: readonly WorkId[]): WorkId[] {
    const revoke = this.#python["revoke"] as PyCallable;
    return JSON.parse(String(revoke(JSON.stringify(works)))) as WorkId[];
  }

  close(): void {
    this.#python.destroy();
  }
}

/**
 * Calls a function of Python's; on a stack of its own where it may wait for us. Python's own errors
 * are answers; what else comes out means that the interpreter is beyond use (a recursion too deep for
 * the browser, memory it could not get), and ends the worker: an error nobody catches is what the
 * frame hears.
 */
async function callPython(
  method: PyCallable,
  canWait: boolean,
  ...given: readonly unknown[]
): Promise<unknown> {
  try {
    return await (canWait ? method.callPromising(...given) : method(...given));
  } catch (error) {
    if (error instanceof Error && error.name === "PythonError") throw error;
    setTimeout(() => {
      throw error;
    });
    return new Promise(() => {});
  } finally {
    method.destroy();
  }
}

/** What is data of the user's own goes as a text: its keys are not ours to read. */
const forContext = (run: RunContext) => ({
  ...run,
  user: JSON.stringify(run.user),
  secrets: JSON.stringify(run.secrets),
});

function ticksOf(asked: {
  readonly schedule: unknown;
  readonly n: number;
  readonly after: number;
}): unknown {
  try {
    return nextTicks(parseSchedule(asked.schedule), asked.n, asked.after);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
