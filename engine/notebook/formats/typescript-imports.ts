/** Joins cells of TypeScript to one module: what two of them import is imported once. Pure. */

import type { ImportDeclaration, ImportSpecifier, Node } from "@babel/types";
import { parseCell } from "../../lang/typescript/parse.ts";

export interface JoinedCells {
  readonly texts: readonly string[];
  /** Names that several cells declare, as no module can; cells by their place in the list. */
  readonly clashes: readonly { readonly name: string; readonly cells: readonly number[] }[];
  /** Cells that the parser stumbled over. */
  readonly broken: readonly number[];
}

/** @param texts  the cells of TypeScript, in order */
export function joinImports(texts: readonly string[]): JoinedCells {
  const imported = new Map<string, string>();
  const declared = new Map<string, Set<number>>();
  const broken: number[] = [];
  const declare = (name: string, cell: number) => {
    declared.set(name, (declared.get(name) ?? new Set()).add(cell));
  };
  const joined = texts.map((text, cell) => {
    const { parsed, diagnostics } = parseCell(`c${cell}`, text);
    if (diagnostics.length > 0) broken.push(cell);
    if (parsed === null || diagnostics.length > 0) return text;
    let rest = text;
    /* From the end, so that places before stay where they are. */
    const imports = parsed.program.body.filter((each) => each.type === "ImportDeclaration");
    const kept = imports.map((each) => keepNew(each, text, imported));
    for (const [index, statement] of [...imports.entries()].toReversed()) {
      rest = replace(rest, statement, kept[index] ?? null);
    }
    for (const statement of parsed.program.body) {
      for (const name of namesOf(statement)) declare(name, cell);
    }
    return rest;
  });
  const clashes = [...declared]
    .filter(([name, cells]) => cells.size > 1 || imported.has(name))
    .map(([name, cells]) => ({ name, cells: [...cells] }));
  return { texts: joined, clashes, broken };
}

/** The statement without what was imported before: as it is where all is new, null where nothing is. */
function keepNew(
  statement: ImportDeclaration,
  text: string,
  imported: Map<string, string>,
): string | null {
  const { specifiers, source, importKind } = statement;
  const whole = text.slice(statement.start ?? 0, statement.end ?? 0);
  if (specifiers.length === 0) return whole;
  const isNew = specifiers.map((each) => {
    const meaning = `${source.value}:${importKind === "type" ? "type " : ""}${importedName(each)}`;
    const before = imported.get(each.local.name);
    if (before === undefined) imported.set(each.local.name, meaning);
    return before !== meaning;
  });
  if (isNew.every(Boolean)) return whole;
  if (!isNew.some(Boolean)) return null;
  const words = specifiers
    .filter((each, index): each is ImportSpecifier => {
      return isNew[index] === true && each.type === "ImportSpecifier";
    })
    .map(({ start, end }) => text.slice(start ?? 0, end ?? 0));
  const outer = specifiers.filter((each) => each.type !== "ImportSpecifier");
  /* `import a, { b }`, `import * as a`: seldom, and left alone. */
  if (outer.length > 0) return whole;
  const kind = importKind === "type" ? "import type" : "import";
  return `${kind} { ${words.join(", ")} } from ${text.slice(source.start ?? 0, source.end ?? 0)};`;
}

function importedName(specifier: ImportDeclaration["specifiers"][number]): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const { imported, importKind } = specifier;
  const name = imported.type === "Identifier" ? imported.name : imported.value;
  return importKind === "type" ? `type ${name}` : name;
}

/** @param instead  null: the statement goes, with the rest of its line if nothing else is there */
function replace(text: string, { start, end }: ImportDeclaration, instead: string | null): string {
  const [before, after] = [text.slice(0, start ?? 0), text.slice(end ?? 0)];
  if (instead !== null) return before + instead + after;
  const isLine = /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*(?:\n|$)/.test(after);
  return isLine ? before.replace(/[ \t]*$/, "") + after.replace(/^[ \t]*\n?/, "") : before + after;
}

/** What a statement declares for the whole module. Types may be declared several times, and are not told. */
function namesOf(statement: Node): string[] {
  switch (statement.type) {
    case "ExportNamedDeclaration":
      return statement.declaration == null ? [] : namesOf(statement.declaration);
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
    case "TSTypeAliasDeclaration":
      return statement.id == null ? [] : [statement.id.name];
    case "VariableDeclaration":
      return statement.kind === "var"
        ? []
        : statement.declarations.flatMap(({ id }) => patternNames(id));
    default:
      return [];
  }
}

function patternNames(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ArrayPattern":
      return pattern.elements.flatMap(patternNames);
    case "ObjectPattern":
      return pattern.properties.flatMap((each) =>
        patternNames(each.type === "RestElement" ? each.argument : each.value),
      );
    case "AssignmentPattern":
      return patternNames(pattern.left);
    case "RestElement":
      return patternNames(pattern.argument);
    default:
      return [];
  }
}
