/** The ways from one notebook to another: by name, by address, to a new one, away from one that goes. */

import { FlowbookError } from "../../engine/model/errors.ts";
import { forgetNetwork } from "../network/settings.ts";
import type { Session } from "../session/session.ts";
import { firstBundled, isBundled, loadBundled } from "./bundled.ts";
import { chooseNotebook, NEW_TEXT } from "./listing.ts";
import { addressChanged, addressOf, isStartShown } from "./start-address.ts";
import { notebooksChanged } from "./use-notebooks.ts";

/** Leaves the notebook that is open, and opens this one. The address follows, so that it can be sent. */
export async function openNotebook(session: Session, id: string, text?: string): Promise<void> {
  if (id === session.getState().notebook.id && !isStartShown()) return;
  /* First: somebody who goes back while it opens goes back to the one that is left. */
  history.pushState(null, "", addressOf(id));
  addressChanged();
  await show(session, id, text);
  const { notebook } = session.getState();
  if (id !== notebook.id) history.replaceState(null, "", addressOf(notebook.id));
}

/** Opens a new notebook. */
export async function newNotebook(session: Session): Promise<void> {
  await openNotebook(session, `notebook-${crypto.randomUUID().slice(0, 8)}`, NEW_TEXT);
  notebooksChanged();
}

/** Opens what the address names; where there is no such notebook says so, and opens the first. */
export async function followAddress(session: Session): Promise<void> {
  /* The notebook that is open stays open behind the start page. */
  if (isStartShown()) return;
  await session.ask(async (api) => {
    const { id, problem } = await chooseNotebook(location.search, () => api.listNotebooks());
    await show(session, id);
    if (problem !== null) tellUnknown(session, problem);
  });
}

/** What to do where an address names no notebook that there is: it is said, and not once more. */
export function tellUnknown(session: Session, problem: string): void {
  history.replaceState(null, "", addressOf(session.getState().notebook.id));
  void session.ask(() => Promise.reject(new FlowbookError("notFound", problem)));
}

/**
 * Puts a notebook into the bin, and opens another one if it is open.
 * @returns the id it has in the bin; undefined: it could not be, and the page says why
 */
export async function deleteNotebook(session: Session, id: string): Promise<string | undefined> {
  const binned = await session.ask(async (api) => {
    /* Closing it would cut its runs off: they are asked for before. */
    const live = (await api.runs.list(id)).find(({ standing }) => standing === "live");
    if (live) throw new FlowbookError("wrongMoment", refusal(live.runName));
    /* What is written late would make it again: it is left before it goes. */
    if (session.getState().notebook.id === id) await openNotebook(session, firstBundled(id));
    if (session.getState().notebook.id === id) return undefined;
    await api.closeNotebook(id);
    const binned = await api.storage.binNotebook(id);
    forgetNetwork(id);
    return binned;
  });
  notebooksChanged();
  return binned;
}

const refusal = (run: string): string =>
  `"${run}" of this notebook is under way. Cancel it first, then delete the notebook.`;

/** Takes a notebook out of the bin, and opens it. */
export async function restoreNotebook(session: Session, binned: string): Promise<void> {
  const id = await session.ask((api) => api.storage.restoreNotebook(binned));
  notebooksChanged();
  if (id !== undefined) await openNotebook(session, id);
}

/** Of a stored one the text is there already; one that ships may not be stored yet. */
export const textOf = (id: string, text = ""): Promise<string> =>
  isBundled(id) ? loadBundled(id) : Promise.resolve(text);

let underway: Promise<void> = Promise.resolve();

/** One after the other: somebody may go back before one has opened. */
function show(session: Session, id: string, text?: string): Promise<void> {
  underway = underway.then(() => showNow(session, id, text));
  return underway;
}

/** Where it goes wrong the page says so, and the notebook that was open still is. */
const showNow = (session: Session, id: string, text?: string): Promise<void> =>
  session.ask(async (api, left) => {
    if (id === left) return;
    const { role } = session.getState();
    await session.flush();
    await session.open(id, await textOf(id, text));
    /* What runs here runs on; what only was looked at is another tab's business. */
    if (role === "follower") await api.closeNotebook(left);
  });
