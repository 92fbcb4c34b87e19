/** What the cells of a notebook showed that has not run yet. */

import type { NotebookOutputs } from "../ports.ts";

export const NO_OUTPUTS: NotebookOutputs = { records: [], lastRun: null };
