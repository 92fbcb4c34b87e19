/** The native format: a notebook is its Markdown, byte for byte. */

import { toMarkdown } from "../markdown.ts";
import { badFile, counted, MOST_DOCUMENT, type NotebookFormat } from "./format.ts";

export const markdownFormat: NotebookFormat = {
  id: "markdown",
  title: "Markdown",
  about: "The notebook itself, byte for byte: read it anywhere, keep it in Git, open it here.",
  extensions: [".md", ".markdown"],
  mediaType: "text/markdown",
  whyNot: () => null,
  write: (notebook) => ({ text: toMarkdown(notebook), warnings: [] }),
  read(text) {
    if (text.length > MOST_DOCUMENT) {
      const message = `The file has ${counted(text.length, "character")}, and a notebook at most ${MOST_DOCUMENT}. Move long data out of it, or split it into several files.`;
      throw badFile(message, { length: text.length });
    }
    return { markdown: text, warnings: [], isOwn: true };
  },
};
