/**
 * The page's start: what a link shares, or another page embeds, is read without the engine; all else is
 * with it.
 */

import { isEmbed } from "./embed/address.ts";
import type { HandedOver } from "./handed-over.ts";
import { sharedLetters } from "./share/address.ts";
import { applyTheme } from "./theme/theme.ts";
import "./theme/tokens.css";

function fail(error: unknown): void {
  const root = document.getElementById("root") ?? document.body;
  const message = error instanceof Error ? error.message : String(error);
  const told = document.createElement("p");
  told.textContent = `Flowbook could not start: ${message}. It may have been renewed where it comes from since this page was opened: what is stored here stays, and a reload begins with all of the new one.`;
  const reload = document.createElement("button");
  reload.textContent = "Reload";
  reload.onclick = () => location.reload();
  root.replaceChildren(told, reload);
}

async function openNotebooks(root: HTMLElement, handed: HandedOver | null): Promise<void> {
  const { start } = await import("./start.tsx");
  await start(root, handed);
}

async function openPage(): Promise<void> {
  applyTheme();
  const root = document.getElementById("root");
  if (!root) throw new RangeError("The page has no element with the id root.");
  if (isEmbed(location.search)) {
    const { showEmbed } = await import("./embed/show.tsx");
    return showEmbed(root);
  }
  if (sharedLetters(location.hash) === null) return openNotebooks(root, null);
  const { readShared } = await import("./share/read.tsx");
  readShared(root, (kept) => void openNotebooks(root, kept).catch(fail));
}

openPage().catch(fail);
