/**
 * Tells the engine things unasked, and counts them: answers say how many reports went before. Prints
 * are told at once while they are few, else many in one report; nothing overtakes them.
 */

import { TokenBucket } from "../model/token-bucket.ts";
import type { CellId } from "../model/notebook.ts";
import type { Counted, Report, WirePrint } from "./protocol.ts";

/** Prints that are told at once. */
const AT_ONCE = { burst: 100, perSecond: 100 };
/** Past these they are gathered for so long (ms), … */
const GATHER = 50;
/** … or until there are so many characters. */
const MOST_CHARACTERS = 200_000;
/** Lines joined in one text: the engine takes no longer ones. */
const LONGEST = 20_000;

const now = (): number => performance.now();

export class Reporter {
  readonly #port: MessagePort;
  readonly #atOnce = new TokenBucket(AT_ONCE, now);
  #sent = 0;
  #cell: CellId = "";
  #prints: WirePrint[] = [];
  #characters = 0;
  #toldAt = 0;
  /** How progress stands that was not told yet, by cell and id. */
  readonly #moved = new Map<string, Report>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  post(report: Report): void {
    this.#flush();
    this.#send(report);
  }

  print(cell: CellId, print: WirePrint): void {
    if (cell !== this.#cell) this.#flush();
    this.#cell = cell;
    this.#gather(print);
    /* A cell that computes without a pause hears no timer: it looks at the clock itself. */
    const isDue = this.#characters > MOST_CHARACTERS || now() - this.#toldAt > GATHER;
    if (isDue || this.#atOnce.take(1)) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), GATHER);
  }

  /** Only how it stands last is told, now and then. */
  progress(report: Extract<Report, { type: "display" }> & { readonly id: string }): void {
    this.#moved.set(`${report.cell} ${report.id}`, report);
    if (now() - this.#toldAt > GATHER) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), GATHER);
  }

  counted<T>(answer: T): Counted<T> {
    this.#flush();
    return { reports: this.#sent, answer };
  }

  #gather(print: WirePrint): void {
    this.#characters += print.text.length;
    const last = this.#prints.at(-1);
    const isLike =
      last !== undefined &&
      last.level === print.level &&
      last.node === undefined &&
      print.node === undefined &&
      last.text.length + print.text.length < LONGEST;
    if (!isLike) this.#prints.push(print);
    else {
      this.#prints[this.#prints.length - 1] = { ...last, text: `${last.text}\n${print.text}` };
    }
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#prints.length === 0 && this.#moved.size === 0) return;
    const prints = this.#prints;
    const moved = [...this.#moved.values()];
    this.#prints = [];
    this.#moved.clear();
    this.#characters = 0;
    this.#toldAt = now();
    if (prints.length > 0) this.#send({ type: "prints", cell: this.#cell, prints });
    for (const report of moved) this.#send(report);
  }

  #send(report: Report): void {
    this.#port.postMessage(report);
    this.#sent++;
  }
}
