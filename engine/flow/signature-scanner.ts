/**
 * Reads the parameters of a function off its source text. Tolerant: it knows where parameters end,
 * and leaves everything else to the engine that compiled the text.
 */

/** One parameter as written: `x`, `y = 1`, `...rest`, `{ a, b }`. */
export interface ScannedParameter {
  /** Up to the default, without comments. */
  readonly pattern: string;
  readonly default?: string;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** null: the text shows no parameters (a function of the engine or of the browser). */
export function scanParameters(text: string): readonly ScannedParameter[] | null {
  if (/\{\s*\[native code\]\s*\}\s*$/.test(text)) return null;
  if (/^class\b/.test(text)) return scanConstructor(text);
  const single = /^(?:async\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u.exec(text);
  if (single?.[1] !== undefined) return [{ pattern: single[1] }];
  const open = findOpening(text, 0);
  return open === null ? null : splitParameters(text, open + 1);
}

function scanConstructor(text: string): readonly ScannedParameter[] {
  const match = /\bconstructor\s*(?=\()/.exec(text);
  if (match === null) return [];
  return splitParameters(text, match.index + match[0].length + 1);
}

/** The first parenthesis that is not inside a computed name or a comment. */
function findOpening(text: string, start: number): number | null {
  for (let at = start; at < text.length;) {
    if (text[at] === "(") return at;
    at = text[at] === "[" ? skipGroup(text, at) : skipToken(text, at);
  }
  return null;
}

/** The parameters from just behind the opening parenthesis to its match. */
function splitParameters(text: string, start: number): readonly ScannedParameter[] {
  const parameters: ScannedParameter[] = [];
  let pattern = "";
  let value: string | null = null;
  const finish = (): void => {
    const name = pattern.trim();
    if (name !== "") {
      parameters.push(
        value === null ? { pattern: name } : { pattern: name, default: value.trim() },
      );
    }
    pattern = "";
    value = null;
  };
  for (let at = start; at < text.length && text[at] !== ")";) {
    const char = text[at] ?? "";
    const next = CLOSING[char] === undefined ? skipToken(text, at) : skipGroup(text, at);
    const token = isComment(text, at) ? " " : text.slice(at, next);
    if (token === ",") finish();
    else if (token === "=" && value === null) value = "";
    else if (value === null) pattern += token;
    else value += token;
    at = next;
  }
  finish();
  return parameters;
}

/** Just behind the bracket that closes the one at `at`. */
function skipGroup(text: string, at: number): number {
  const closing = CLOSING[text[at] ?? ""];
  for (let next = at + 1; next < text.length;) {
    const char = text[next] ?? "";
    if (char === closing) return next + 1;
    next = CLOSING[char] === undefined ? skipToken(text, next) : skipGroup(text, next);
  }
  return text.length;
}

/** Just behind the text, comment, regular expression, arrow or character at `at`. */
function skipToken(text: string, at: number): number {
  const char = text[at];
  if (char === '"' || char === "'") return skipQuoted(text, at, char);
  if (char === "`") return skipTemplate(text, at);
  if (isComment(text, at)) {
    const end = text[at + 1] === "/" ? text.indexOf("\n", at) : text.indexOf("*/", at + 2) + 2;
    return end < at + 2 ? text.length : end;
  }
  if (char === "/" && isRegExpHere(text, at)) return skipRegExp(text, at);
  const pair = text.slice(at, at + 2);
  return pair === "=>" || pair === "==" || pair === ">=" || pair === "<=" ? at + 2 : at + 1;
}

const isComment = (text: string, at: number): boolean =>
  text[at] === "/" && (text[at + 1] === "/" || text[at + 1] === "*");

/** A slash divides only behind a value. */
const isRegExpHere = (text: string, at: number): boolean =>
  !/[\p{ID_Continue}$)\]}'"`]\s*$/u.test(text.slice(Math.max(0, at - 20), at));

function skipQuoted(text: string, at: number, mark: string): number {
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === "\\") next++;
    else if (text[next] === mark) return next + 1;
  }
  return text.length;
}

function skipTemplate(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === "\\") next++;
    else if (text[next] === "`") return next + 1;
    else if (text[next] === "$" && text[next + 1] === "{") next = skipGroup(text, next + 1) - 1;
  }
  return text.length;
}

function skipRegExp(text: string, at: number): number {
  let inClass = false;
  for (let next = at + 1; next < text.length; next++) {
    const char = text[next];
    if (char === "\\") next++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) return next + 1;
  }
  return text.length;
}
