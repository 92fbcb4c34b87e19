/** Tells the engine things unasked, and counts them: answers say how many reports went before. */

import type { Counted, Report } from "./protocol.ts";

export class Reporter {
  readonly #port: MessagePort;
  #sent = 0;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  post(report: Report): void {
    this.#port.postMessage(report);
    this.#sent++;
  }

  counted<T>(answer: T): Counted<T> {
    return { reports: this.#sent, answer };
  }
}
