/** Says in words a learner can act on what the parser could not read. */

import type { Fault } from "./parse.ts";

interface ParserFault {
  readonly reasonCode: string;
  readonly message: string;
  readonly pos: number;
}

/** Lines that only Python has. */
const PYTHON =
  /^\s*(?:from\s+[\w.]+\s+import\b|import\s+[\w.]+(?:\s+as\s+\w+)?\s*$|def\s+\w+\s*\(|(?:async\s+)?with\s.*:\s*$|(?:el)?if\s.*:\s*$|for\s+\w+\s+in\s.*:\s*$|class\s+\w+.*:\s*$|print\s|else\s*:\s*$|try\s*:\s*$|@\w+(?:\(.*\))?\s*$)/;

/** A whole word, number or mark at the fault. */
const TOKEN_AT = /[\p{ID_Start}$_][\p{ID_Continue}$]*|[\d.]+|=>|[^\s]/uy;

export function explainFault(text: string, fault: ParserFault): Fault {
  const start = placeOf(text, fault);
  const found = tokenAt(text, start);
  const message = looksLikePython(text, start)
    ? "This line reads like Python, but this is a TypeScript cell. Change the cell's language, or write it in TypeScript."
    : wordsFor(fault, found, text.slice(start));
  return { start, end: start + found.length, message };
}

/** A missing `;` is reported behind the last token: what disturbs is the next one. */
function placeOf(text: string, { reasonCode, pos }: ParserFault): number {
  if (reasonCode !== "MissingSemicolon") return pos;
  return pos + (/^\s*/.exec(text.slice(pos))?.[0].length ?? 0);
}

function tokenAt(text: string, offset: number): string {
  TOKEN_AT.lastIndex = offset;
  return TOKEN_AT.exec(text)?.[0] ?? "";
}

function looksLikePython(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  const start = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  const line = /^[^\n\r]*/.exec(text.slice(start))?.[0] ?? "";
  return (
    PYTHON.test(line) && !(line.trim().startsWith("@") && !/\n\s*def\s/.test(text.slice(start)))
  );
}

function wordsFor(fault: ParserFault, found: string, rest: string): string {
  const own = fault.message.replace(/\s*\(\d+:\d+\)$/, "").replace(/\.$/, "");
  switch (fault.reasonCode) {
    case "UnexpectedToken":
      return unexpected(found, /expected "(.+)"$/.exec(own)?.[1]);
    case "MissingSemicolon":
      return `\`${found}\` does not belong to what stands before it. Put a line break or a \`;\` between two statements, or an operator between two values.`;
    case "UnterminatedString":
      return `This text never ends: close it with another ${found} on the same line.`;
    case "UnterminatedTemplate":
      return "This text never ends: close it with another `.";
    case "UnterminatedComment":
      return "This comment never ends: close it with */.";
    case "UnterminatedRegExp":
      return "This regular expression never ends: close it with /.";
    case "IllegalReturn":
      return "`return` works only inside a function. To show a value, end the cell with an expression.";
    case "VarRedeclaration":
      return `\`${found}\` is declared twice in this cell. Use another name, or assign to it without declaring it again. (Another cell may declare it anew.)`;
    case "DeclarationMissingInitializer":
      return `${own}: write \`= …\` behind the name, or declare it with \`let\`.`;
    case "AwaitNotInAsyncContext":
      return "`await` works at the top of a cell and in async functions: write `async` in front of this function.";
    case "UnexpectedReservedWord":
      return `\`${found}\` is a word of the language and cannot be used here.`;
    case "MissingPlugin":
    case "MissingOneOfPlugins":
      return rest.startsWith("@")
        ? "TypeScript cells have no decorators. Write `const name = task((x: number) => …, { … })`."
        : `\`${found}\` is not available in cells. Write it out, such as \`get\` and \`set\` for an accessor.`;
    case "ModuleExportUndefined":
      return `${own}. A cell's names are visible below without \`export\`: leave it out.`;
    default:
      return `${own}.`;
  }
}

function unexpected(found: string, expected: string | undefined): string {
  const hope = expected === undefined ? "" : ` Expected \`${expected}\` here.`;
  if (found === "") {
    return `The cell ends in the middle of something.${hope} Look for a bracket that is not closed or a value that is missing.`;
  }
  return `Unexpected \`${found}\`.${hope}`;
}
