/** What a person assumes before runs: kept as long as the page, whether or not the run view is shown. */

import type { Assumptions } from "../../engine/model/forecast.ts";
import type { Session } from "../session/session.ts";

const NOTHING: Assumptions = new Map();

/** The assumptions of one page, by flow. */
class Assumed {
  readonly #listeners = new Set<() => void>();
  readonly #all = new Map<string, Assumptions>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get(flow: string): Assumptions {
    return this.#all.get(flow) ?? NOTHING;
  }

  set(flow: string, assumptions: Assumptions): void {
    this.#all.set(flow, assumptions.size === 0 ? NOTHING : assumptions);
    for (const listener of this.#listeners) listener();
  }
}

const known = new WeakMap<Session, Assumed>();

/** Those of the page that a session belongs to. */
export function assumedOf(session: Session): Assumed {
  const before = known.get(session);
  if (before) return before;
  const assumed = new Assumed();
  known.set(session, assumed);
  return assumed;
}
