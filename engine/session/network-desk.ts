/** Where the requests of one notebook's code come in: refused, or made for it. Keeps what hosts it asks for. */

import type { FetchReply, FetchRequest, NetworkSettings } from "../model/network.ts";
import { NO_NETWORK } from "../model/network.ts";
import type { Millis } from "../model/state.ts";
import type { Network } from "../ports.ts";
import type { AnswerFetch } from "./networked.ts";
import { reachOf } from "./reach.ts";

/** Under way at once for one notebook; the others wait. */
const MOST_AT_ONCE = 8;
/** A host that does not answer for so long is given up. */
const PATIENCE: Millis = 5 * 60_000;
/** Hosts that a person is asked about. A stranger's code could name them without end. */
const MOST_ASKED = 20;

export interface NetworkDeskOptions {
  readonly network: Network;
  /** The hosts that code asked for and that nobody has allowed: one more than before. */
  readonly asked: (hosts: readonly string[]) => void;
}

interface UnderWay {
  readonly url: string;
  readonly stop: (why: string) => void;
}

export class NetworkDesk {
  readonly #options: NetworkDeskOptions;
  readonly #asked = new Set<string>();
  readonly #underWay = new Set<UnderWay>();
  readonly #waiting: (() => void)[] = [];
  #settings: NetworkSettings = NO_NETWORK;

  constructor(options: NetworkDeskOptions) {
    this.#options = options;
  }

  /** Takes effect at once: what is under way to a host that is not allowed any more is given up. */
  setSettings(settings: NetworkSettings): void {
    this.#settings = settings;
    for (const { url, stop } of this.#underWay) {
      const reach = this.#reach(url);
      if (reach.type !== "allowed") stop(reach.why);
    }
  }

  readonly answer: AnswerFetch = async (asked, signal) => {
    const refusal = this.#refusal(asked.url);
    if (refusal !== null) return refusal;
    while (this.#underWay.size >= MOST_AT_ONCE) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    try {
      /* A person may have thought better of it, and the worker may have ended. */
      return this.#refusal(asked.url) ?? (await this.#fetch(asked, signal));
    } finally {
      this.#waiting.shift()?.();
    }
  };

  #reach(url: string) {
    return reachOf(url, this.#settings, this.#options.network.own);
  }

  #refusal(url: string): FetchReply | null {
    const reach = this.#reach(url);
    if (reach.type === "allowed") return null;
    if (reach.type === "ask") this.#note(reach.host);
    return { ok: false, message: reach.why };
  }

  #note(host: string): void {
    if (this.#asked.has(host) || this.#asked.size >= MOST_ASKED) return;
    this.#asked.add(host);
    this.#options.asked([...this.#asked]);
  }

  async #fetch(asked: FetchRequest, signal: AbortSignal): Promise<FetchReply> {
    const reach = this.#reach(asked.url);
    if (reach.type !== "allowed") return { ok: false, message: reach.why };
    const { url, host } = reach;
    const giveUp = new AbortController();
    let whyStopped: string | null = null;
    const stop = (why: string): void => {
      whyStopped ??= why;
      giveUp.abort();
    };
    const leave = (): void => stop("Nobody waits for the answer any more.");
    const late = setTimeout(
      () => stop(`${host} did not answer within ${PATIENCE / 60_000} minutes.`),
      PATIENCE,
    );
    const underWay = { url, stop };
    this.#underWay.add(underWay);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
    try {
      return await this.#options.network.fetch({ ...asked, url }, giveUp.signal);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { ok: false, message: whyStopped ?? message };
    } finally {
      clearTimeout(late);
      signal.removeEventListener("abort", leave);
      this.#underWay.delete(underWay);
    }
  }
}
