/** Parses a value that was prepared for looking at. */

import type { PreviewNode } from "../sandbox/protocol.ts";
import { countOf, fieldsOf, listOf, malformed, textOf } from "./guards.ts";

const MAX_PREVIEW_NODES = 2500;
/** In code units: two for each of the 10,000 characters that a language may count. */
const MAX_PREVIEW_TEXT = 20_100;

/** A preview tree. Its size is bounded as a whole, and with it its depth. */
export function parsePreviewNode(value: unknown): PreviewNode {
  let left = MAX_PREVIEW_NODES;
  const parse = (node: unknown, depth: number): PreviewNode => {
    if (--left < 0) throw malformed("a preview", `of at most ${MAX_PREVIEW_NODES} nodes`);
    if (depth > 10) throw malformed("a preview", "at most 10 levels deep");
    const fields = fieldsOf(node, "a preview");
    const bare = {
      type: textOf(fields["type"], "the type of a preview", 1000),
      text: textOf(fields["text"], "the text of a preview", MAX_PREVIEW_TEXT),
    };
    const more =
      fields["more"] === undefined ? {} : { more: countOf(fields["more"], "what is left out") };
    if (fields["entries"] === undefined) return { ...bare, ...more };
    const entries = listOf(fields["entries"], "the entries of a preview", {
      max: 1000,
      item: (each) => {
        const entry = fieldsOf(each, "an entry of a preview");
        return {
          key: textOf(entry["key"], "the key of an entry", 1000),
          node: parse(entry["node"], depth + 1),
        };
      },
    });
    return { ...bare, entries, ...more };
  };
  return parse(value, 0);
}
