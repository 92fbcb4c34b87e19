/** Writes values the way Python writes them, for the names Prefect gives to generated tasks. */

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Beyond this many characters nobody needs the rest; writing stops soon after. */
const DEFAULT_LIMIT = 2000;

interface Writing {
  left: number;
  readonly above: Set<object>;
}

/**
 * Python's `repr`: `'abc'`, `[1, 2]`, `{'a': 5}`. Booleans and null stay `true`, `false`, `null`, and
 * a date is its ISO text.
 * @param limit  past this length the text ends soon, in `…`
 */
export const repr = (value: unknown, limit = DEFAULT_LIMIT): string =>
  write(value, { left: limit, above: new Set() });

/** Python's `str`: a text as it is, everything else as `repr` has it. */
export const str = (value: unknown): string => (typeof value === "string" ? value : repr(value));

/** Python's name for the type of a value: `int`, `float`, `str`, `list`, `dict`, `NoneType`… */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case "number":
      return Number.isInteger(value) ? "int" : "float";
    case "bigint":
      return "int";
    case "string":
      return "str";
    case "boolean":
      return "bool";
    case "undefined":
      return "NoneType";
    case "function":
      return "function";
    case "symbol":
      return "symbol";
    case "object":
      return value === null ? "NoneType" : objectTypeName(value);
  }
}

function objectTypeName(value: object): string {
  if (Array.isArray(value)) return "list";
  if (value instanceof Set) return "set";
  if (value instanceof Map || isPlainObject(value)) return "dict";
  if (value instanceof Date) return "datetime";
  return value.constructor.name || "object";
}

/** An object literal, or one without a prototype: data, not an instance of somebody's class. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function write(value: unknown, writing: Writing): string {
  if (writing.left <= 0) return "…";
  const text = writeAny(value, writing);
  writing.left -= text.length;
  return text;
}

function writeAny(value: unknown, writing: Writing): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return writeNumber(value);
    case "undefined":
      return "null";
    case "function":
      return writeFunction(value);
    case "object":
      return value === null ? "null" : writeObject(value, writing);
    default:
      return String(value);
  }
}

function writeNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return String(value);
}

/** A task is a function too, and says itself how it is written. */
function writeFunction(value: object): string {
  const toText: unknown = Reflect.get(value, "toString");
  if (typeof toText === "function" && toText !== Function.prototype.toString) {
    return String(Reflect.apply(toText, value, []));
  }
  const name: unknown = Reflect.get(value, "name");
  return `<function ${typeof name === "string" && name !== "" ? name : "<lambda>"}>`;
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  let body = "";
  for (const char of text) {
    if (char === mark) body += `\\${char}`;
    else if (ESCAPES[char] !== undefined) body += ESCAPES[char];
    else if (char < " " || char === "\x7f") {
      body += `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
    } else body += char;
  }
  return mark + body + mark;
}

function writeObject(value: object, writing: Writing): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "nat" : value.toISOString();
  if (value instanceof Error) return writeError(value);
  if (writing.above.has(value)) return Array.isArray(value) ? "[...]" : "{...}";
  writing.above.add(value);
  const text = writeCollection(value, writing);
  writing.above.delete(value);
  return text;
}

/** A signal prints itself, `SKIP('why')`; other errors print as Python's exceptions do. */
function writeError(error: Error): string {
  if (error.toString !== Error.prototype.toString) return String(error);
  return `${error.name}(${error.message === "" ? "" : quote(error.message)})`;
}

function writeCollection(value: object, writing: Writing): string {
  if (Array.isArray(value)) return `[${writeItems(value, writing)}]`;
  if (value instanceof Set) return value.size === 0 ? "set()" : `{${writeItems(value, writing)}}`;
  if (value instanceof Map) return `{${writeEntries(value.entries(), writing)}}`;
  if (isPlainObject(value)) return `{${writeEntries(Object.entries(value), writing)}}`;
  return `<${objectTypeName(value)} object>`;
}

function writeItems(items: Iterable<unknown>, writing: Writing): string {
  const parts: string[] = [];
  for (const item of items) {
    parts.push(write(item, writing));
    if (writing.left <= 0) break;
  }
  return parts.join(", ");
}

function writeEntries(entries: Iterable<readonly [unknown, unknown]>, writing: Writing): string {
  const parts: string[] = [];
  for (const [key, value] of entries) {
    parts.push(`${write(key, writing)}: ${write(value, writing)}`);
    if (writing.left <= 0) break;
  }
  return parts.join(", ");
}
