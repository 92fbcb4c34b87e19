/** Shows a notebook, or one cell of it, inside somebody else's page. Nothing of it runs or is stored. */

import { createRoot } from "react-dom/client";
import { FlowbookError } from "../../engine/model/errors.ts";
import { parseNotebook } from "../../engine/notebook/markdown.ts";
import { decodeShare, type Shared } from "../../engine/notebook/share/share.ts";
import { loadBundled } from "../library/bundled.ts";
import { addressOf } from "../library/start-address.ts";
import { keepEntries } from "../run/parameter-entries.ts";
import { keepNothing } from "../settings.ts";
import { linkOf } from "../share/address.ts";
import { giveTheme } from "../theme/theme.ts";
import { parseEmbed, type EmbedSource } from "./address.ts";
import { findCell } from "./cell-reference.ts";
import { Embed } from "./Embed.tsx";
import { Refused } from "./Refused.tsx";
import { tellHeight } from "./height.ts";

/** What the notebook is called here; there is no other. */
const ID = "embed";

/** Shows what the address asks for, or says why it cannot. */
export async function showEmbed(element: HTMLElement): Promise<void> {
  keepNothing();
  giveTheme(null);
  /* The page around may ask for another one by the fragment alone. */
  addEventListener("hashchange", () => location.reload());
  /* What leads away leads out of the frame: the page around may not be left by a link within. */
  element.addEventListener("click", leadOut);
  const root = createRoot(element);
  const {
    location: { search, hash, href },
  } = window;
  try {
    const { source, cell, theme } = parseEmbed(search, hash);
    giveTheme(theme);
    const { markdown, parameters = {} } = await load(source);
    const notebook = parseNotebook(ID, markdown);
    const only = cell === null ? null : findCell(notebook, cell);
    for (const [flow, entries] of Object.entries(parameters)) keepEntries(ID, flow, entries);
    document.title = `${notebook.title} – Flowbook`;
    root.render(
      <Embed markdown={markdown} notebook={notebook} only={only} whole={wholeOf(source, href)} />,
    );
  } catch (error) {
    root.render(<Refused home={new URL(".", href).href} why={reasonOf(error)} />);
  }
  tellHeight(element);
}

async function load(source: EmbedSource): Promise<Shared> {
  if (source.type === "shared") return decodeShare(source.letters);
  return { markdown: await loadBundled(source.id) };
}

/** Where the whole notebook is read, and kept. */
const wholeOf = (source: EmbedSource, href: string): string =>
  source.type === "shared"
    ? linkOf(source.letters, href)
    : new URL(addressOf(source.id), new URL(".", href)).href;

function reasonOf(error: unknown): string {
  if (error instanceof FlowbookError) return error.message;
  const why = error instanceof Error ? error.message : String(error);
  return `The notebook could not be loaded: ${why} Reload the page to try again.`;
}

/** References within the text lead nowhere: its headings have no names. */
function leadOut(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link === null) return;
  if (link.getAttribute("href")?.startsWith("#") === true) event.preventDefault();
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}
