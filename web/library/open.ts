/** The ways from one notebook to another: by name, by address, to a new one, away from one that goes. */

import { FlowbookError } from "../../engine/model/errors.ts";
import { parseNotebook, toMarkdown } from "../../engine/notebook/markdown.ts";
import { copyTitle, withTitle } from "../../engine/notebook/title.ts";
import { forgetNetwork } from "../network/settings.ts";
import { cellIds } from "../session/cell-ids.ts";
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

export const newNotebookId = (): string => `notebook-${crypto.randomUUID().slice(0, 8)}`;

/** Opens a new notebook. */
export async function newNotebook(session: Session): Promise<void> {
  await openNotebook(session, newNotebookId(), NEW_TEXT);
  notebooksChanged();
}

/** Opens a notebook, and gives it another title: a step that can be undone. */
export async function renameNotebook(session: Session, id: string, title: string): Promise<void> {
  await openNotebook(session, id);
  if (session.getState().notebook.id !== id) return;
  session.cells.rename(title);
  await session.flush();
  notebooksChanged();
}

/** Opens a copy of a notebook, with a title of its own. Outputs and runs stay with the original. */
export async function duplicateNotebook(session: Session, id: string): Promise<void> {
  await session.flush();
  const copy = await session.ask(async (api) => {
    const kept = await api.storage.document(id);
    const notebook = parseNotebook(newNotebookId(), kept?.text ?? (await textOf(id)));
    const titles = (await api.listNotebooks()).map(({ title }) => title);
    const named = withTitle(notebook, copyTitle(notebook.title, titles), cellIds());
    return { id: notebook.id, text: toMarkdown(named) };
  });
  if (copy === undefined) return;
  await openNotebook(session, copy.id, copy.text);
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
