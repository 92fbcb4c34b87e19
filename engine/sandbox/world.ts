/** All of one sandboxed worker: what it holds, and the API it exposes. */

import type { Flow } from "../flow/flow.ts";
import { keepCallContext } from "../flow/internal.ts";
import { setRealmHost } from "../flow/realm.ts";
import type { FlowRunOptions } from "../flow/run-options.ts";
import type { State } from "../flow/states.ts";
import type { CellId } from "../model/notebook.ts";
import { answerAll } from "./ask.ts";
import { Calls } from "./calls.ts";
import { Cells } from "./cells.ts";
import { RunClock } from "./clock.ts";
import { makeConsole } from "./console.ts";
import { Displays } from "./displays.ts";
import { FlowWatch } from "./flow-watch.ts";
import type { ImportText } from "./import-text.ts";
import { Output } from "./output.ts";
import { NetworkRequests } from "./network.ts";
import { nameProgramObject } from "./program-objects.ts";
import type { Counted, ExposedApi, RunReply } from "./protocol.ts";
import { Reporter } from "./reporter.ts";
import { describeLeniently, liveReply, toRunRequest } from "./run-request.ts";
import { RunRequests } from "./run-requests.ts";
import { RunnerHandlers } from "./runner-handlers.ts";
import { failureOf } from "./signal-values.ts";
import { failureLine } from "./failures.ts";
import { Turns } from "./turns.ts";

/** Where output goes that belongs to no cell: before any was evaluated. */
const NO_CELL = "";

export class World {
  readonly api: ExposedApi;
  /** Replace the worker's own. */
  readonly globals: { readonly console: Console; readonly fetch: typeof fetch };
  readonly #clock = new RunClock();
  readonly #reporter: Reporter;
  readonly #output: Output;
  readonly #watch: FlowWatch;
  readonly #cells: Cells;
  readonly #requests = new RunRequests();
  readonly #network: NetworkRequests;
  readonly #runnerHandlers = new RunnerHandlers();
  readonly #turns = new Turns(() => this.#keepTurn());

  constructor(options: { readonly reports: MessagePort; readonly importText: ImportText }) {
    this.#reporter = new Reporter(options.reports);
    this.#output = new Output(this.#reporter, this.#clock.now);
    this.#watch = new FlowWatch((flow) => this.#tellBuilt(flow));
    this.#network = new NetworkRequests({
      post: (report) => this.#reporter.post(report),
      isReplaying: () => !this.#turns.isOpen && (this.#cells.current?.replay ?? null) !== null,
    });
    this.#cells = new Cells({
      importText: options.importText,
      output: this.#output,
      watch: this.#watch,
      consoleOf: (cell) => this.#makeConsole(() => cell),
      globals: { fetch: this.#network.fetch },
      displays: new Displays({ output: this.#output, cell: () => this.#cellId() }),
    });
    this.globals = {
      console: this.#makeConsole(() => this.#cellId()),
      fetch: this.#network.fetch,
    };
    this.#hostRealm();
    this.api = this.#makeApi();
  }

  /** An error of user code that nobody caught: in a timer, or a promise nobody waits for. */
  printUncaught(error: unknown): void {
    const text = `Uncaught ${failureLine(failureOf(error))}`;
    this.#output.print(this.#cellId(), { level: "ERROR", text });
  }

  #makeApi(): ExposedApi {
    const clock = this.#clock;
    const turns = this.#turns;
    const calls = new Calls({ output: this.#output, reporter: this.#reporter, clock, turns });
    const counted = async <T>(answer: T | Promise<T>): Promise<Counted<T>> =>
      this.#reporter.counted(await answer);
    return {
      load: (program) => counted(this.#cells.load(program)),
      evaluate: (request) => counted(this.#cells.evaluate(request)),
      settleRun: (request, reply) => counted(this.#requests.settle(request, reply)),
      settleFetch: (request, reply) => counted(this.#network.settle(request, reply)),
      call: (batch) => counted(calls.call(batch)),
      revoke: (works) => counted(calls.revoke(works)),
      ask: (questions, run, flow) => {
        const options = { run, flow, runnerHandlers: this.#runnerHandlers };
        const answers = turns.take(() => {
          clock.setOffset(run.clockOffset);
          return answerAll(questions, options);
        });
        return counted(answers);
      },
    };
  }

  #hostRealm(): void {
    setRealmHost({
      flowChanged: (flow) => {
        /* What a task builds is its own affair; the run of it shows its graph. */
        if (!this.#turns.isOpen) this.#watch.changed(flow);
      },
      runFlow: (flow, parameters, options) => this.#runFlow(flow, parameters, options),
      log: (level, logger, message) => this.#output.log(this.#cellId(), level, { logger, message }),
      warn: (text) => this.#output.print(this.#cellId(), { level: "WARNING", text }),
      now: this.#clock.now,
      isCalling: () => this.#turns.isOpen,
    });
  }

  /** What a call leaves behind when it gives way, to be put back when it goes on. */
  #keepTurn(): () => void {
    const restoreContext = keepCallContext();
    const restoreLines = this.#output.keepCall();
    const { offset } = this.#clock;
    return () => {
      restoreContext();
      restoreLines();
      this.#clock.setOffset(offset);
    };
  }

  #tellBuilt(flow: Flow): void {
    try {
      this.#reporter.post({ type: "flowBuilt", description: describeLeniently(flow) });
    } catch (error) {
      /* It cannot be drawn; running it will fail with the same words. */
      this.#output.print(this.#cellId(), { level: "ERROR", text: failureLine(failureOf(error)) });
    }
  }

  async #runFlow(
    flow: Flow,
    parameters: Readonly<Record<string, unknown>>,
    options: FlowRunOptions,
  ): Promise<State> {
    /* Of one that is only answered from the record too: a run that goes on asks here for its handlers. */
    this.#runnerHandlers.set(flow, options.taskRunnerStateHandlers ?? []);
    const current = this.#turns.isOpen ? null : this.#cells.current;
    if (current !== null && current.replay !== null) {
      return liveReply(flow, await current.replay.next());
    }
    const run = toRunRequest(flow, parameters, options);
    this.#watch.flush();
    const ask = (): Promise<RunReply> =>
      this.#requests.ask((request) =>
        this.#reporter.post({
          type: "runFlow",
          request,
          cell: current?.cell ?? null,
          work: this.#output.work,
          captures: { ...current?.captures.values },
          run,
        }),
      );
    const reply = await this.#turns.giveWay(ask);
    return liveReply(flow, reply);
  }

  #cellId(): CellId {
    return this.#cells.current?.cell ?? NO_CELL;
  }

  #makeConsole(cell: () => CellId): Console {
    return makeConsole(
      (line) => this.#output.print(cell(), line),
      nameProgramObject,
      this.#clock.now,
    );
  }
}
