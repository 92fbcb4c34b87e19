/** The TypeScript in parameter lists: `x?`, `this: T`, and line breaks that JavaScript would not take. */

import type { Node } from "@babel/types";
import { isThisParameter } from "./bindings.ts";
import type { Erasure } from "./erase.ts";
import type { Token } from "./tokens.ts";
import { spanOf, type Span } from "./walk.ts";

type NamedNode = Extract<Node, { type: "Identifier" | "ObjectPattern" | "ArrayPattern" }>;

/** The `?` behind a parameter; `this: T` with its comma. */
export function eraseParameterHead(node: NamedNode, erasure: Erasure): void {
  if (isThisParameter(node)) {
    const { start, end } = spanOf(node);
    const next = erasure.token("after", end);
    erasure.blank({ start, end: next?.text === "," ? next.end : end });
    return;
  }
  if (!("optional" in node) || node.optional !== true) return;
  const mark = tokenBehindName(node, erasure);
  if (mark?.text === "?") erasure.blank(mark);
}

function tokenBehindName(node: NamedNode, erasure: Erasure): Token | null {
  const { start, end } = spanOf(node);
  if (node.type === "Identifier") return erasure.token("after", start + 1);
  if (node.typeAnnotation != null)
    return erasure.token("before", spanOf(node.typeAnnotation).start);
  const last = erasure.token("before", end);
  return last?.text === "?" ? last : erasure.token("after", end);
}

/**
 * An arrow function must begin on the line of a `return` before it, and its `=>` must stand on the
 * line of its `)`: with line breaks inside the types, the brackets move.
 */
export function keepArrowTogether(
  node: Extract<Node, { type: "ArrowFunctionExpression" }>,
  erasure: Erasure,
): void {
  const { text } = erasure.parsed;
  const hasBreak = ({ start, end }: Span) => /[\n\r\u2028\u2029]/.test(text.slice(start, end));
  if (node.typeParameters != null && hasBreak(spanOf(node.typeParameters))) {
    const { start, end } = spanOf(node.typeParameters);
    erasure.blank(erasure.token("after", end));
    erasure.edits.overwrite(start, "(");
  }
  if (node.returnType == null) return;
  const { start, end } = spanOf(node.returnType);
  const close = erasure.token("before", start);
  if (close === null || !hasBreak({ start: close.end, end })) return;
  erasure.blank(close);
  erasure.edits.overwrite(end - 1, ")");
}
