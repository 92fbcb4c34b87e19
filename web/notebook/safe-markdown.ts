/** Markdown to HTML that may stand in the page. */

import DOMPurify from "dompurify";
import { renderMarkdown, type Rendered } from "../../engine/notebook/bounded.ts";

/** Of fields only the boxes of task lists stay, to be seen: nobody types into a stranger's text. */
DOMPurify.addHook("uponSanitizeElement", (node, { tagName }) => {
  if (tagName !== "input" || !(node instanceof HTMLInputElement)) return;
  const isTask = node.type === "checkbox" && node.disabled && node.closest("li") !== null;
  if (!isTask) return node.remove();
  node.setAttribute("aria-label", node.checked ? "done" : "to do");
});

/**
 * A notebook may be a stranger's: what could act, or pose as a part of the page, is left out.
 * @param isPlain  it is to stand there as it is
 */
export function safeMarkdown(text: string, isPlain = false): Rendered {
  const { html, isCut } = renderMarkdown(text, isPlain);
  const safe = DOMPurify.sanitize(html, {
    FORBID_TAGS: ["style", "form", "button", "iframe", "object", "embed"],
    FORBID_ATTR: ["style", "id", "class", "name"],
  });
  return { html: safe, isCut };
}
