/** Hands a text to the browser as a file to save. */

import { saveBlob } from "./save-blob.ts";

/** @param type  the file's media type */
export function saveText(name: string, text: string, type = "text/plain"): void {
  saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
}
