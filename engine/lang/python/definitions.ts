/** Functions, classes and types: code with scopes of its own, most of which runs later. */

import { Scope } from "./scopes.ts";
import { childrenOf } from "./nodes.ts";
import type { Nodes, Walk } from "./walk.ts";

export function readFunction(children: Nodes, scope: Scope, walk: Walk): void {
  const types = typesOf(children, scope, walk);
  const inner = new Scope("function", types);
  for (const child of children) {
    if (child.name === "ParamList") readParameters(childrenOf(child), inner, walk);
    else if (child.name === "TypeDef") walk.each([child], types);
    else if (child.name === "Body") walk.each([child], inner);
  }
  /* Not before its defaults: `def add(x=add)` reads what stood there. */
  const name = children.find((child) => child.name === "VariableName");
  if (name) walk.names.bind(name, scope);
}

export function readLambda(children: Nodes, inner: Scope, walk: Walk): void {
  for (const child of children) {
    if (child.name === "ParamList") readParameters(childrenOf(child), inner, walk);
    else walk.each([child], inner);
  }
}

/** Names belong to the function; defaults and annotations are read where it is defined. */
function readParameters(children: Nodes, inner: Scope, walk: Walk): void {
  children.forEach((child, index) => {
    const isDefault = children[index - 1]?.name === "AssignOp";
    if (child.name === "VariableName" && !isDefault) walk.names.bind(child, inner);
    else walk.each([child], inner.parent ?? inner);
  });
}

export function readClass(children: Nodes, scope: Scope, walk: Walk): void {
  const types = typesOf(children, scope, walk);
  const [name, ...rest] = children.filter(({ name }) => !/^(?:class|TypeParamList)$/.test(name));
  for (const child of rest) {
    walk.each([child], child.name === "Body" ? new Scope("class", types) : types);
  }
  if (name) walk.names.bind(name, scope);
}

/** `type X = …`: the value is looked at only when somebody asks. */
export function readType(children: Nodes, scope: Scope, walk: Walk): void {
  const [, name, ...rest] = children;
  if (name) walk.names.bind(name, scope);
  const types = typesOf(rest, scope, walk);
  const value = rest.filter((child) => child.name !== "TypeParamList");
  walk.each(value, new Scope("function", types));
}

/** The scope of the type parameters, if there are any. */
function typesOf(children: Nodes, scope: Scope, walk: Walk): Scope {
  const list = children.find(({ name }) => name === "TypeParamList");
  if (list === undefined) return scope;
  const types = new Scope("types", scope);
  walk.each([list], types);
  return types;
}
