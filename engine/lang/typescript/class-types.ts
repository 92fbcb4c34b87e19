/** The TypeScript in classes: modifiers, `implements`, `?`, `!` and parameter properties. */

import type { Node } from "@babel/types";
import type { Erasure } from "./erase.ts";
import { spanOf } from "./walk.ts";

type ClassNode = Extract<Node, { type: "ClassDeclaration" | "ClassExpression" }>;
type MemberNode = Extract<
  Node,
  { type: "ClassProperty" | "ClassPrivateProperty" | "ClassMethod" | "ClassPrivateMethod" }
>;

const MEMBER_MODIFIERS = new Set([
  "public",
  "private",
  "protected",
  "readonly",
  "override",
  "abstract",
  "declare",
]);

/** `abstract` and `implements …`. */
export function eraseClassHead(node: ClassNode, erasure: Erasure): void {
  const { start } = spanOf(node);
  if (node.type === "ClassDeclaration" && node.abstract === true) {
    erasure.blank(erasure.token("after", start));
  }
  const first = node.implements?.at(0);
  const last = node.implements?.at(-1);
  if (first === undefined || last === undefined) return;
  const keyword = erasure.token("before", spanOf(first).start);
  if (keyword !== null) erasure.blank({ start: keyword.start, end: spanOf(last).end });
}

/** `private`, `readonly`… before a member's name, `?` or `!` behind it. */
export function eraseMemberHead(node: MemberNode, erasure: Erasure): void {
  const { start } = spanOf(node);
  const key = spanOf(node.key);
  for (const token of erasure.parsed.tokens.between(start, key.start)) {
    if (!MEMBER_MODIFIERS.has(token.text)) continue;
    erasure.blank(token);
    // A member before it without a semicolon would go on with a `[` or `*`.
    if (token.start === start) erasure.edits.overwrite(start, ";");
  }
  let next = erasure.token("after", key.end);
  while (next?.text === ")" || next?.text === "]") next = erasure.token("after", next.end);
  if (next?.text === "?" || next?.text === "!") erasure.blank(next);
}

/** `constructor(private x: number)`: the constructor assigns the field. */
export function eraseParameterProperty(
  node: Extract<Node, { type: "TSParameterProperty" }>,
  erasure: Erasure,
): void {
  const { parameter } = node;
  erasure.blank({ start: spanOf(node).start, end: spanOf(parameter).start });
  const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  if (target.type !== "Identifier") return;
  const at = placeForFields(node, erasure);
  if (at === null) {
    erasure.refuse(node, "Call `super(…)` as a statement of its own in this constructor first.");
  } else {
    erasure.edits.insert(at, ` this.${target.name} = ${target.name};`);
  }
}

/** Where a constructor may first touch `this`. */
function placeForFields(property: Node, { parents, edits, parsed }: Erasure): number | null {
  const method = parents.get(property);
  const body = method && parents.get(method);
  const owner = body && parents.get(body);
  if (method?.type !== "ClassMethod" || owner === undefined || !("superClass" in owner))
    return null;
  if (owner.superClass == null) return spanOf(method.body).start + 1;
  const call = method.body.body.find(
    (statement) =>
      statement.type === "ExpressionStatement" &&
      statement.expression.type === "CallExpression" &&
      statement.expression.callee.type === "Super",
  );
  if (call === undefined) return null;
  const { end } = spanOf(call);
  const isFirst = method.params.find((other) => other.type === "TSParameterProperty") === property;
  if (isFirst && parsed.text[end - 1] !== ";") edits.insert(end, ";");
  return end;
}
