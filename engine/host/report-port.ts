/** The engine's end of the port on which a sandboxed worker tells things unasked: parsed, counted, capped. */

import { sizeOfDisplay } from "../model/cell-output.ts";
import { TokenBucket } from "../model/token-bucket.ts";
import type { FetchReport } from "../ports.ts";
import type { Report } from "../sandbox/protocol.ts";
import { malformed } from "./guards.ts";
import { parseReport } from "./parse-reports.ts";

/** Past these the worker is ended: our own worker code never comes near them. */
const HARD_MESSAGES = { burst: 20_000, perSecond: 5_000 };
const HARD_BYTES = { burst: 256 * 1024 * 1024, perSecond: 64 * 1024 * 1024 };
/** Past these lines for people are left out, and a note says how many. */
const SOFT_LINES = { burst: 300_000, perSecond: 20_000 };
const SOFT_BYTES = { burst: 64 * 1024 * 1024, perSecond: 4 * 1024 * 1024 };
/** Reports kept for a listener that is not there yet. */
const MAX_QUEUE = 20_000;

type Lines = Extract<Report, { type: "prints" | "callLogs" }>;

export interface ReportPortOptions {
  /** Called once, with what went wrong; nothing is listened to afterwards. */
  readonly misbehaved: (message: string) => void;
  /** Sees every report before the listener does; may throw to call it misbehaviour. */
  readonly check: (report: Report) => void;
  /** Takes what is about the network, at once: whoever listens to the rest may not be there yet. */
  readonly fetch: (report: FetchReport) => void;
  /** Milliseconds; for the limits alone. */
  readonly now: () => number;
}

export class ReportPort {
  readonly #port: MessagePort;
  readonly #options: ReportPortOptions;
  readonly #messages: TokenBucket;
  readonly #bytes: TokenBucket;
  readonly #lines: TokenBucket;
  readonly #text: TokenBucket;
  readonly #waiting = new Map<() => void, number>();
  #queue: Report[] = [];
  #listener: ((report: Report) => void) | null = null;
  #received = 0;
  #closed = false;
  #leftOut: { readonly last: Lines; readonly count: number } | null = null;

  constructor(port: MessagePort, options: ReportPortOptions) {
    this.#port = port;
    this.#options = options;
    this.#messages = new TokenBucket(HARD_MESSAGES, options.now);
    this.#bytes = new TokenBucket(HARD_BYTES, options.now);
    this.#lines = new TokenBucket(SOFT_LINES, options.now);
    this.#text = new TokenBucket(SOFT_BYTES, options.now);
    port.addEventListener("message", (event: MessageEvent<unknown>) => this.#receive(event.data));
    port.start();
  }

  onReport(listener: (report: Report) => void): void {
    this.#listener = listener;
    const queued = this.#queue;
    this.#queue = [];
    for (const report of queued) listener(report);
  }

  /** Resolves when so many reports have come in all, with every note about lines left out given. */
  async received(count: number): Promise<void> {
    if (this.#received < count) {
      await new Promise<void>((resolve) => this.#waiting.set(resolve, count));
    }
    this.#tellLeftOut();
  }

  close(): void {
    this.#closed = true;
    this.#port.close();
  }

  #receive(data: unknown): void {
    const report = this.#closed ? null : this.#parse(data);
    if (report === null) return;
    this.#received++;
    for (const [resolve, count] of this.#waiting) {
      if (this.#received < count) continue;
      this.#waiting.delete(resolve);
      /* Whoever waits goes on after this message has been handed over. */
      resolve();
    }
    this.#admit(report);
  }

  #parse(data: unknown): Report | null {
    try {
      if (!this.#messages.take(1)) throw malformed("the flow of reports", "within its limit");
      const report = parseReport(data);
      if (!this.#bytes.take(bytesOf(report))) {
        throw malformed("the size of all reports", "within its limit");
      }
      if (this.#queue.length >= MAX_QUEUE) throw malformed("the queue of reports", "short enough");
      this.#options.check(report);
      return report;
    } catch (error) {
      this.#closed = true;
      this.#options.misbehaved(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  #admit(report: Report): void {
    if (report.type === "prints" || report.type === "callLogs") {
      const count = linesOf(report);
      if (!this.#lines.take(count) || !this.#text.take(bytesOf(report))) {
        this.#leftOut = { last: report, count: (this.#leftOut?.count ?? 0) + count };
        return;
      }
    }
    if (report.type === "fetch" || report.type === "dropFetch") {
      this.#options.fetch(report);
      return;
    }
    this.#tellLeftOut();
    this.#deliver(report);
  }

  #tellLeftOut(): void {
    const leftOut = this.#leftOut;
    if (leftOut === null) return;
    this.#leftOut = null;
    const { last } = leftOut;
    const message = `… ${leftOut.count.toLocaleString("en")} lines left out`;
    if (last.type === "prints") {
      const prints = [{ level: "WARNING" as const, text: message }];
      this.#deliver({ type: "prints", cell: last.cell, prints });
      return;
    }
    const at = last.logs.at(-1)?.at ?? 0;
    const note = { at, level: "WARNING" as const, logger: "stdout", message };
    this.#deliver({ type: "callLogs", work: last.work, logs: [note] });
  }

  #deliver(report: Report): void {
    if (this.#listener === null) this.#queue.push(report);
    else this.#listener(report);
  }
}

function linesOf(lines: Lines): number {
  if (lines.type === "callLogs") return lines.logs.length;
  let count = lines.prints.length;
  for (const { text } of lines.prints) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  }
  return count;
}

/** Rough, and only of what can be made big. */
function bytesOf(report: Report): number {
  switch (report.type) {
    case "prints":
      return report.prints.reduce(
        (sum, { text, node }) => sum + 100 + 2 * text.length + (node === undefined ? 0 : 2000),
        100,
      );
    case "display":
      return 2000 + sizeOfDisplay(report.display);
    case "callLogs":
      return report.logs.reduce((sum, line) => sum + 100 + 2 * line.message.length, 100);
    case "outcomes":
      return report.outcomes.reduce((sum, { outcome }) => {
        const value = "value" in outcome ? outcome.value : null;
        return sum + 200 + (value === null ? 0 : value.info.size);
      }, 100);
    case "fetch":
      return 100 + (report.asked.body?.buffer.byteLength ?? 0);
    case "dropFetch":
      return 100;
    case "flowBuilt":
      return 100 + 500 * report.description.graph.tasks.length;
    case "runFlow":
      return 100 + 500 * report.run.description.graph.tasks.length;
  }
}
