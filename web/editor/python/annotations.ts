/** Reads annotations as far as they name a class: `X | None`, `Optional[X]`, `"X"`, `list[X]`. */

/** The expressions that may name the class, the likeliest first. */
export function classesIn(annotation: string): string[] {
  const text = annotation.trim().replace(/^(["'])(.*)\1$/, "$2");
  const parts = splitOutside(text, "|");
  if (parts.length > 1) return parts.flatMap(classesIn);
  const generic = /^([\w.]+)\[(.*)\]$/.exec(text);
  if (!generic) return text === "None" || text === "Any" ? [] : [text];
  const [, name = "", inside = ""] = generic;
  const last = name.split(".").at(-1);
  if (last === "Optional" || last === "Union") return splitOutside(inside, ",").flatMap(classesIn);
  if (last === "Annotated") return classesIn(splitOutside(inside, ",")[0] ?? "");
  return [TYPING[last ?? ""] ?? name];
}

/** What `typing` called the builtin classes. */
const TYPING: Readonly<Record<string, string>> = {
  Dict: "dict",
  List: "list",
  Set: "set",
  Tuple: "tuple",
};

/** The parts of a text between separators that stand in no bracket. */
function splitOutside(text: string, separator: "|" | ","): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (char === separator && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== "");
}
