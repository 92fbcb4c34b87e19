/** A tab's place among those that have one notebook open: follows while another one executes it. */

import type { EngineEvent } from "../api.ts";
import { FlowbookError, type ErrorCode } from "../model/errors.ts";
import type { Membership, Role, TabPart, TabRequest } from "../tab-ports.ts";
import { TabLock, type Locks } from "./lock.ts";
import { fromWire, toWire, type StepDown, type TabMessage } from "./messages.ts";

/** The part of a BroadcastChannel that is used. */
export interface Channel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

export interface SeatOptions {
  readonly notebook: string;
  /** Of the lock. */
  readonly name: string;
  /** null: the browser has none; then every tab leads. */
  readonly locks: Locks | null;
  readonly channel: Channel;
  readonly part: TabPart;
  /** Names this tab towards the others. */
  readonly tab: string;
}

/** How long a tab that comes waits for a leader to speak. */
const GREETING = 1_000;
/** How long a leader has to step down before it is robbed of the lock. */
const PATIENCE = 2_000;
/** How long a leader that stepped down waits for the one that asked, before it leads again. */
const HANDOVER = 3_000;
/** How long a follower waits for an answer. */
const ANSWER = 10_000;

/** What a leader is told by others, too. */
const FROM_ANYBODY: ReadonlySet<EngineEvent["type"]> = new Set(["documentChanged", "runsChanged"]);

const NO_ANSWER =
  "The tab that runs this notebook does not answer. Take over to go on with it in this tab.";

interface Pending {
  readonly resolve: () => void;
  readonly reject: (error: FlowbookError) => void;
}

export class Seat implements Membership {
  readonly #options: SeatOptions;
  readonly #lock: TabLock | null;
  readonly #asked = new Map<string, Pending>();
  #count = 0;
  #role: Role = "leader";
  #hasLeft = false;
  /** Another tab has, or had, this notebook open: whoever comes says so. */
  #hasCompany = false;
  /** It has stepped down, and holds the lock until the one that asked takes it. */
  #handover: ReturnType<typeof setTimeout> | null = null;
  /** While it joins: it is known whether there is a leader. */
  #greeted: (() => void) | null = null;
  /** Changes of role, one after the other. */
  #turn: Promise<void> = Promise.resolve();

  private constructor(options: SeatOptions) {
    this.#options = options;
    const { locks, name, channel } = options;
    this.#lock =
      locks &&
      new TabLock(locks, name, {
        granted: () => this.#granted(),
        stolen: () => void this.#change(() => this.#yieldTo()),
      });
    channel.onmessage = ({ data }) => this.#receive(data);
  }

  static async join(options: SeatOptions): Promise<Seat> {
    const seat = new Seat(options);
    if (!seat.#lock || (await seat.#lock.takeIfFree())) return seat;
    seat.#role = "follower";
    seat.#hasCompany = true;
    await seat.#findLeader();
    return seat;
  }

  /**
   * Whoever has the lock may be on its way out, as a page that is being loaded anew: it says nothing
   * any more, and the lock is free in a moment. Then nobody died here, and this tab just leads.
   */
  async #findLeader(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GREETING);
      this.#greeted = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#queue();
      this.#post({ type: "hello" });
    });
    this.#greeted = null;
  }

  #granted(): void {
    if (!this.#greeted) {
      void this.#change(() => this.#lead());
      return;
    }
    this.#role = "leader";
    this.#greeted();
  }

  get role(): Role {
    return this.#role;
  }

  tell(events: readonly EngineEvent[]): void {
    /* What happens in a run is a lot: it costs something, though nobody listens. */
    if (this.#lock && !this.#hasCompany) return;
    const heard = this.#lock ? events : events.filter(({ type }) => FROM_ANYBODY.has(type));
    if (heard.length > 0) this.#post({ type: "events", to: null, events: heard });
  }

  ask(request: TabRequest): Promise<void> {
    return this.#ask(request, ANSWER);
  }

  async takeOver(): Promise<void> {
    const lock = this.#lock;
    if (!lock || this.#role === "leader") return;
    lock.stopWaiting();
    if (!lock.isHeld) {
      try {
        await this.#ask({ type: "stepDown" }, PATIENCE);
      } catch (error) {
        /* Dead, hung, or of another version: it is robbed, and learns of it by that. */
        if (!(error instanceof FlowbookError)) throw error;
      }
      /* Even after consent: letting go would hand the lock to whoever queues first. */
      await lock.steal();
    }
    await this.#change(() => this.#lead());
  }

  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    if (this.#handover) clearTimeout(this.#handover);
    this.#lock?.letGo();
    this.#options.channel.onmessage = null;
    this.#options.channel.close();
    for (const { reject } of this.#asked.values()) reject(noAnswer());
    this.#asked.clear();
  }

  /** What was waited for may be over by the time it is its turn. */
  #change(step: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(() => (this.#hasLeft ? undefined : step()));
    this.#turn = turn.catch((error: unknown) => this.#report(error));
    return turn;
  }

  async #lead(): Promise<void> {
    if (this.#role === "leader" || this.#lock?.isHeld !== true) return;
    this.#role = "leader";
    for (const { reject } of this.#asked.values()) reject(noAnswer());
    this.#asked.clear();
    await this.#options.part.lead();
  }

  async #yieldTo(): Promise<void> {
    if (this.#handover) clearTimeout(this.#handover);
    this.#handover = null;
    await this.#follow();
    this.#queue();
    this.#post({ type: "hello" });
  }

  async #follow(): Promise<void> {
    if (this.#role === "follower") return;
    this.#role = "follower";
    await this.#options.part.follow();
  }

  async #stepDown(): Promise<void> {
    await this.#change(() => this.#follow());
    if (this.#lock?.isHeld !== true || this.#hasLeft) return;
    if (this.#handover) clearTimeout(this.#handover);
    this.#handover = setTimeout(() => void this.#change(() => this.#lead()), HANDOVER);
  }

  #queue(): void {
    this.#lock?.wait().catch((error: unknown) => this.#report(error));
  }

  #receive(data: unknown): void {
    const received = fromWire(data, this.#options.notebook);
    if (!received) return;
    this.#hasCompany = true;
    const { from, message } = received;
    switch (message.type) {
      case "hello":
        if (this.#role !== "leader" || !this.#lock) return;
        this.#post({ type: "events", to: from, events: this.#options.part.snapshot() });
        return;
      case "events":
        if (message.to === null || message.to === this.#options.tab) this.#hear(message.events);
        if (message.to === this.#options.tab) this.#greeted?.();
        return;
      case "ask":
        if (this.#lock?.isHeld === true) void this.#answer(from, message.id, message.request);
        return;
      case "answer": {
        if (message.to !== this.#options.tab) return;
        const pending = this.#asked.get(message.id);
        this.#asked.delete(message.id);
        if (message.error === null) pending?.resolve();
        else pending?.reject(new FlowbookError(codeOf(message.error.code), message.error.message));
      }
    }
  }

  /** A leader knows better than anybody what happens; what others saved it must be told. */
  #hear(events: readonly EngineEvent[]): void {
    const { part } = this.#options;
    const heard =
      this.#role === "follower" ? events : events.filter(({ type }) => FROM_ANYBODY.has(type));
    if (heard.length > 0) part.hear(heard);
  }

  async #answer(to: string, id: string, request: TabRequest | StepDown): Promise<void> {
    try {
      if (request.type === "stepDown") await this.#stepDown();
      else if (this.#role === "leader") await this.#options.part.answer(request);
      else throw new FlowbookError("wrongMoment", "The run is moving to another tab. Try again.");
      this.#post({ type: "answer", to, id, error: null });
    } catch (error) {
      const code = error instanceof FlowbookError ? error.code : "bug";
      const message = error instanceof Error ? error.message : String(error);
      this.#post({ type: "answer", to, id, error: { code, message } });
    }
  }

  #ask(request: TabRequest | StepDown, within: number): Promise<void> {
    this.#count += 1;
    const id = String(this.#count);
    const answer = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#asked.delete(id);
        reject(noAnswer());
      }, within);
      this.#asked.set(id, {
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
    this.#post({ type: "ask", id, request });
    return answer;
  }

  #post(message: TabMessage): void {
    if (!this.#hasLeft) this.#options.channel.postMessage(toWire(this.#options.tab, message));
  }

  /** Nobody waits for it: the page is told. */
  #report(error: unknown): void {
    const { notebook, part } = this.#options;
    const message = error instanceof Error ? error.message : String(error);
    part.hear([{ type: "problem", notebook, message }]);
  }
}

const noAnswer = (): FlowbookError => new FlowbookError("wrongMoment", NO_ANSWER);

const CODES: readonly ErrorCode[] = ["notFound", "wrongMoment", "storage", "notDeterministic"];

const codeOf = (code: string): ErrorCode => CODES.find((each) => each === code) ?? "bug";
