/** What a function's parameters look like in the user's text, types included. */

import type { Node } from "@babel/types";
import type { Signature, SignatureParameter } from "../../model/graph.ts";
import { isThisParameter } from "./bindings.ts";
import { spanOf, startWithParentheses, type FunctionNode } from "./walk.ts";

/** A rest parameter keeps its dots (`...xs`), a pattern is named by its text (`{ a, b }`). */
export function signatureOf(node: FunctionNode, text: string): Signature {
  const parameters = node.params
    .filter((parameter) => !isThisParameter(parameter))
    .map((parameter) => parameterOf(parameter, text));
  const returns = annotationOf(node.returnType, text);
  return returns === null ? { parameters } : { parameters, returns };
}

function parameterOf(node: Node, text: string): SignatureParameter {
  if (node.type === "TSParameterProperty") return parameterOf(node.parameter, text);
  if (node.type === "AssignmentPattern") {
    const value = text.slice(startWithParentheses(node.right), spanOf(node).end);
    return { ...parameterOf(node.left, text), default: value, optional: true };
  }
  const type = "typeAnnotation" in node ? annotationOf(node.typeAnnotation, text) : null;
  const optional = node.type === "RestElement" || ("optional" in node && node.optional === true);
  return { name: nameOf(node, text), ...(type === null ? {} : { type }), optional };
}

function nameOf(node: Node, text: string): string {
  if (node.type === "Identifier") return node.name;
  if (node.type === "RestElement") return `...${nameOf(node.argument, text)}`;
  const { start, end } = spanOf(node);
  const annotation = "typeAnnotation" in node ? node.typeAnnotation : null;
  const stop = isAnnotation(annotation) ? spanOf(annotation).start : end;
  return text
    .slice(start, stop)
    .replace(/\?\s*$/, "")
    .trim();
}

/** The text behind the colon. */
function annotationOf(annotation: unknown, text: string): string | null {
  if (!isAnnotation(annotation)) return null;
  const { start, end } = spanOf(annotation.typeAnnotation);
  return text.slice(start, end);
}

const isAnnotation = (value: unknown): value is Extract<Node, { type: "TSTypeAnnotation" }> =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  value.type === "TSTypeAnnotation";
