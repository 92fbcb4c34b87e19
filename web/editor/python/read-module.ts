/** Reads a whole Python text as a module: what it defines, what it imports, what it calls public. */

import { parser } from "@lezer/python";
import type { SyntaxNode } from "@lezer/common";
import { docOf } from "./read-function.ts";
import { readNames } from "./read-names.ts";
import type { ImportedName, ModuleDocs, NameSource } from "./source.ts";
import { childrenOf, stringText } from "./syntax.ts";

export interface ReadModule extends Pick<ModuleDocs, "doc" | "all"> {
  readonly names: Map<string, NameSource>;
  readonly stars: readonly string[];
}

export function readModule(text: string): ReadModule {
  const root = parser.parse(text).topNode;
  const { names, stars } = readNames(root, text, "other");
  const doc = docOf(root, text);
  if (names.has("__getattr__")) {
    for (const [name, source] of readLazyNames(root, text)) {
      if (!names.has(name)) names.set(name, source);
    }
  }
  const all = readAll(root, text);
  return { names, stars, ...(doc && { doc }), ...(all && { all }) };
}

/** The value of a module's assignment to a name, or to any name. */
function assignedValues(root: SyntaxNode, text: string, name: string | null): SyntaxNode[] {
  return childrenOf(root).flatMap((statement) => {
    if (statement.name !== "AssignStatement" && statement.name !== "UpdateStatement") return [];
    const [target, ...rest] = childrenOf(statement);
    const value = rest.at(-1);
    if (!target || !value) return [];
    return name === null || text.slice(target.from, target.to) === name ? [value] : [];
  });
}

function readAll(root: SyntaxNode, text: string): string[] | undefined {
  const values = assignedValues(root, text, "__all__");
  const isLiteral = ({ name }: SyntaxNode) =>
    name === "ArrayExpression" || name === "TupleExpression";
  if (values.length === 0 || !values.every(isLiteral)) return undefined;
  return values.flatMap((value) => stringsIn(value, text));
}

function stringsIn(value: SyntaxNode, text: string): string[] {
  if (value.name === "String") return [stringText(text.slice(value.from, value.to))];
  return childrenOf(value).flatMap((child) =>
    child.name === "String" ? [stringText(text.slice(child.from, child.to))] : [],
  );
}

/**
 * Names that a module's `__getattr__` gives when asked for (PEP 562), as far as a literal table
 * says so: `{"Flow": "prefect.core.flow"}`, `{"Flow": ("prefect.core.flow", "Flow")}`,
 * `{"Flow": "prefect.core.flow:Flow"}` or `{"prefect.core.flow": ("Flow", "Edge")}`.
 */
function readLazyNames(root: SyntaxNode, text: string): [string, ImportedName][] {
  return assignedValues(root, text, null)
    .filter(({ name }) => name === "DictionaryExpression")
    .flatMap((table) => {
      const nodes = childrenOf(table);
      return nodes.flatMap((node, index) => {
        const value = nodes[index + 2];
        if (node.name !== "String" || nodes[index + 1]?.name !== ":" || !value) return [];
        return lazyEntry(stringText(text.slice(node.from, node.to)), stringsIn(value, text));
      });
    });
}

function lazyEntry(key: string, values: readonly string[]): [string, ImportedName][] {
  const [first, second] = values;
  if (first === undefined) return [];
  const isModule = (word: string) => word.includes(".");
  if (isModule(key)) return values.map((name) => [name, { kind: "import", module: key, name }]);
  if (!isModule(first)) return [];
  const [module = first, name = second ?? key] = first.split(":");
  return [[key, { kind: "import", module, name }]];
}
