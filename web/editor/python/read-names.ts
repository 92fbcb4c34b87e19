/** Reads the names that statements of a Python text bind, in one scope. Knows no other text. */

import type { SyntaxNode } from "@lezer/common";
import { readClass } from "./read-class.ts";
import { annotationText, readFunction } from "./read-function.ts";
import { readImport } from "./read-imports.ts";
import type { FunctionName, NameSource, VariableName } from "./source.ts";
import { childrenOf, oneLine, valueText } from "./syntax.ts";

export interface Names {
  readonly names: Map<string, NameSource>;
  /** Modules of which everything is imported. */
  readonly stars: string[];
}

/**
 * The names bound by the statements of a block, blocks within it included, functions' and classes'
 * own names not.
 * @param block a Script or a Body
 */
export function readNames(block: SyntaxNode, text: string, within: "class" | "other"): Names {
  const found: Names = { names: new Map(), stars: [] };
  readBlock(block, { text, within, found, overloads: new Map() });
  return found;
}

interface Reading {
  readonly text: string;
  readonly within: "class" | "other";
  readonly found: Names;
  /** What overloads give back, which says more than the function that serves them all. */
  readonly overloads: Map<string, string | undefined>;
}

function readBlock(block: SyntaxNode, reading: Reading): void {
  for (const statement of childrenOf(block)) readStatement(statement, reading);
}

function readStatement(statement: SyntaxNode, reading: Reading): void {
  const { text, found } = reading;
  switch (statement.name) {
    case "ImportStatement": {
      const { names, star } = readImport(statement, text);
      for (const [name, source] of Object.entries(names)) found.names.set(name, source);
      if (star !== null) found.stars.push(star);
      return;
    }
    case "FunctionDefinition":
    case "ClassDefinition":
      return readDefinition(statement, [], reading);
    case "DecoratedStatement": {
      const decorators = childrenOf(statement)
        .filter(({ name }) => name === "Decorator")
        .map(({ from, to }) => oneLine(text.slice(from + 1, to)));
      const definition =
        statement.getChild("FunctionDefinition") ?? statement.getChild("ClassDefinition");
      if (definition) readDefinition(definition, decorators, reading);
      return;
    }
    case "AssignStatement":
      return readAssignment(statement, reading);
    case "WithStatement":
      readTargetsAfterAs(statement, reading);
      break;
    case "ForStatement": {
      const nodes = childrenOf(statement);
      const end = nodes.findIndex(({ name }) => name === "in");
      for (const node of nodes.slice(0, Math.max(0, end))) bindAll(node, reading);
      break;
    }
    case "TryStatement":
      readTargetsAfterAs(statement, reading);
      break;
  }
  for (const child of childrenOf(statement)) {
    if (child.name === "Body" || child.name === "MatchBody") readBlock(child, reading);
    else if (child.name === "MatchClause") readStatement(child, reading);
    else if (statement.name === "StatementGroup") readStatement(child, reading);
  }
}

function readDefinition(
  definition: SyntaxNode,
  decorators: readonly string[],
  reading: Reading,
): void {
  const { text, within, found, overloads } = reading;
  const nameNode = definition.getChild("VariableName");
  if (!nameNode) return;
  const name = text.slice(nameNode.from, nameNode.to);
  if (definition.name === "ClassDefinition") {
    const body = definition.getChild("Body");
    const own = body ? readNames(body, text, "class").names : new Map<string, NameSource>();
    found.names.set(name, readClass(definition, text, { decorators, own }));
    return;
  }
  const has = (decorator: string) =>
    decorators.some((each) => each.split(".").at(-1) === decorator);
  if (has("setter") || has("deleter")) return;
  const isBound = within === "class" && !has("staticmethod");
  const read = readFunction(definition, text, { decorators, isBound });
  if (has("overload")) {
    if (!overloads.has(name)) overloads.set(name, read.returns);
    return;
  }
  const isProperty = has("property") || has("cached_property");
  found.names.set(name, isProperty ? toProperty(read) : withOverload(read, overloads.get(name)));
}

const toProperty = ({ returns, doc }: FunctionName): VariableName => ({
  kind: "variable",
  ...(returns && { annotation: returns }),
  ...(doc && { doc }),
});

const withOverload = (read: FunctionName, returns: string | undefined): FunctionName =>
  returns === undefined ? read : { ...read, returns };

/** `a = b = value`, `a: int = value`, `a, b = …`, `a: int`. */
function readAssignment(statement: SyntaxNode, reading: Reading): void {
  const { text, found } = reading;
  const groups: SyntaxNode[][] = [[]];
  for (const node of childrenOf(statement)) {
    if (node.name === "AssignOp") groups.push([]);
    else groups.at(-1)?.push(node);
  }
  const values = groups.length > 1 ? (groups.pop() ?? []) : [];
  for (const group of groups) {
    const [target, ...rest] = group;
    const type = rest.find(({ name }) => name === "TypeDef");
    const isOne = target?.name === "VariableName" && rest.every((node) => node === type);
    if (!target || !isOne) {
      for (const node of group) bindAll(node, reading);
      continue;
    }
    const annotation = type && annotationText(type, text);
    const value = values.length === 1 && values[0] ? valueText(values[0], text) : undefined;
    found.names.set(text.slice(target.from, target.to), {
      kind: "variable",
      ...(annotation && { annotation }),
      ...(value && { value }),
    });
  }
}

/** `with value as name`, `except Kind as name`. */
function readTargetsAfterAs(statement: SyntaxNode, reading: Reading): void {
  const nodes = childrenOf(statement);
  nodes.forEach((node, index) => {
    if (node.name !== "as") return;
    const target = nodes[index + 1];
    const value = nodes[index - 1];
    if (target?.name !== "VariableName" || !value) return;
    const expression = valueText(value, reading.text);
    const isWith = statement.name === "WithStatement";
    reading.found.names.set(reading.text.slice(target.from, target.to), {
      kind: "variable",
      ...(expression &&
        (isWith ? { value: expression, isEntered: true } : { annotation: expression })),
    });
  });
}

/** Binds every name of a target (`a`, `(a, *b)`) to what nobody knows. */
function bindAll(target: SyntaxNode, reading: Reading): void {
  if (target.name === "VariableName") {
    reading.found.names.set(reading.text.slice(target.from, target.to), { kind: "variable" });
  } else if (target.name === "TupleExpression" || target.name === "ArrayExpression") {
    for (const child of childrenOf(target)) bindAll(child, reading);
  }
}
