/** A cell's imports and exports: only "prefect" can be imported, and nothing need be exported. */

import type { ImportDeclaration, Node, Program } from "@babel/types";
import type { TextEdits } from "./edits.ts";
import type { Fault } from "./parse.ts";
import { spanOf, walk } from "./walk.ts";

/** A value taken from the flow API. */
export interface ImportedName {
  readonly local: string;
  /** How the module calls it; null: the module itself. */
  readonly imported: string | null;
  /** Where the name stands in the import statement. */
  readonly offset: number;
}

export interface Modules {
  readonly imports: readonly ImportedName[];
  readonly faults: readonly Fault[];
}

export function findModules(program: Program): Modules {
  const imports: ImportedName[] = [];
  const faults: Fault[] = [];
  for (const statement of program.body) {
    const source = sourceOf(statement);
    if (source !== null && source.value !== "prefect") {
      faults.push({ ...spanOf(source), message: refusal(source.value) });
    } else if (statement.type === "ImportDeclaration") {
      imports.push(...namesOf(statement));
    } else if (source !== null) {
      faults.push({
        ...spanOf(statement),
        message: "Cells need no exports: the names of a cell are visible in the cells below.",
      });
    }
  }
  walk(program, (node) => {
    if (node.type === "ImportExpression") {
      faults.push({
        ...spanOf(node),
        message:
          'Cells cannot load modules while they run. Write `import { task, Flow } from "prefect"` at the top; other code goes into a cell.',
      });
    } else if (node.type === "MetaProperty" && node.meta.name === "import") {
      faults.push({ ...spanOf(node), message: "A cell has no address: import.meta is empty." });
    }
    return true;
  });
  return { imports, faults };
}

const refusal = (name: string): string =>
  `Only "prefect" can be imported, not "${name}". Write what you need from it in a cell of its own.`;

function sourceOf(statement: Node): ({ readonly value: string } & Node) | null {
  switch (statement.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
      return statement.source;
    case "ExportNamedDeclaration":
      return statement.source ?? null;
    default:
      return null;
  }
}

function namesOf(statement: ImportDeclaration): ImportedName[] {
  if (statement.importKind === "type") return [];
  return statement.specifiers.flatMap((specifier) => {
    const local = specifier.local.name;
    const offset = spanOf(specifier).start;
    if (specifier.type !== "ImportSpecifier") return [{ local, imported: null, offset }];
    if (specifier.importKind === "type") return [];
    const { imported } = specifier;
    const name = imported.type === "Identifier" ? imported.name : imported.value;
    return [{ local, imported: name === "default" ? null : name, offset }];
  });
}

/** Takes the word `export` from a declaration; `export { a }` is gone already. */
export function dropExports(program: Program, edits: TextEdits): void {
  for (const statement of program.body) {
    const { start } = spanOf(statement);
    if (statement.type === "ExportNamedDeclaration" && statement.declaration != null) {
      edits.blank(start, spanOf(statement.declaration).start);
    } else if (statement.type === "ExportDefaultDeclaration") {
      const { declaration } = statement;
      edits.blank(start, start + "export".length);
      const word = /\bdefault/.exec(edits.original.slice(start))?.index ?? 0;
      edits.blank(start + word, start + word + "default".length);
      const hasName = "id" in declaration && declaration.id != null;
      const isDeclaration =
        declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
      if (isDeclaration && !hasName) edits.wrap(spanOf(declaration), ";(", ");");
    }
  }
}
