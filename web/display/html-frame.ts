/** The document in the frame that shows a cell's HTML. */

import DOMPurify from "dompurify";
import type { Theme } from "../theme/theme.ts";

/** The frame inherits the page's policy; of the two the stricter one holds each time. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'";

/** Of the page's tokens: inside the frame they are not known. */
const COLORS: Readonly<Record<Theme, string>> = {
  light: "color-scheme: light; color: #1f2328; background: #ffffff",
  dark: "color-scheme: dark; color: #e6edf3; background: #161b22",
};

const STYLE = `
body { margin: 8px; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
td, th { padding: 2px 8px; border: 1px solid; }
`;

/** What is left of HTML without anything that acts, loads, or leads elsewhere. */
export function cleanHtml(html: string): string {
  return DOMPurify.sanitize(html, {
    /* Styles at the very beginning would be dropped else. */
    FORCE_BODY: true,
    FORBID_TAGS: [
      "form",
      "input",
      "button",
      "select",
      "textarea",
      "audio",
      "video",
      "link",
      "base",
    ],
    FORBID_ATTR: ["href", "xlink:href", "action", "target", "ping", "srcset", "background"],
  });
}

/** @param body  cleaned HTML */
export const frameDocument = (body: string, theme: Theme): string =>
  "<!doctype html>" +
  `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
  '<meta http-equiv="x-dns-prefetch-control" content="off">' +
  `<style>html { ${COLORS[theme]} } ${STYLE}</style>${body}`;

/** What begins a line of its own, and how tall one is (in pixels). */
const LINES = "tr, p, li, h1, h2, h3, h4, h5, h6, pre, div, br, hr, dt, dd, blockquote";
const LINE = 26;
const LETTERS_IN_A_LINE = 100;
const PICTURE = 160;
const BORDERS = 32;
const SHORTEST = 64;
const TALLEST = 480;

/** How tall the frame is at first: about as tall as the HTML in it, within limits. */
export function estimateHeight(html: string): number {
  /* Nothing of a document that stands in no window is loaded. */
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const lines = body.querySelectorAll(LINES).length;
  const letters = (body.textContent ?? "").length / LETTERS_IN_A_LINE;
  const pictures = body.querySelectorAll("img, svg").length;
  const height = Math.ceil(Math.max(lines, letters, 1)) * LINE + pictures * PICTURE + BORDERS;
  return Math.min(Math.max(height, SHORTEST), TALLEST);
}
