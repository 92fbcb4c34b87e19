/** Markdown to HTML that may stand in the page. */

import DOMPurify from "dompurify";
import { marked } from "marked";

/** A notebook may be a stranger's: what could act, or pose as a part of the page, is left out. */
export const toSafeHtml = (text: string): string =>
  DOMPurify.sanitize(marked.parse(text, { async: false, gfm: true }), {
    FORBID_TAGS: ["style", "form", "input", "button", "iframe", "object", "embed"],
    FORBID_ATTR: ["style", "id", "class", "name"],
  });
