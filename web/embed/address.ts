/** What `?embed…` of an address asks for, and the addresses and snippets that ask for it. Pure. */

import { FlowbookError } from "../../engine/model/errors.ts";
import { isBundled } from "../library/bundled.ts";
import { sharedLetters } from "../share/address.ts";

/** Where the notebook comes from. */
export type EmbedSource =
  | { readonly type: "bundled"; readonly id: string }
  /** @see sharedLetters */
  | { readonly type: "shared"; readonly letters: string };

export interface EmbedAddress {
  readonly source: EmbedSource;
  /** The one cell that is shown, as `findCell` knows it; null: the whole notebook. */
  readonly cell: string | null;
  /** null: the system's. */
  readonly theme: "light" | "dark" | null;
}

/** Whether an address asks for an embed at all. @param search  `location.search` */
export const isEmbed = (search: string): boolean => new URLSearchParams(search).has("embed");

/** @throws FlowbookError badLink, and nothing else, where it asks for nothing that there is */
export function parseEmbed(search: string, hash: string): EmbedAddress {
  const asked = new URLSearchParams(search);
  return { source: sourceIn(asked, hash), cell: cellIn(asked), theme: themeIn(asked) };
}

function sourceIn(asked: URLSearchParams, hash: string): EmbedSource {
  const letters = sharedLetters(hash);
  const id = asked.get("notebook");
  if (letters !== null && id !== null) {
    throw refused(
      `This embed names the notebook "${id}" and holds another one behind #s=. Leave one of the two out.`,
    );
  }
  if (letters !== null) return { type: "shared", letters };
  if (id === null || id === "") {
    throw refused(
      "This embed says no notebook. Copy the snippet again from Share, or write notebook=… with the name of one that ships with Flowbook.",
    );
  }
  if (isBundled(id)) return { type: "bundled", id };
  throw refused(
    `This embed names the notebook "${id}", and none of that name ships with Flowbook. To embed one of your own, copy its snippet from Share.`,
  );
}

function cellIn(asked: URLSearchParams): string | null {
  const cell = asked.get("cell");
  if (cell === null) return null;
  const reference = cell.trim();
  if (reference !== "") return reference;
  throw refused(
    "This embed says cell= without a cell. Write the number of a code cell, counted from 1, or leave it out.",
  );
}

function themeIn(asked: URLSearchParams): EmbedAddress["theme"] {
  const theme = asked.get("theme");
  if (theme === null || theme === "light" || theme === "dark") return theme;
  throw refused(
    `This embed asks for the theme "${theme}", and there are light and dark. Leave it out to follow the reader's system.`,
  );
}

const refused = (message: string): FlowbookError => new FlowbookError("badLink", message);

/** The address of an embed. @param href  any address of this page */
export function embedLink({ source, cell, theme }: EmbedAddress, href: string): string {
  const address = new URL(href);
  address.search = "";
  address.hash = "";
  const asked = [
    "embed",
    ...(source.type === "bundled" ? [`notebook=${encodeURIComponent(source.id)}`] : []),
    ...(cell === null ? [] : [`cell=${encodeURIComponent(cell)}`]),
    ...(theme === null ? [] : [`theme=${theme}`]),
  ];
  const hash = source.type === "shared" ? `#s=${source.letters}` : "";
  return `${address.href}?${asked.join("&")}${hash}`;
}

/**
 * What the embedded page may do, and no more: run scripts, of its own origin (from no other one could
 * it load them), ask for parameters, save a graph, and open Flowbook in a tab of its own. It cannot
 * lead the page around it away.
 */
const SANDBOX =
  "allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox";

/** HTML that puts an embed into any page. @param link  of `embedLink` */
export const snippetOf = (link: string, title: string): string =>
  `<iframe src="${escaped(link)}" title="${escaped(title)}" width="100%" height="480" loading="lazy" sandbox="${SANDBOX}"></iframe>`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
