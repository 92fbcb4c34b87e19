/** Lines of a document, whatever ends them. */

const LINE = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g;

/** With their ends. */
export const linesOf = (text: string): string[] => text.match(LINE) ?? [];

export const withoutEnd = (line: string): string => line.replace(/[\r\n]+$/, "");

/** With `\n` alone at the ends of lines. */
export const withPlainEnds = (text: string): string => text.replace(/\r\n?/g, "\n");

/** Nothing but spaces and tabs. */
export const isBlank = (line: string): boolean => !/[^ \t\r\n]/.test(line);

/** A text, and the blank lines round it: `lead` and `trail` hold the line ends. */
export interface Parted {
  readonly lead: string;
  readonly own: string;
  readonly trail: string;
}

export function partBlankEnds(text: string): Parted {
  const lines = linesOf(text);
  const first = lines.findIndex((line) => !isBlank(line));
  if (first === -1) return { lead: text, own: "", trail: "" };
  const last = lines.findLastIndex((line) => !isBlank(line));
  const own = lines.slice(first, last + 1).join("");
  const ownEnd = withoutEnd(own);
  return {
    lead: lines.slice(0, first).join(""),
    own: ownEnd,
    trail: own.slice(ownEnd.length) + lines.slice(last + 1).join(""),
  };
}
