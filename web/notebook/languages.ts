/** The languages of code cells, as the page names them. */

import type { LanguageId } from "../../engine/model/notebook.ts";

export const LANGUAGE_NAMES: Readonly<Record<LanguageId, string>> = {
  typescript: "TypeScript",
  python: "Python",
};

/** In the order they are offered. */
export const LANGUAGE_IDS: readonly LanguageId[] = ["typescript", "python"];
