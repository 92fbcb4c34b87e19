/**
 * Compiles one TypeScript cell to what the sandbox loads. The text of the module:
 *
 *     export default async function ($) { const $s = $.scope; const { task } = $.modules.prefect;
 *         const console = $.console; $.define({ get flow() { return flow }, … }); $.fn(0, helper);
 *     …the cell's text with edits, from line 2 on; no edit adds a line…
 *     }
 *     //# sourceURL=flowbook-cell-<id>.js
 *
 * (the first two lines above are one). The edits, and what the worker owes them:
 *
 * - Types become spaces. Enums and parameter properties are written out in place.
 * - A free name `add` becomes `$s.add`, a call `(0,$s.add)(1)`, `typeof add` asks `"add" in $s`
 *   first. `$.scope` finds the nearest cell above that defines the name, each time anew, else the
 *   global of that name, else throws a ReferenceError. Assigning reaches the definer's setter.
 * - `$.define` gets an object of getters, and of setters but for constants: the cell's names.
 * - Imported names are read from `$.modules.prefect`, which throws for what it does not export;
 *   one that the cell itself does not use as a value is read only when a cell below asks for it.
 * - `$.fn(i, f)` ties function `f` to `signatures[i]` and returns it; `$.fns({ key: i }, object)`
 *   does so for an object's functions.
 * - `$.has(name) ? $.get(name) : $.keep(name, value)` stands round the initialisers of the cell's
 *   own variables, `$.value((…))` round a last expression.
 */

import { hashText } from "../../model/hash.ts";
import type { CellId, Diagnostic } from "../../model/notebook.ts";
import { cellUrl, type CellFacts, type CompileResult } from "../../model/program.ts";
import { findBindings, type Bindings } from "./bindings.ts";
import { keepVariables, showLastValue } from "./captures.ts";
import { TextEdits } from "./edits.ts";
import { eraseTypes } from "./erase.ts";
import { markFunctions } from "./functions.ts";
import { dropExports, findModules } from "./modules.ts";
import { findMutations } from "./mutations.ts";
import { diagnosticAt, parseCell, type Fault, type ParsedCell } from "./parse.ts";
import { toCellMap } from "./places.ts";
import { preludeOf } from "./prelude.ts";
import { isFixedName, rewriteReference } from "./references.ts";
import { findParents, spanOf, type Parents } from "./walk.ts";

export function compileCell(cell: CellId, text: string): CompileResult {
  try {
    return compileText(cell, text);
  } catch (error) {
    // Walking a tree uses the stack: the one way in which a text can break the compiler.
    if (!(error instanceof RangeError)) throw error;
    const message = "This cell is nested too deeply to be read. Split it into several variables.";
    return failed(cell, [diagnosticAt({ cell, text }, { start: 0, message })]);
  }
}

const failed = (cell: CellId, diagnostics: readonly Diagnostic[]): CompileResult => ({
  ok: false,
  facts: { cell, defines: [], uses: [], mutates: [] },
  diagnostics,
});

function compileText(cell: CellId, text: string): CompileResult {
  const { parsed, diagnostics } = parseCell(cell, text);
  if (parsed === null) return failed(cell, diagnostics);
  const parents = findParents(parsed.program);
  const bindings = findBindings(parsed.program);
  const facts = factsOf(cell, bindings, parents);
  if (diagnostics.length > 0) return { ok: false, facts, diagnostics };
  return compileParsed(parsed, { facts, bindings, parents });
}

function factsOf(cell: CellId, { definitions, free }: Bindings, parents: Parents): CellFacts {
  const outside = free.filter((node) => !isFixedName(node.name));
  return {
    cell,
    defines: [...definitions.keys()],
    uses: [...new Set(outside.map((node) => node.name))],
    mutates: findMutations(outside, parents),
  };
}

interface Findings {
  readonly facts: CellFacts;
  readonly bindings: Bindings;
  readonly parents: Parents;
}

function compileParsed(parsed: ParsedCell, { facts, bindings, parents }: Findings): CompileResult {
  const { cell, text, program } = parsed;
  const edits = new TextEdits(text);
  if (program.interpreter != null) edits.overwrite(0, "//");
  const modules = findModules(program);
  const erased = eraseTypes(parsed, edits, parents);
  const faults = [...modules.faults, ...erased.faults, ...reservedNames(bindings)];
  if (faults.length > 0) return { ok: false, facts, diagnostics: toDiagnostics(parsed, faults) };

  // Outer pieces before inner ones: of two round the same stretch the first is the outer.
  dropExports(program, edits);
  showLastValue(program, edits, erased.gone);
  keepVariables(program, edits);
  const functions = markFunctions(parsed, edits, parents);
  for (const node of bindings.free) {
    if (!isFixedName(node.name)) rewriteReference(node, "$s", { edits, parents });
  }
  for (const { node, owner } of bindings.enumMembers) {
    rewriteReference(node, owner, { edits, parents });
  }

  const edited = edits.render();
  const prelude = preludeOf(bindings, modules.imports, functions.prelude);
  return {
    ok: true,
    cell: {
      ...facts,
      language: "typescript",
      hash: hashText(text),
      code: `${prelude.text}\n${edited.text}\n}\n//# sourceURL=${cellUrl(cell)}\n`,
      signatures: functions.signatures,
      map: toCellMap(text, edited, prelude.names),
    },
  };
}

const toDiagnostics = (parsed: ParsedCell, faults: readonly Fault[]): Diagnostic[] =>
  faults.toSorted((a, b) => a.start - b.start).map((fault) => diagnosticAt(parsed, fault));

/** Names that the compiled text uses itself. */
const RESERVED = new Set(["$", "$s", "$v"]);

function reservedNames({ declared, free }: Bindings): Fault[] {
  return [...declared, ...free]
    .filter((node) => RESERVED.has(node.name))
    .map((node) => ({
      ...spanOf(node),
      message: `The name \`${node.name}\` is taken by the notebook. Choose another one.`,
    }));
}
