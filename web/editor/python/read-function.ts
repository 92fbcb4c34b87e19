/** Reads a function of a Python text: its parameters, what it gives back, its docstring. */

import type { SyntaxNode } from "@lezer/common";
import type { FunctionName } from "./source.ts";
import { childrenOf, oneLine, stringText } from "./syntax.ts";

/** A default longer than this is not worth a line in a tooltip. */
const LONGEST_DEFAULT = 48;

/**
 * @param definition a FunctionDefinition
 * @param isBound the first parameter is the instance or the class, and not the caller's to give
 */
export function readFunction(
  definition: SyntaxNode,
  text: string,
  { decorators, isBound }: { decorators: readonly string[]; isBound: boolean },
): FunctionName {
  const list = definition.getChild("ParamList");
  const params = list ? readParameters(list, text) : [];
  const returns = definition.getChild("TypeDef");
  const doc = docOf(definition.getChild("Body"), text);
  return {
    kind: "function",
    params: isBound ? params.slice(1) : params,
    ...(returns && { returns: annotationText(returns, text) }),
    ...(doc && { doc }),
    ...(decorators.length > 0 && { decorators }),
  };
}

export function readParameters(list: SyntaxNode, text: string): string[] {
  const params: string[] = [];
  let nodes: SyntaxNode[] = [];
  let start = list.from + 1;
  for (const child of childrenOf(list)) {
    if (child.name === "(") start = child.to;
    else if (child.name === "," || child.name === ")") {
      const param = parameterText(nodes, text.slice(start, child.from), text);
      if (param !== "") params.push(param);
      nodes = [];
      start = child.to;
    } else nodes.push(child);
  }
  return params;
}

/** `written` serves for what has no name: `/` and `*`. */
function parameterText(nodes: readonly SyntaxNode[], written: string, text: string): string {
  const nameAt = nodes.findIndex(({ name }) => name === "VariableName");
  const name = nodes[nameAt];
  if (!name) return oneLine(written.replace(/#.*$/gm, ""));
  const stars = nodes[0] && nodes[0] !== name ? nodes[0].name : "";
  const type = nodes.find((node) => node.name === "TypeDef");
  const equals = nodes.findIndex((node) => node.name === "AssignOp");
  let result = stars + text.slice(name.from, name.to);
  if (type) result += `: ${annotationText(type, text)}`;
  const first = equals < 0 ? undefined : nodes[equals + 1];
  const last = nodes.at(-1);
  if (first && last) {
    const value = oneLine(text.slice(first.from, last.to));
    const shown = value.length > LONGEST_DEFAULT ? "..." : value;
    result += type ? ` = ${shown}` : `=${shown}`;
  }
  return result;
}

/** What stands after the colon or the arrow; a quoted annotation without its quotes. */
export function annotationText(typeDef: SyntaxNode, text: string): string {
  const [inner] = childrenOf(typeDef).filter(({ name }) => name !== ":");
  if (inner?.name === "String") return oneLine(stringText(text.slice(inner.from, inner.to)));
  return oneLine(text.slice(typeDef.from, typeDef.to).replace(/^(->|:)/, ""));
}

/** The first line of the docstring of a body or a script. */
export function docOf(body: SyntaxNode | null, text: string): string | undefined {
  if (!body) return undefined;
  const [first] = childrenOf(body).filter(({ name }) => name !== ":");
  const literal = first?.name === "ExpressionStatement" ? first.firstChild : null;
  if (literal?.name !== "String" && literal?.name !== "ContinuedString") return undefined;
  const line = stringText(text.slice(literal.from, literal.to)).trim().split("\n")[0]?.trim();
  return line === "" ? undefined : line;
}

/** The name in a parameter as written; empty for `*` and `/`. */
export const parameterName = (param: string): string => /^\*{0,2}(\w*)/.exec(param)?.[1] ?? "";
