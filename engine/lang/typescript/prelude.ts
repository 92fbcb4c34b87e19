/** The first line of a compiled cell: what it takes from the worker and what it gives to the cells below. */

import type { Bindings, DefinitionKind } from "./bindings.ts";
import type { ImportedName } from "./modules.ts";

/** An imported name in the prelude, and the offset in the cell's text where it was asked for. */
export interface PreludeName {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

export interface Prelude {
  /** One line. */
  readonly text: string;
  readonly names: readonly PreludeName[];
}

const MODULE = "$.modules.prefect";

export function preludeOf(
  bindings: Bindings,
  imports: readonly ImportedName[],
  functionCalls: string,
): Prelude {
  let text = "export default async function ($) { const $s = $.scope;";
  const names: PreludeName[] = [];
  for (const name of imports) {
    if (!bindings.usedImports.has(name.local)) continue;
    text += ` const ${name.local} = `;
    const access = accessTo(name);
    names.push({ start: text.length, end: text.length + access.length, offset: name.offset });
    text += `${access};`;
  }
  if (bindings.free.some((node) => node.name === "console")) text += " const console = $.console;";
  const lazy = new Map(
    imports
      .filter(({ local }) => !bindings.usedImports.has(local))
      .map((name) => [name.local, accessTo(name)]),
  );
  const definitions = [...bindings.definitions].map(([name, kind]) =>
    define(name, kind, lazy.get(name) ?? name),
  );
  text += ` $.define({ ${definitions.join(", ")} });${functionCalls}`;
  return { text, names };
}

const accessTo = ({ imported }: ImportedName): string =>
  imported === null ? MODULE : `${MODULE}[${JSON.stringify(imported)}]`;

function define(name: string, kind: DefinitionKind, access: string): string {
  const getter = `get ${name}() { return ${access} }`;
  const isConstant = kind === "const" || kind === "enum" || kind === "import";
  return isConstant ? getter : `${getter}, set ${name}($v) { ${name} = $v }`;
}
