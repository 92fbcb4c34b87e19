/** The dates in Prefect's context, all worked out from one moment, in UTC. */

import { toDate } from "./moments.ts";
import { now } from "./realm-clock.ts";
import { repr } from "./repr.ts";
import { warn } from "./warnings.ts";

export interface ContextDates {
  readonly date: Date;
  /** `2020-03-01`, as the next two. */
  readonly today: string;
  readonly yesterday: string;
  readonly tomorrow: string;
  /** `20200301`, as the next two. */
  readonly todayNodash: string;
  readonly yesterdayNodash: string;
  readonly tomorrowNodash: string;
}

const DAY = 86_400_000;

/** @param given  the context's own `date`; if it cannot be read, it is now, with a warning */
export function contextDates(given: unknown): ContextDates {
  const date = dateOf(given);
  const at = (offset: number): string =>
    new Date(date.getTime() + offset * DAY).toISOString().slice(0, 10);
  const [today, yesterday, tomorrow] = [at(0), at(-1), at(1)];
  return {
    date,
    today,
    yesterday,
    tomorrow,
    todayNodash: today.replaceAll("-", ""),
    yesterdayNodash: yesterday.replaceAll("-", ""),
    tomorrowNodash: tomorrow.replaceAll("-", ""),
  };
}

function dateOf(given: unknown): Date {
  if (given === undefined || given === null) return new Date(now());
  try {
    return toDate(given, "date");
  } catch {
    warn(`The date in the context could not be read: ${repr(given)}. Now is taken instead.`);
    return new Date(now());
  }
}
