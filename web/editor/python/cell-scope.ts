/** The names that can be used at a place of a cell: its own, those of cells above, of the functions around. */

import { parser } from "@lezer/python";
import type { SyntaxNode } from "@lezer/common";
import type { Library } from "./library.ts";
import { parameterName, readParameters } from "./read-function.ts";
import { readModule, type ReadModule } from "./read-module.ts";
import { readNames, type Names } from "./read-names.ts";
import type { NameSource } from "./source.ts";
import type { Scope } from "./values.ts";

export interface CellPlace {
  /** The Python cells above, in order. */
  readonly above: readonly string[];
  /** The cell's own text, as it can be parsed. */
  readonly text: string;
  readonly offset: number;
}

/** Cells above seldom change while one is typed in. */
const MOST_KEPT = 200;
const kept = new Map<string, ReadModule>();

export function cellScope({ above, text, offset }: CellPlace, library: Library): Scope {
  const names = new Map<string, NameSource>();
  for (const cell of above) bind(names, readOnce(cell), library);
  const root = parser.parse(text).topNode;
  bind(names, readNames(root, text, "other"), library);
  let scope: Scope = { names, parent: library.builtins };
  for (const block of blocksAround(root, offset)) {
    scope = { names: localNames(block, text, library), parent: scope };
  }
  return scope;
}

/**
 * The text with the statement being typed blanked, for half a statement would spoil what is read
 * of the rest. The offset of what stands before it stays.
 */
export function withoutStatement(text: string, { from, to }: { from: number; to: number }): string {
  return `${text.slice(0, from)}0${" ".repeat(Math.max(0, to - from - 1))}${text.slice(to)}`;
}

function readOnce(text: string): ReadModule {
  const known = kept.get(text);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const read = readModule(text);
  kept.set(text, read);
  return read;
}

function bind(
  names: Map<string, NameSource>,
  read: Pick<ReadModule, "names" | "stars"> | Names,
  library: Library,
): void {
  for (const module of read.stars) {
    for (const [name] of library.publicNames(module)) {
      names.set(name, { kind: "import", module, name });
    }
  }
  for (const [name, source] of read.names) names.set(name, source);
}

/** The functions and classes that the offset is in, outermost first. */
function blocksAround(root: SyntaxNode, offset: number): SyntaxNode[] {
  const blocks: SyntaxNode[] = [];
  for (let node: SyntaxNode | null = root.resolveInner(offset, 1); node; node = node.parent) {
    const isBlock = node.name === "FunctionDefinition" || node.name === "ClassDefinition";
    const body = isBlock && node.getChild("Body");
    if (body && body.from <= offset) blocks.unshift(node);
  }
  /* Names of a class are not seen by its methods. */
  return blocks.filter((node, index) => {
    return node.name === "FunctionDefinition" || index === blocks.length - 1;
  });
}

function localNames(block: SyntaxNode, text: string, library: Library): Map<string, NameSource> {
  const names = new Map<string, NameSource>();
  const owner = ownerOf(block, text);
  const list = block.getChild("ParamList");
  for (const [index, param] of (list ? readParameters(list, text) : []).entries()) {
    const name = parameterName(param);
    const annotation = index === 0 && owner ? owner : /^\w+: (.*?)(?: = .*)?$/.exec(param)?.[1];
    if (name !== "") names.set(name, { kind: "variable", ...(annotation && { annotation }) });
  }
  const body = block.getChild("Body");
  if (body) bind(names, readNames(body, text, "other"), library);
  return names;
}

/** The name of the class that a function is a method of. */
function ownerOf(block: SyntaxNode, text: string): string | null {
  if (block.name !== "FunctionDefinition") return null;
  const around = block.parent?.name === "DecoratedStatement" ? block.parent.parent : block.parent;
  const owner = around?.parent;
  const name = owner?.name === "ClassDefinition" ? owner.getChild("VariableName") : null;
  return name ? text.slice(name.from, name.to) : null;
}
