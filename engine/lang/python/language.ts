/** Python as a language of cells: the door of this folder. */

import type { Language } from "../../ports.ts";
import { compileCell, placeInCell } from "./compile.ts";
import { findPythonFrames } from "./frames.ts";

export const pythonLanguage: Language = {
  id: "python",
  compile: compileCell,
  placeOf: placeInCell,
  framesOf: findPythonFrames,
};
