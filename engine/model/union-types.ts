/** The members of a union in an annotation of Python or TypeScript. Pure. */

const OPENS = "([{<";
const CLOSES = ")]}>";

/** The text split where this stands outside of all brackets and quotes, each part without blanks around it. */
function splitAt(text: string, separator: "|" | ","): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (quote !== "") {
      if (letter === "\\") at += 1;
      else if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") {
      quote = letter;
    } else if (OPENS.includes(letter)) {
      depth += 1;
    } else if (CLOSES.includes(letter)) {
      /* `=>` closes nothing. */
      if (text[at - 1] !== "=" || letter !== ">") depth -= 1;
    } else if (letter === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== "");
}

const NONE = /^(?:None|null|undefined)$/;
/* Nothing may be left behind the bracket: `Optional[a] | list[b]` has been split before. */
const WRAPPED = /^(?:typing\.)?(Optional|Union)\[(.*)\]$/s;

/** `Optional[int]` → `int`, `None`; `str | list[int]` → `str`, `list[int]`; what is no union: itself. */
function partsOf(type: string): string[] {
  const parts = splitAt(type, "|");
  const [only = ""] = parts;
  if (parts.length > 1) return parts.flatMap(partsOf);
  const [, wrapper, inner = ""] = WRAPPED.exec(only) ?? [];
  if (wrapper === undefined) return [only];
  return [...splitAt(inner, ",").flatMap(partsOf), ...(wrapper === "Optional" ? ["None"] : [])];
}

/** The types that a union is of, without those of no value at all. */
export const membersOf = (type: string): string[] =>
  partsOf(type).filter((part) => !NONE.test(part));

/** Whether a type admits no value at all: `None`, `null`. */
export const isNullable = (type: string): boolean => partsOf(type).some((part) => NONE.test(part));
