/** Tabs of one browser, by its locks and its broadcast channels; and a tab that has no others. */

import { FlowbookError } from "../model/errors.ts";
import type { Membership, TabPart, Tabs } from "../tab-ports.ts";
import type { Locks } from "./lock.ts";
import { Seat, type Channel } from "./seat.ts";

export interface BrowserTabsOptions {
  /** Of the database: apps beside each other on one origin are strangers. */
  readonly database: string;
  /** null: the page is not on a secure origin, and the browser offers none. */
  readonly locks: Locks | null;
  readonly channel: (name: string) => Channel;
}

/**
 * Tabs that know of each other.
 *
 * Where there are no locks every tab leads: they hear what others save, but nothing keeps two of
 * them from executing one notebook. Say so to the person (`NO_LOCKS`).
 */
export function browserTabs({ database, locks, channel }: BrowserTabsOptions): Tabs {
  const prefix = `flowbook:${database}:`;
  return {
    join: (notebook, part) => {
      const name = prefix + notebook;
      const tab = randomName();
      return Seat.join({ notebook, name, locks, channel: channel(name), part, tab });
    },
    taken: async () => {
      if (!locks) return null;
      const { held = [] } = await locks.query();
      const names = held.flatMap(({ name }) => (name?.startsWith(prefix) === true ? [name] : []));
      return new Set(names.map((name) => name.slice(prefix.length)));
    },
  };
}

export const NO_LOCKS =
  "This page is not on a secure origin (https, or localhost), so tabs cannot agree who runs what. " +
  "Keep each notebook open in one tab only.";

/** For a process of its own: it leads, always. */
export function aloneTab(): Tabs {
  const taken = new Map<string, number>();
  return {
    join: async (notebook: string, _part: TabPart): Promise<Membership> => {
      taken.set(notebook, (taken.get(notebook) ?? 0) + 1);
      let hasLeft = false;
      return {
        role: "leader",
        tell: () => undefined,
        ask: () =>
          Promise.reject(
            new FlowbookError("bug", "A tab that leads has nobody to ask. Do it here."),
          ),
        takeOver: async () => undefined,
        leave: () => {
          if (hasLeft) return;
          hasLeft = true;
          const left = (taken.get(notebook) ?? 1) - 1;
          if (left > 0) taken.set(notebook, left);
          else taken.delete(notebook);
        },
      };
    },
    taken: async () => new Set(taken.keys()),
  };
}

/** Tells tabs apart; no secret. */
const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
