/** Small helpers for walking a tree of Lezer's. */

import type { SyntaxNode } from "@lezer/common";

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}

/** The text of a string literal; an f-string's with its braces. */
export function stringText(literal: string): string {
  const match = /^[a-zA-Z]*("""|'''|"|')([\s\S]*?)(?:\1)?$/.exec(literal);
  return match?.[2] ?? literal;
}

/** An expression on one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Longer expressions are not worth keeping: their class is seldom evident. */
const LONGEST_VALUE = 400;

export function valueText({ from, to }: SyntaxNode, text: string): string | undefined {
  return to - from > LONGEST_VALUE ? undefined : oneLine(text.slice(from, to));
}
