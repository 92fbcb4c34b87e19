/**
 * Writes an enum as JavaScript, in place:
 * `enum Color { Red, Green = 5 }` → `var  Color = ((Color) => ([Color.Red = 0, Color.Green = 5], …))({});`
 */

import type { Node } from "@babel/types";
import type { TextEdits } from "./edits.ts";
import type { ParsedCell } from "./parse.ts";
import { spanOf } from "./walk.ts";

type EnumNode = Extract<Node, { type: "TSEnumDeclaration" }>;
type Member = EnumNode["members"][number];

export function writeEnum(node: EnumNode, { text, tokens }: ParsedCell, edits: TextEdits): void {
  const { name } = node.id;
  const { start, end } = spanOf(node);
  const id = spanOf(node.id);
  edits.blank(start, id.start);
  edits.overwrite(start, "var");
  edits.insert(id.end, ` = ((${name}) => (`);
  const open = tokens.after(id.end);
  if (open !== null) edits.overwrite(open.start, "[");
  let previous: Member | null = null;
  for (const member of node.members) {
    writeName(member, name, edits);
    if (member.initializer == null) {
      const value = previous === null ? "0" : `${accessTo(previous, name, text)} + 1`;
      edits.insert(spanOf(member).end, ` = ${value}`);
    }
    previous = member;
  }
  edits.overwrite(end - 1, "]");
  // As in TypeScript, a number leads back to its name.
  const reverse = `Object.keys(${name}).forEach(($v) => { if (typeof ${name}[$v] === "number") ${name}[${name}[$v]] = $v })`;
  edits.insert(end, `, ${reverse}, ${name}))({});`);
}

/** `Red` → `Color.Red`, `"light red"` → `Color["light red"]`. */
function writeName(member: Member, owner: string, edits: TextEdits): void {
  const id = spanOf(member.id);
  if (member.id.type === "Identifier") edits.wrap(id, `${owner}.`);
  else edits.wrap(id, `${owner}[`, "]");
}

function accessTo(member: Member, owner: string, text: string): string {
  const id = spanOf(member.id);
  const name = text.slice(id.start, id.end);
  return member.id.type === "Identifier" ? `${owner}.${name}` : `${owner}[${name}]`;
}
