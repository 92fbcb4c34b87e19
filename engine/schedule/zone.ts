/**
 * Time zones: from moments to wall times and back. The rules come from the machine's own time zone
 * database by way of `Intl`, so nothing is shipped and nothing goes stale.
 */

import { FlowbookError } from "../model/errors.ts";
import type { Millis } from "../model/state.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./calendar.ts";
import type { Wall } from "./calendar.ts";

export interface Zone {
  /** As the user wrote it: `America/New_York`, `UTC`, `+05:30`. */
  readonly id: string;
  /** How far its clocks are ahead of UTC at a moment. */
  offsetAt(at: Millis): Millis;
}

const zones = new Map<string, Zone>();

/** @throws FlowbookError `badSchedule` if nobody knows the zone */
export function findZone(id: string): Zone {
  const known = zones.get(id);
  if (known) return known;
  const zone = makeZone(id);
  zones.set(id, zone);
  return zone;
}

export const toWall = (zone: Zone, at: Millis): Wall => at + zone.offsetAt(at);

/**
 * The moment at which clocks show a wall time. Where they show it twice, `pick` says which; a time
 * that they skip is read with the old offset, so it comes out later by the length of the gap.
 */
export function fromWall(zone: Zone, wall: Wall, pick: "earlier" | "later"): Millis {
  const before = zone.offsetAt(wall - DAY);
  const after = zone.offsetAt(wall + DAY);
  const offsets = pick === "earlier" ? [before, after] : [after, before];
  const offset = offsets.find((each) => zone.offsetAt(wall - each) === each) ?? before;
  return wall - offset;
}

/** Whether clocks show this moment's wall time twice. */
export function isRepeated(zone: Zone, at: Millis): boolean {
  const wall = toWall(zone, at);
  return fromWall(zone, wall, "earlier") !== fromWall(zone, wall, "later");
}

const OFFSET = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/;

/** The milliseconds of an offset written `+05:30`; null if it is not one. */
export function parseOffset(text: string): Millis | null {
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = OFFSET.exec(text) ?? [];
  if (sign === undefined) return null;
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  // Not plain negation: -0 would differ from 0.
  return sign === "-" ? 0 - size : size;
}

function makeZone(id: string): Zone {
  if (/^(utc|z)$/i.test(id)) return { id: "UTC", offsetAt: () => 0 };
  const fixed = parseOffset(id);
  if (fixed !== null) return { id, offsetAt: () => fixed };
  const format = formatOf(id);
  return { id, offsetAt: remembering((at) => readOffset(format, at)) };
}

function formatOf(id: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: id, timeZoneName: "longOffset" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `"${id}" is not a time zone: write a name like "Europe/Berlin", or "UTC".`;
    throw new FlowbookError("badSchedule", message, { zone: id });
  }
}

/** The formatted text ends in `GMT-04:00`; plain `GMT` is zero in some engines. */
function readOffset(format: Intl.DateTimeFormat, at: Millis): Millis {
  const text = format.format(at);
  return parseOffset(text.slice(text.lastIndexOf("GMT") + 3)) ?? 0;
}

const MOST_REMEMBERED = 20_000;

/**
 * Asks once a day of the calendar. No zone changed its clocks twice in one day, so where both ends
 * of a day agree, so does all between.
 */
function remembering(ask: (at: Millis) => Millis): (at: Millis) => Millis {
  const known = new Map<number, Millis>();
  const atDay = (day: number): Millis => {
    const found = known.get(day);
    if (found !== undefined) return found;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const offset = ask(day * DAY);
    known.set(day, offset);
    return offset;
  };
  return (at) => {
    const day = Math.floor(at / DAY);
    const offset = atDay(day);
    return offset === atDay(day + 1) ? offset : ask(at);
  };
}
