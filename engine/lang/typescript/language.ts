/** TypeScript as a language of cells: the door of this folder. */

import type { Language } from "../../ports.ts";
import { compileCell } from "./compile.ts";
import { findJavaScriptFrames } from "./frames.ts";
import { placeInCell } from "./places.ts";

export const typescriptLanguage: Language = {
  id: "typescript",
  compile: compileCell,
  placeOf: placeInCell,
  framesOf: findJavaScriptFrames,
};
