/** One sandboxed worker as the engine holds it: no answer is believed, and no call outlives it. */

import type { Remote } from "comlink";
import { FlowbookError } from "../model/errors.ts";
import type { FlowId } from "../model/graph.ts";
import { FETCH_LIMITS, type FetchReply } from "../model/network.ts";
import type { Answer, TaskOutcome, WorkId } from "../model/outcome.ts";
import type { EndReason, FetchReport, SandboxWorker } from "../ports.ts";
import type {
  CallBatch,
  EvaluateReply,
  EvaluateRequest,
  ExposedApi,
  LoadReply,
  Report,
  RunContext,
  RunReply,
  WireProgram,
  WireQuestion,
} from "../sandbox/protocol.ts";
import { wrapAnswers } from "./answer-port.ts";
import { countOf, fieldsOf, malformed } from "./guards.ts";
import { parseAnswers, parseOutcomes } from "./parse-outcome.ts";
import { parseEvaluateReply, parseLoadReply, parseWorks } from "./parse-replies.ts";
import { Pulse } from "./pulse.ts";
import { ReportPort } from "./report-port.ts";

export interface WorkerLines {
  readonly id: string;
  /** Its other end exposes the worker's API. */
  readonly api: MessagePort;
  /** Its other end posts reports. */
  readonly reports: MessagePort;
  /** Its other end answers as long as the worker lives; null: there is none. */
  readonly pulse: MessagePort | null;
  /** Stops the worker itself. Called once. */
  readonly kill: () => void;
  /** Resolves when what the worker runs in answers; never if that is gone. */
  readonly answers: () => Promise<void>;
  /** Milliseconds; for the limits alone. */
  readonly now?: () => number;
}

export class WorkerHandle implements SandboxWorker {
  readonly id: string;
  readonly ended: Promise<EndReason>;
  readonly #lines: WorkerLines;
  readonly #api: Remote<ExposedApi>;
  readonly #reports: ReportPort;
  readonly #pulse: Pulse | null;
  /** Rejects each call that is under way. A race with one long promise would keep every answer alive. */
  readonly #pending = new Set<(reason: FlowbookError) => void>();
  /** Works that were asked for and not answered. */
  readonly #works = new Set<WorkId>();
  /** Requests for the network that are not answered, by their number. */
  readonly #fetches = new Set<number>();
  #earlyFetches: FetchReport[] = [];
  #onFetch: ((report: FetchReport) => void) | null = null;
  #settleEnded: (reason: EndReason) => void = () => {};
  #reason: EndReason | null = null;

  constructor(lines: WorkerLines) {
    this.id = lines.id;
    this.#lines = lines;
    this.ended = new Promise((resolve) => (this.#settleEnded = resolve));
    this.#api = wrapAnswers(lines.api, () => this.#misbehaved("it answered without being asked"));
    this.#reports = new ReportPort(lines.reports, {
      misbehaved: (message) => this.#misbehaved(message),
      check: (report) => this.#check(report),
      fetch: (report) => {
        if (this.#onFetch === null) this.#earlyFetches.push(report);
        else this.#onFetch(report);
      },
      now: lines.now ?? (() => performance.now()),
    });
    const { pulse: port, answers } = lines;
    const died = (): void => this.crash("it stopped without a word");
    this.#pulse = port && new Pulse({ port, answers, died });
    /* Where the browser tells: the other end of a port is gone when its worker is. */
    lines.reports.addEventListener("close", died);
  }

  async isThere(): Promise<boolean> {
    if (this.#reason !== null) return false;
    await Promise.race([this.#lines.answers(), this.ended]);
    return this.#reason === null;
  }

  load(program: WireProgram): Promise<LoadReply> {
    return this.#ask(() => this.#api.load(program), parseLoadReply);
  }

  evaluate(request: EvaluateRequest): Promise<EvaluateReply> {
    return this.#ask(() => this.#api.evaluate(request), parseEvaluateReply);
  }

  settleRun(request: number, reply: RunReply): Promise<void> {
    return this.#ask(
      () => this.#api.settleRun(request, reply),
      () => {},
    );
  }

  settleFetch(request: number, reply: FetchReply): Promise<void> {
    /* Given up meanwhile: nobody waits for it. */
    if (!this.#fetches.delete(request)) return Promise.resolve();
    return this.#ask(
      () => this.#api.settleFetch(request, reply),
      () => {},
    );
  }

  call(batch: CallBatch): Promise<TaskOutcome[]> {
    for (const call of batch.calls) this.#works.add(call.work);
    return this.#ask(
      () => this.#api.call(batch),
      (answer) => {
        const outcomes = parseOutcomes(answer);
        this.#settleWorks(outcomes);
        if (batch.calls.some((call) => this.#works.has(call.work))) {
          throw malformed("the answer to a batch", "complete");
        }
        return outcomes;
      },
    );
  }

  revoke(works: readonly WorkId[]): Promise<WorkId[]> {
    return this.#ask(
      () => this.#api.revoke(works),
      (answer) => {
        const revoked = parseWorks(answer, works);
        for (const work of revoked) this.#works.delete(work);
        return revoked;
      },
    );
  }

  ask(questions: readonly WireQuestion[], run: RunContext, flow: FlowId): Promise<Answer[]> {
    return this.#ask(
      () => this.#api.ask(questions, run, flow),
      (answer) => parseAnswers(answer, questions.length),
    );
  }

  onReport(listener: (report: Report) => void): void {
    this.#reports.onReport(listener);
  }

  onFetch(listener: (report: FetchReport) => void): void {
    this.#onFetch = listener;
    for (const report of this.#earlyFetches.splice(0)) listener(report);
  }

  end(why: string): void {
    this.#end({ type: "ended", why });
  }

  /** It stopped by itself, or something outside stopped it. */
  crash(message: string): void {
    this.#end({ type: "crashed", message });
  }

  #misbehaved(message: string): void {
    this.#end({ type: "misbehaved", message });
  }

  #end(reason: EndReason): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.#lines.kill();
    this.#lines.api.close();
    this.#reports.close();
    this.#pulse?.close();
    for (const reject of this.#pending) reject(this.#endedError(reason));
    this.#pending.clear();
    this.#settleEnded(reason);
  }

  #endedError(reason: EndReason): FlowbookError {
    const why = (reason.type === "ended" ? reason.why : reason.message).replace(/\.$/, "");
    return new FlowbookError("workerEnded", `The worker ${this.id} has ended: ${why}.`, { reason });
  }

  /** Asks, waits for the reports sent before the answer, and parses it; nonsense ends the worker. */
  async #ask<T>(call: () => Promise<unknown>, parse: (answer: unknown) => T): Promise<T> {
    if (this.#reason !== null) throw this.#endedError(this.#reason);
    const reply = await this.#whileAlive(call());
    try {
      const { answer, reports } = fieldsOf(reply, "an answer");
      const count = countOf(reports, "the number of reports");
      await this.#whileAlive(this.#reports.received(count));
      return parse(answer);
    } catch (error) {
      if (error instanceof FlowbookError && error.code === "workerEnded") throw error;
      const message = error instanceof Error ? error.message : String(error);
      this.#misbehaved(message);
      throw new FlowbookError("badMessage", message);
    }
  }

  #whileAlive<T>(call: Promise<T>): Promise<T> {
    if (this.#reason !== null) return Promise.reject(this.#endedError(this.#reason));
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      call
        .then(resolve, (error: unknown) => reject(failedAnswer(this.id, error)))
        .finally(() => this.#pending.delete(reject));
    });
  }

  #check(report: Report): void {
    if (report.type === "outcomes") this.#settleWorks(report.outcomes);
    if (report.type === "dropFetch") this.#fetches.delete(report.request);
    if (report.type !== "fetch") return;
    if (this.#fetches.has(report.request)) throw malformed("the number of a request", "a new one");
    if (this.#fetches.size >= FETCH_LIMITS.open) {
      throw malformed("the number of requests under way", `at most ${FETCH_LIMITS.open}`);
    }
    this.#fetches.add(report.request);
  }

  /** Each work is answered once, and none that was not asked for. */
  #settleWorks(outcomes: readonly TaskOutcome[]): void {
    for (const { work } of outcomes) {
      if (!this.#works.delete(work)) throw malformed("the work of an outcome", "under way");
    }
  }
}

/** The API answers faults of user code as data; what it throws is a fault of its own. */
function failedAnswer(id: string, error: unknown): FlowbookError {
  const message = error instanceof Error ? String(error.message) : String(error);
  return new FlowbookError("badMessage", `The worker ${id} could not answer: ${message}`);
}
