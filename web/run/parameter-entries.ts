/** What was entered for the parameters of a notebook's flows: kept for this browser, for the next run. */

import { FlowbookError } from "../../engine/model/errors.ts";
import { readSetting, writeSetting } from "../settings.ts";

export type Entries = Readonly<Record<string, string>>;

const keyOf = (notebook: string): string => `flowbook:parameters:${notebook}`;

/** Longer texts are not kept: the room is small, and shared with the settings. */
const MOST_LETTERS = 20_000;

/** By parameter, as it was typed; nothing where nothing is kept. */
export function entriesOf(notebook: string, flow: string): Entries {
  return readAll(notebook)[flow] ?? {};
}

/** All that is kept for a notebook, by flow; flows for which nothing was entered left out. */
export const allEntriesOf = (notebook: string): Readonly<Record<string, Entries>> =>
  Object.fromEntries(
    Object.entries(readAll(notebook)).filter(([, entries]) => Object.keys(entries).length > 0),
  );

/**
 * Keeps what was entered for a flow in place of what was.
 * @returns false: the browser has no room, and it lasts as long as the page
 */
export function keepEntries(notebook: string, flow: string, entries: Entries): boolean {
  const short = Object.entries(entries).filter(
    ([, text]) => text !== "" && text.length <= MOST_LETTERS,
  );
  const all = { ...readAll(notebook), [flow]: Object.fromEntries(short) };
  return writeSetting(keyOf(notebook), JSON.stringify(all));
}

/** What to tell where the entries for a flow are not kept. */
export const notKept = (flow: string): FlowbookError =>
  new FlowbookError(
    "storage",
    `What you entered for ${flow} is not remembered for the next visit: the browser keeps no more settings of this page. Allow it to store data, or free some of its storage.`,
  );

function readAll(notebook: string): Readonly<Record<string, Entries>> {
  const all = recordOf(readSetting(keyOf(notebook)));
  return Object.fromEntries(
    Object.entries(all).map(([flow, entries]) => {
      const texts = isRecord(entries) ? Object.entries(entries) : [];
      return [
        flow,
        Object.fromEntries(
          texts.flatMap(([name, text]) => (typeof text === "string" ? [[name, text]] : [])),
        ),
      ];
    }),
  );
}

/** What is no such record, an older version's or somebody else's, is as good as nothing. */
function recordOf(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return isRecord(value) ? value : {};
  } catch {
    /* No JSON. */
    return {};
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
