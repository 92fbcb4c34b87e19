/** Files of other formats become new notebooks: nothing that is here is written over. */

import { cellIds } from "../session/cell-ids.ts";
import { documentOf } from "../session/edits.ts";
import type { Api, Session } from "../session/session.ts";
import { newNotebookId } from "./open.ts";
import { notebooksChanged } from "./use-notebooks.ts";

/** What came of a file. */
export type ImportedFile =
  | {
      readonly type: "taken";
      readonly file: string;
      readonly id: string;
      readonly title: string;
      readonly warnings: readonly string[];
    }
  | { readonly type: "refused"; readonly file: string; readonly why: string };

/** One after the other: each may be large. */
export async function importNotebooks(
  session: Session,
  files: readonly File[],
): Promise<readonly ImportedFile[]> {
  const outcomes = await session.ask(async (api) => {
    const taken: ImportedFile[] = [];
    for (const file of files) taken.push(await importNotebook(api, file));
    return taken;
  });
  notebooksChanged();
  return outcomes ?? [];
}

async function importNotebook(api: Api, file: File): Promise<ImportedFile> {
  try {
    const { readNotebookFile } = await import("../../engine/notebook/formats/read-file.ts");
    const bytes = new Uint8Array(await file.arrayBuffer());
    const id = newNotebookId();
    const { notebook, warnings } = readNotebookFile({ name: file.name, bytes }, id, cellIds());
    await api.saveNotebook(id, documentOf(notebook), 0);
    return { type: "taken", file: file.name, id, title: notebook.title, warnings };
  } catch (error) {
    /* Of the others each stands for itself. */
    const why = error instanceof Error ? error.message : String(error);
    return { type: "refused", file: file.name, why };
  }
}
