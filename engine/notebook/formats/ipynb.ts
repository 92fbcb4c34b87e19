/** Jupyter notebooks. */

import type { NotebookFormat } from "./format.ts";
import { readIpynb } from "./ipynb-read.ts";
import { writeIpynb } from "./ipynb-write.ts";

export const ipynbFormat: NotebookFormat = {
  id: "ipynb",
  title: "Jupyter notebook",
  about: "For Jupyter, Colab and VS Code. Without outputs; it comes back as the same document.",
  extensions: [".ipynb"],
  mediaType: "application/x-ipynb+json",
  whyNot: () => null,
  write: writeIpynb,
  read: readIpynb,
};
