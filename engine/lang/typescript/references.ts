/** Leads free names to `$s`, the scope of the cells above. */

import type { Identifier, Node } from "@babel/types";
import type { TextEdits } from "./edits.ts";
import { isTypeWrapping, spanOf, type Parents } from "./walk.ts";

/** These cannot be anything else, so they stay as they are; `console` is bound in the prelude. */
const FIXED = new Set(["undefined", "NaN", "Infinity", "globalThis", "console"]);

export const isFixedName = (name: string): boolean => FIXED.has(name);

/** `add` → `$s.add` (or `Color.Red` for a member that an enum names bare). */
export function rewriteReference(
  node: Identifier,
  owner: string,
  { edits, parents }: { readonly edits: TextEdits; readonly parents: Parents },
): void {
  const { name } = node;
  // The annotation of a name in a pattern is not part of it.
  const span = { start: spanOf(node).start, end: endOfIdentifier(node, edits.original) };
  const key = isShorthand(node, parents) ? `${name}: ` : "";
  if (isTypeofOperand(node, parents)) {
    edits.wrap(span, `${key}("${name}" in ${owner} ? ${owner}.`, " : undefined)");
  } else if (isCalled(node, parents)) {
    if (startsStatement(node, parents)) edits.insert(span.start, ";");
    // Without the comma, `this` would be the scope in the called function.
    edits.wrap(span, `(0,${owner}.`, ")");
  } else edits.wrap(span, `${key}${owner}.`);
}

function endOfIdentifier(node: Identifier, text: string): number {
  const { start, end } = spanOf(node);
  if (node.typeAnnotation == null && node.optional !== true) return end;
  return start + (/^[\p{ID_Continue}$]+/u.exec(text.slice(start))?.[0].length ?? node.name.length);
}

/** The expression that consists of nothing but this one, as JavaScript sees it. */
function outermost(node: Node, parents: Parents): Node {
  const parent = parents.get(node);
  return parent !== undefined && isTypeWrapping(parent) ? outermost(parent, parents) : node;
}

function isCalled(node: Node, parents: Parents): boolean {
  const whole = outermost(node, parents);
  const parent = parents.get(whole);
  switch (parent?.type) {
    case "CallExpression":
    case "OptionalCallExpression":
      return parent.callee === whole;
    case "TaggedTemplateExpression":
      return parent.tag === whole;
    default:
      return false;
  }
}

function isTypeofOperand(node: Node, parents: Parents): boolean {
  const parent = parents.get(outermost(node, parents));
  return parent?.type === "UnaryExpression" && parent.operator === "typeof";
}

function isShorthand(node: Node, parents: Parents): boolean {
  const parent = parents.get(node);
  if (parent?.type === "ObjectProperty") return parent.shorthand && parent.value === node;
  if (parent?.type !== "AssignmentPattern" || parent.left !== node) return false;
  const property = parents.get(parent);
  return property?.type === "ObjectProperty" && property.shorthand && property.value === parent;
}

/** Whether a bracket put here would continue the statement before. */
function startsStatement(node: Node, parents: Parents): boolean {
  const { start } = spanOf(node);
  let current: Node | undefined = node;
  while (current !== undefined && current.type !== "ExpressionStatement") {
    if (spanOf(current).start !== start) return false;
    current = parents.get(current);
  }
  if (current === undefined || spanOf(current).start !== start) return false;
  const list = parents.get(current);
  return (
    list?.type === "Program" ||
    list?.type === "BlockStatement" ||
    list?.type === "StaticBlock" ||
    list?.type === "SwitchCase"
  );
}
