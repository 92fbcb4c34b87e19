/** Pictures that Jupyter keeps within a cell: they go into its text. */

import { isObject, type JsonObject } from "./ipynb-parse.ts";

/** Characters of one picture: it stands in the text that a person edits. */
const MOST = 200_000;

export interface Attached {
  readonly text: string;
  /** Nothing was left out. */
  readonly isWhole: boolean;
}

/** The text with `attachment:name` replaced by the picture itself. */
export function withAttachments(source: string, attachments: JsonObject): Attached {
  let text = source;
  let isWhole = true;
  for (const [name, kinds] of Object.entries(attachments)) {
    const picture = pictureIn(kinds);
    if (picture === null) isWhole = false;
    else {
      text = text.replaceAll(`attachment:${name}`, picture);
      text = text.replaceAll(`attachment:${encodeURIComponent(name)}`, picture);
    }
  }
  return { text, isWhole };
}

function pictureIn(kinds: unknown): string | null {
  for (const [type, data] of Object.entries(isObject(kinds) ? kinds : {})) {
    const base64 = Array.isArray(data) ? data.join("") : data;
    if (typeof base64 !== "string" || !/^image\/[\w.+-]+$/.test(type)) continue;
    const plain = base64.replace(/\s/g, "");
    if (plain.length <= MOST && /^[\w+/]*={0,2}$/.test(plain)) {
      return `data:${type};base64,${plain}`;
    }
  }
  return null;
}
