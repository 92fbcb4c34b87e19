/**
 * Who has the worker: one batch of calls or questions at a time. While one waits for a run that it
 * asked for, the others, those of that very run among them, take their turns.
 */

import { turn as eventTurn } from "./turn.ts";

interface Turn {
  /** Runs it has asked for that have not ended. */
  asked: number;
  /** Puts back what stood when it gave way: its context, where its lines go. */
  restore: () => void;
  /** Called when it has the worker. */
  readonly wake: (() => void)[];
}

export class Turns {
  readonly #keep: () => () => void;
  /** Begun and not ended, the innermost last. */
  readonly #open = new Set<Turn>();
  #queue: Turn[] = [];
  #active: Turn | null = null;

  /** @param keep takes note of what belongs to the one who gives way; its answer puts that back */
  constructor(keep: () => () => void) {
    this.#keep = keep;
  }

  /** Whether a call or a question is under way. */
  get isOpen(): boolean {
    return this.#open.size > 0;
  }

  /** Works once nobody else does. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const turn: Turn = { asked: 0, restore: () => {}, wake: [] };
    this.#open.add(turn);
    await this.#enter(turn);
    try {
      return await work();
    } finally {
      this.#open.delete(turn);
      this.#leave(turn);
    }
  }

  /** Asks for a run, and gives way until it has ended. Outside of all turns it just asks. */
  async giveWay<T>(ask: () => Promise<T>): Promise<T> {
    const turn = this.#active ?? [...this.#open].at(-1);
    const asked = ask();
    if (turn === undefined) return asked;
    turn.asked += 1;
    this.#suspend(turn);
    try {
      return await asked;
    } finally {
      turn.asked -= 1;
      await this.#enter(turn);
      if (turn.asked > 0) void this.#suspendSoon(turn);
    }
  }

  /** It waits for another run besides: once it has gone on with this one, others have a turn. */
  async #suspendSoon(turn: Turn): Promise<void> {
    await eventTurn();
    if (turn.asked > 0) this.#suspend(turn);
  }

  #enter(turn: Turn): Promise<void> {
    if (this.#active === turn || !this.#open.has(turn)) return Promise.resolve();
    const entered = new Promise<void>((resolve) => turn.wake.push(resolve));
    if (!this.#queue.includes(turn)) this.#queue.push(turn);
    this.#next();
    return entered;
  }

  #suspend(turn: Turn): void {
    if (this.#active !== turn) return;
    turn.restore = this.#keep();
    this.#leave(turn);
  }

  #leave(turn: Turn): void {
    if (!this.#open.has(turn)) {
      /* It ended without waiting for a run it asked for: whoever waits for that goes on. */
      this.#queue = this.#queue.filter((each) => each !== turn);
      for (const wake of turn.wake.splice(0)) wake();
    }
    if (this.#active !== turn) return;
    this.#active = null;
    this.#next();
  }

  #next(): void {
    if (this.#active !== null) return;
    const turn = this.#queue.shift();
    if (turn === undefined) return;
    this.#active = turn;
    turn.restore();
    for (const wake of turn.wake.splice(0)) wake();
  }
}
