/** This tab's places in the notebooks that it has open: it executes them, or follows the tab that does. */

import type { EngineEvent } from "../api.ts";
import { FlowbookError } from "../model/errors.ts";
import type { Membership, Role, TabRequest, Tabs } from "../tab-ports.ts";
import { StandingNews } from "./standing-news.ts";

export interface SeatsOptions {
  readonly tabs: Tabs;
  /** Executes a notebook from now on; whatever it was at is to be gone on with. */
  readonly lead: (notebook: string) => Promise<void>;
  /** Leaves off executing it: runs are left as they are. */
  readonly follow: (notebook: string) => Promise<void>;
  /** Hands over at once what was told in this tab. */
  readonly flush: () => void;
  /** Tells the page what other tabs told. */
  readonly show: (events: readonly EngineEvent[]) => void;
  /** Does what the page of a tab that follows asks. */
  readonly answer: (request: TabRequest) => Promise<void>;
}

interface Seat {
  readonly membership: Promise<Membership>;
  readonly news: StandingNews;
  /** It leaves off leading: what happens until it has, the others are to hear yet. */
  isLeavingOff: boolean;
}

/** What a tab finds out by itself. */
const OWN: ReadonlySet<EngineEvent["type"]> = new Set([
  "checked",
  "roleChanged",
  "documentChanged",
  "problem",
]);

export class Seats {
  readonly #options: SeatsOptions;
  readonly #seats = new Map<string, Seat>();
  /** Those whose role is known. */
  readonly #memberships = new Map<string, Membership>();

  constructor(options: SeatsOptions) {
    this.#options = options;
  }

  /** Takes a place in a notebook, or keeps the one it has. */
  async join(notebook: string): Promise<Role> {
    const seat = this.#seats.get(notebook) ?? this.#sit(notebook);
    try {
      const membership = await seat.membership;
      if (this.#seats.get(notebook) === seat) this.#memberships.set(notebook, membership);
      return membership.role;
    } catch (error) {
      if (this.#seats.get(notebook) === seat) this.#seats.delete(notebook);
      throw error;
    }
  }

  /** Another tab may execute it. */
  async leave(notebook: string): Promise<void> {
    const seat = this.#seats.get(notebook);
    this.#seats.delete(notebook);
    this.#memberships.delete(notebook);
    (await seat?.membership)?.leave();
  }

  /** null: it is not open here. */
  roleIn(notebook: string): Role | null {
    return this.#memberships.get(notebook)?.role ?? null;
  }

  /** Resolves when this tab executes it. */
  async takeOver(notebook: string): Promise<void> {
    await this.join(notebook);
    await this.#memberships.get(notebook)?.takeOver();
  }

  /** What shows the page how things stand in a notebook that has been open. */
  standing(notebook: string): readonly EngineEvent[] {
    return this.#seats.get(notebook)?.news.tell() ?? [];
  }

  /** Hands on what this tab's page is told. */
  handOn(events: readonly EngineEvent[]): void {
    for (const [notebook, { news, isLeavingOff }] of this.#seats) {
      const own = events.filter((event) => event.notebook === notebook);
      news.add(own);
      const membership = this.#memberships.get(notebook);
      if (!isLeavingOff && membership?.role !== "leader") continue;
      membership?.tell(own.filter(({ type }) => !OWN.has(type)));
    }
  }

  /** Tells the other tabs only: their page knows nothing of it yet. */
  tellOthers(event: EngineEvent & { readonly notebook: string }): void {
    this.#memberships.get(event.notebook)?.tell([event]);
  }

  /** Has the tab that executes a notebook do something. */
  async ask(notebook: string, request: TabRequest): Promise<void> {
    await this.#memberships.get(notebook)?.ask(request);
  }

  /** Whether another tab executes it. */
  async isElsewhere(notebook: string): Promise<boolean> {
    const role = this.roleIn(notebook);
    if (role !== null) return role === "follower";
    return (await this.#options.tabs.taken())?.has(notebook) === true;
  }

  /** @throws FlowbookError `wrongMoment` where another tab executes it */
  refuseElsewhere(notebook: string): void {
    if (this.roleIn(notebook) === "follower") throw runsElsewhere();
  }

  #sit(notebook: string): Seat {
    const { tabs, lead, follow, flush, show, answer } = this.#options;
    const news = new StandingNews();
    const membership: Promise<Membership> = tabs.join(notebook, {
      lead: () => lead(notebook),
      follow: async () => {
        seat.isLeavingOff = true;
        await follow(notebook);
        flush();
        seat.isLeavingOff = false;
      },
      hear: (events) => {
        news.add(events);
        show(events);
      },
      snapshot: () => news.tell(),
      answer,
    });
    const seat: Seat = { membership, news, isLeavingOff: false };
    this.#seats.set(notebook, seat);
    return seat;
  }
}

export const runsElsewhere = (): FlowbookError =>
  new FlowbookError("wrongMoment", "This notebook runs in another tab. Take over to run it here.");
