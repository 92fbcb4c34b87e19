/** What several cells import alike: a module may import a name once. Pure. */

const IMPORT =
  /^([ \t]*import\s+(?:type\s+)?)(?:\{([^{}]*)\}|(\*\s*as\s+[\w$]+|[\w$]+))(\s*from\s*)(["'])([^"'\n]+)\5/gm;

/**
 * A cell's text with blanks for what it imports again from where an earlier one did: as many letters
 * in as many lines, so that every other letter stays in its place.
 * @param known  what was imported so far; it learns what this cell does
 */
export function withoutRepeated(text: string, known: Set<string>): string {
  /** A name that was imported as a type only is none that a value could be made with. */
  const isKnown = (name: string, isType: boolean): boolean => {
    if (known.has(name) || (isType && known.has(`type ${name}`))) return true;
    known.add(isType ? `type ${name}` : name);
    return false;
  };
  return text.replace(IMPORT, (...found: readonly unknown[]) => {
    const [statement, head, names, whole, middle, quote, from] = found.map((part) =>
      typeof part === "string" ? part : "",
    ) as [string, string, string, string, string, string, string];
    const isTypes = /\stype\s/.test(head);
    if (whole !== "") return isKnown(`${from} ${whole}`, isTypes) ? blank(statement) : statement;
    const kept = names.replace(/[^,]+,?/g, (each) => {
      const name = each.replace(",", "").trim();
      const isType = isTypes || name.startsWith("type ");
      const key = `${from} {${name.replace(/^type\s+/, "").replace(/\s+/g, " ")}}`;
      return name !== "" && isKnown(key, isType) ? blank(each) : each;
    });
    return `${head}{${kept}}${middle}${quote}${from}${quote}`;
  });
}

const blank = (text: string): string => text.replace(/[^\n]/g, " ");
