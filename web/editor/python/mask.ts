/** Blanks the strings and comments of a Python text, offsets kept, so that its signs can be read alone. */

export interface Stretch {
  readonly kind: "string" | "comment";
  readonly from: number;
  readonly to: number;
  /** A string without its end, or a comment: what is typed at its end belongs to it. */
  readonly isOpen: boolean;
}

export interface Masked {
  /** Each character of a string is `"`, of a comment a space; line ends stay only outside of strings. */
  readonly text: string;
  readonly stretches: readonly Stretch[];
}

const TOKEN = /(?<![A-Za-z0-9_])[rbfuRBFU]{0,3}("""|'''|"|')|["']|#/g;

export function maskText(text: string): Masked {
  const stretches: Stretch[] = [];
  let masked = "";
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (!token) return { text: masked + text.slice(at), stretches };
    const from = token.index;
    const stretch = token[0] === "#" ? readComment(text, from) : readString(text, from, token);
    stretches.push(stretch);
    masked += text.slice(at, from);
    masked += (stretch.kind === "string" ? '"' : " ").repeat(stretch.to - from);
    at = stretch.to;
  }
}

function readComment(text: string, from: number): Stretch {
  const end = text.indexOf("\n", from);
  return { kind: "comment", from, to: end < 0 ? text.length : end, isOpen: true };
}

function readString(text: string, from: number, token: RegExpExecArray): Stretch {
  const quote = token[1] ?? token[0];
  const end = quote.length === 3 ? text.length : lineEnd(text, from);
  for (let at = from + token[0].length; at < end; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(quote, at)) {
      return { kind: "string", from, to: at + quote.length, isOpen: false };
    }
  }
  return { kind: "string", from, to: end, isOpen: true };
}

/** The end of the line, or of those it is continued on by backslashes. */
function lineEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    if (text[end - 1] !== "\\") return end;
    at = end + 1;
  }
}
