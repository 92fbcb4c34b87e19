/**
 * Reads cron expressions: five fields, or six with the seconds last. Same dialect as croniter,
 * which Prefect 1.x uses: names, `*`, lists, ranges, steps, `l`, `5#2`, `l5` and the `@` words.
 */

import { FlowbookError } from "../model/errors.ts";

/** What each field lets pass. */
export interface Cron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** null: all. */
  readonly days: ReadonlySet<number> | null;
  /** `l` in the day field. */
  readonly lastDay: boolean;
  readonly months: ReadonlySet<number>;
  /** Sunday is 0, as cron has it. null: all. */
  readonly weekdays: ReadonlySet<number> | null;
  /** `5#2` and `l5`: the second and the last Friday. Empty: none are named. */
  readonly nthWeekdays: readonly NthWeekday[];
}

export interface NthWeekday {
  readonly weekday: number;
  /** 1 to 5. */
  readonly nth: number | "last";
}

interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
  /** The value of the first name. */
  readonly firstName?: number;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELD = {
  minute: { name: "minute", low: 0, high: 59 },
  hour: { name: "hour", low: 0, high: 23 },
  day: { name: "day of the month", low: 1, high: 31 },
  month: { name: "month", low: 1, high: 12, names: MONTHS, firstName: 1 },
  // 7 is Sunday too.
  weekday: { name: "day of the week", low: 0, high: 7, names: WEEKDAYS, firstName: 0 },
  second: { name: "second", low: 0, high: 59 },
} satisfies Record<string, Field>;

const WORDS: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/** @throws FlowbookError `badSchedule` that names the field and what is wrong with it */
export function parseCron(text: string): Cron {
  const lower = text.trim().toLowerCase();
  const fields = (WORDS[lower] ?? lower).split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = "", second = "0"] = fields;
  if (lower === "" || (fields.length !== 5 && fields.length !== 6)) {
    const found = lower === "" ? 0 : fields.length;
    throw badCron(
      text,
      `it has ${found} field${found === 1 ? "" : "s"}, not the five of minute, hour, day of the month, ` +
        'month and day of the week; "0 9 * * 1-5" is 9:00 on weekdays',
    );
  }
  const read = (field: Field, part: string): Set<number> => parseField({ cron: text, field, part });
  const { plain: plainDays, lastDay } = splitLastDay(day === "?" ? "*" : day);
  const { plain: plainWeekdays, nthWeekdays } = splitNth(text, weekday === "?" ? "*" : weekday);
  const days = plainDays === "" ? new Set<number>() : read(FIELD.day, plainDays);
  const sevens = plainWeekdays === "" ? new Set<number>() : read(FIELD.weekday, plainWeekdays);
  const weekdays = new Set([...sevens].map((each) => each % 7));
  return {
    seconds: sorted(read(FIELD.second, second)),
    minutes: sorted(read(FIELD.minute, minute)),
    hours: sorted(read(FIELD.hour, hour)),
    // A field that names every value is as good as a star, as in croniter.
    days: days.size === 31 ? null : days,
    lastDay,
    months: read(FIELD.month, month),
    weekdays: weekdays.size === 7 ? null : weekdays,
    nthWeekdays,
  };
}

const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);

function splitLastDay(part: string): { plain: string; lastDay: boolean } {
  const items = part.split(",");
  const plain = items.filter((item) => item !== "l");
  return { plain: plain.join(","), lastDay: plain.length < items.length };
}

function splitNth(cron: string, part: string): { plain: string; nthWeekdays: NthWeekday[] } {
  const plain: string[] = [];
  const nthWeekdays: NthWeekday[] = [];
  for (const item of part.split(",")) {
    const [, last, named, count] = /^(?:l(\w+)|(.+)#(\d+))$/.exec(item) ?? [];
    const which = last ?? named;
    if (which === undefined) {
      plain.push(item);
      continue;
    }
    const nth = count === undefined ? "last" : Number(count);
    if (nth !== "last" && (nth < 1 || nth > 5)) {
      throw badField(
        { cron, field: FIELD.weekday, part: item },
        "counts past the five weeks of a month",
      );
    }
    for (const value of parseField({ cron, field: FIELD.weekday, part: which })) {
      nthWeekdays.push({ weekday: value % 7, nth });
    }
  }
  if (plain.length > 0 && nthWeekdays.length > 0) {
    const why = "mixes plain days with counted ones; use two clocks instead";
    throw badField({ cron, field: FIELD.weekday, part }, why);
  }
  return { plain: plain.join(","), nthWeekdays };
}

interface FieldText {
  readonly cron: string;
  readonly field: Field;
  readonly part: string;
}

function parseField(given: FieldText): Set<number> {
  const values = new Set<number>();
  for (const part of given.part.split(",")) {
    const item = { ...given, part };
    const [range = "", step, ...rest] = part.split("/");
    if (rest.length > 0) throw badField(item, "has more than one step");
    const { low, high } = parseRange(item, range, step !== undefined);
    const by = step === undefined ? 1 : Number(step);
    if (step !== undefined && !/^\d+$/.test(step))
      throw badField(item, "has a step that is no number");
    if (by === 0) throw badField(item, "has a step of zero");
    for (let value = low; value <= high; value += by) values.add(value);
  }
  return values;
}

function parseRange(
  item: FieldText,
  range: string,
  stepped: boolean,
): { low: number; high: number } {
  const { field } = item;
  // Cron's 7 is a second name for Sunday, so a star leaves it out.
  if (range === "*") return { low: field.low, high: field === FIELD.weekday ? 6 : field.high };
  const [first = "", last, ...rest] = range.split("-");
  if (rest.length > 0) throw badField(item, "is not a range");
  const low = parseValue(item, first);
  if (last === undefined) return { low, high: stepped ? field.high : low };
  const end = parseValue(item, last);
  // "fri-sun": here Sunday ends the week.
  const high = field === FIELD.weekday && end === 0 && low > 0 ? 7 : end;
  if (high < low)
    throw badField(item, `runs backwards; write ${first}-${field.high},${field.low}-${last}`);
  return { low, high };
}

function parseValue(item: FieldText, text: string): number {
  const { field } = item;
  const named = field.names?.indexOf(text) ?? -1;
  if (named >= 0) return named + (field.firstName ?? 0);
  if (!/^\d+$/.test(text)) {
    const names = field.names ? ` or a name like "${field.names[1]}"` : "";
    throw badField(item, `is not a number from ${field.low} to ${field.high}${names}`);
  }
  const value = Number(text);
  if (value < field.low || value > field.high) {
    throw badField(item, `is out of its range, ${field.low} to ${field.high}`);
  }
  return value;
}

const badField = ({ cron, field, part }: FieldText, why: string): FlowbookError =>
  badCron(cron, `the ${field.name} field "${part}" ${why}`);

const badCron = (cron: string, why: string): FlowbookError =>
  new FlowbookError("badSchedule", `Invalid cron string "${cron}": ${why}.`, { cron });
