/** Small helpers for reading a syntax tree of Python. */

import type { SyntaxNode } from "@lezer/common";

/** Without comments, which may stand anywhere. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}

/** The children in groups, parted where a child is called one of these. */
export function groupsOf(children: readonly SyntaxNode[], parting: string): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === parting) groups.push([]);
    else groups.at(-1)?.push(child);
  }
  return groups;
}

/** The variable that an expression like `x.a[0].b` starts from; what a call gives is not its own. */
export function rootOf(node: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = node;
  while (at?.name === "MemberExpression") at = at.firstChild;
  return at?.name === "VariableName" ? at : null;
}
