/** Keeps the values of a cell's variables (`$.keep`), and shows its last expression (`$.value`). */

import type { Node, Program } from "@babel/types";
import type { TextEdits } from "./edits.ts";
import { isFunction, spanOf, startWithParentheses, unwrapped } from "./walk.ts";

/**
 * Wraps the initialisers of the cell's own variables. Literals are left alone, for they come out the
 * same every time; functions and classes, for they cannot be kept and would lose their names.
 */
export function keepVariables(program: Program, edits: TextEdits): void {
  for (const statement of program.body) {
    const declared =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type !== "VariableDeclaration" || declared.declare === true) continue;
    if (declared.kind.endsWith("using")) continue;
    for (const { id, init, end } of declared.declarations) {
      if (init == null || isAlwaysTheSame(unwrapped(init))) continue;
      const name = JSON.stringify(captureName(id));
      const span = { start: startWithParentheses(init), end: end ?? spanOf(init).end };
      edits.wrap(span, `$.has(${name}) ? $.get(${name}) : $.keep(${name}, `, ")");
    }
  }
}

function captureName(id: Node): string {
  if (id.type === "Identifier") return id.name;
  const names = namesIn(id).join(", ");
  return `${id.type === "ArrayPattern" ? `[${names}]` : `{${names}}`}@${spanOf(id).start}`;
}

function namesIn(pattern: Node): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap(namesIn);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element === null ? [] : namesIn(element)));
    case "ObjectProperty":
      return namesIn(pattern.value);
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    default:
      return [];
  }
}

function isAlwaysTheSame(node: Node): boolean {
  if (node.type === "UnaryExpression") return isAlwaysTheSame(unwrapped(node.argument));
  if (node.type === "TemplateLiteral") return node.expressions.length === 0;
  const isLiteral = node.type.endsWith("Literal");
  return isLiteral || isFunction(node) || node.type === "ClassExpression";
}

/** Shows the last statement's value if it is an expression. Statements of types only do not count. */
export function showLastValue(program: Program, edits: TextEdits, gone: ReadonlySet<Node>): void {
  const last = program.body.findLast((node) => !gone.has(node) && node.type !== "EmptyStatement");
  const shown = last ?? program.directives.at(-1);
  if (shown === undefined) return;
  const span = valueSpan(shown, edits.original);
  if (span !== null) edits.wrap(span, "$.value((", "))");
}

function valueSpan(node: Node, text: string): { start: number; end: number } | null {
  const { start, end } = spanOf(node);
  const stop = text[end - 1] === ";" ? end - 1 : end;
  switch (node.type) {
    case "ExpressionStatement":
    case "Directive":
      return { start, end: stop };
    case "ExportDefaultDeclaration": {
      const { declaration } = node;
      if (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") {
        return null;
      }
      return { start: startWithParentheses(declaration), end: stop };
    }
    default:
      return null;
  }
}
