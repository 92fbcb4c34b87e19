/** Exports as the page asks for them: what the engine made becomes a file to save. */

import type { RunId } from "../../engine/model/run.ts";
import type { Session } from "../session/session.ts";
import { saveBlob } from "../ui/save-blob.ts";
import { fileName } from "./item-text.ts";

/** All notebooks and runs. Resolves when the browser has the file, or the page says why not. */
export async function exportWorkspace(session: Session): Promise<void> {
  await session.flush();
  const file = await session.ask((api) => api.archive.exportWorkspace());
  if (file) saveBlob(fileName("workspace", new Date()), file);
}

/** @param name  the run's name, which the file gets */
export async function exportRun(session: Session, run: RunId, name: string): Promise<void> {
  const file = await session.ask((api) => api.archive.exportRun(run));
  if (file) saveBlob(fileName(name, new Date()), file);
}
