/** Walking over the syntax tree. */

import type { Node } from "@babel/types";

/** What nodes carry beside their children. */
const NOT_CHILDREN = new Set(["loc", "extra", "errors", "range"]);

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** The nodes directly below, in the order the parser lists them. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (NOT_CHILDREN.has(key)) continue;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

/** Leads from a node to the one above. */
export type Parents = ReadonlyMap<Node, Node>;

export function findParents(root: Node): Parents {
  const parents = new Map<Node, Node>();
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const child of childrenOf(node)) {
      parents.set(child, node);
      open.push(child);
    }
  }
  return parents;
}

/** Calls `visit` on each node, parents first; it answers whether to go on below the node. */
export function walk(root: Node, visit: (node: Node) => boolean): void {
  if (!visit(root)) return;
  for (const child of childrenOf(root)) walk(child, visit);
}

/** Offsets of a node. The parser sets both on every node it makes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const spanOf = (node: Node): Span => ({ start: node.start ?? 0, end: node.end ?? 0 });

/** An expression's span with the parentheses round it. */
export function startWithParentheses(node: Node): number {
  const start = node.extra?.["parenStart"];
  return typeof start === "number" ? start : (node.start ?? 0);
}

/** TypeScript's wrappings of an expression, which do nothing when the code runs. */
export function isTypeWrapping(
  node: Node,
): node is Extract<Node, { readonly type: TypeWrapping; readonly expression: unknown }> {
  return (
    node.type === "TSAsExpression" ||
    node.type === "TSSatisfiesExpression" ||
    node.type === "TSNonNullExpression" ||
    node.type === "TSTypeAssertion" ||
    node.type === "TSInstantiationExpression"
  );
}

type TypeWrapping =
  | "TSAsExpression"
  | "TSSatisfiesExpression"
  | "TSNonNullExpression"
  | "TSTypeAssertion"
  | "TSInstantiationExpression";

/** The expression inside. */
export function unwrapped(node: Node): Node {
  return isTypeWrapping(node) ? unwrapped(node.expression) : node;
}

export type FunctionNode = Extract<
  Node,
  {
    readonly type:
      | "FunctionDeclaration"
      | "FunctionExpression"
      | "ArrowFunctionExpression"
      | "ObjectMethod"
      | "ClassMethod"
      | "ClassPrivateMethod";
  }
>;

/** Functions, methods included: code in them runs later than what is round them. */
export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression" ||
    node.type === "ObjectMethod" ||
    node.type === "ClassMethod" ||
    node.type === "ClassPrivateMethod"
  );
}
