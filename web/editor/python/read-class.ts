/** Reads a class of a Python text: its bases, methods and attributes, those set on `self` included. */

import type { SyntaxNode } from "@lezer/common";
import { annotationText, docOf, parameterName } from "./read-function.ts";
import type { ClassName, FunctionName, NameSource, VariableName } from "./source.ts";
import { childrenOf, oneLine, valueText } from "./syntax.ts";

/** @param own the names that the class's body binds */
export function readClass(
  definition: SyntaxNode,
  text: string,
  { decorators, own }: { decorators: readonly string[]; own: Map<string, NameSource> },
): ClassName {
  const body = definition.getChild("Body");
  const doc = docOf(body, text);
  const bases = readBases(definition.getChild("ArgList"), text);
  const members = body ? readMembers(body, text, own) : {};
  const isData = decorators.some((each) => /^(dataclasses\.)?dataclass\b/.test(each));
  return {
    kind: "class",
    ...(bases.length > 0 && { bases }),
    members:
      isData && !members["__init__"] ? { ...members, __init__: fieldsInit(members) } : members,
    ...(doc && { doc }),
    ...(decorators.length > 0 && { decorators }),
  };
}

function readBases(list: SyntaxNode | null, text: string): string[] {
  if (!list) return [];
  const bases: string[] = [];
  const nodes = childrenOf(list);
  nodes.forEach((node, index) => {
    if (!["VariableName", "MemberExpression"].includes(node.name)) return;
    const isKeyword = nodes[index + 1]?.name === "AssignOp";
    const isValue = nodes[index - 1]?.name === "AssignOp";
    /* `Generic[T]` has no members of interest, but a generic base class has. */
    if (!isKeyword && !isValue)
      bases.push(oneLine(text.slice(node.from, node.to)).replace(/\[.*$/, ""));
  });
  return bases;
}

function readMembers(
  body: SyntaxNode,
  text: string,
  own: Map<string, NameSource>,
): Record<string, NameSource> {
  const names = new Map(own);
  for (const statement of childrenOf(body)) {
    const method =
      statement.name === "FunctionDefinition"
        ? statement
        : statement.getChild("FunctionDefinition");
    if (method) readSelf(method, text, names);
  }
  return Object.fromEntries(names);
}

/** `self.name: Kind = value`: what a method sets, unless the class says it already. */
function readSelf(method: SyntaxNode, text: string, names: Map<string, NameSource>): void {
  const init = names.get("__init__");
  const self = method.getChild("ParamList")?.getChild("VariableName");
  const body = method.getChild("Body");
  if (!self || !body) return;
  const selfName = text.slice(self.from, self.to);
  body.cursor().iterate(({ node }) => {
    if (node.name === "FunctionDefinition" || node.name === "ClassDefinition") return false;
    if (node.name !== "AssignStatement") return undefined;
    const [target, ...rest] = childrenOf(node);
    const [object, , property] = target?.name === "MemberExpression" ? childrenOf(target) : [];
    if (!object || !property || text.slice(object.from, object.to) !== selfName) return undefined;
    if (property.name !== "PropertyName") return undefined;
    const name = text.slice(property.from, property.to);
    if (!names.has(name)) names.set(name, attribute(rest, text, init));
    return undefined;
  });
}

function attribute(
  rest: readonly SyntaxNode[],
  text: string,
  init: NameSource | undefined,
): VariableName {
  const type = rest.find(({ name }) => name === "TypeDef");
  const last = rest.at(-1);
  const value = last && last !== type ? valueText(last, text) : undefined;
  if (type) return { kind: "variable", annotation: annotationText(type, text) };
  const annotation = init?.kind === "function" && value ? annotationOf(init, value) : undefined;
  return {
    kind: "variable",
    ...(annotation ? { annotation } : value && { value }),
  };
}

/** The annotation of a function's parameter. */
function annotationOf({ params }: FunctionName, name: string): string | undefined {
  const param = params.find((each) => parameterName(each) === name);
  return param && /^\w+: (.*?)(?: = .*)?$/.exec(param)?.[1];
}

/** What a dataclass without an `__init__` is given. */
function fieldsInit(members: Readonly<Record<string, NameSource>>): FunctionName {
  const params = Object.entries(members).flatMap(([name, source]) => {
    if (source.kind !== "variable" || !source.annotation) return [];
    if (source.annotation.startsWith("ClassVar")) return [];
    const value = source.value?.startsWith("field(") ? "..." : source.value;
    return [`${name}: ${source.annotation}${value ? ` = ${value}` : ""}`];
  });
  return { kind: "function", params };
}
