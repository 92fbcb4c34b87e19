/** Reads an import statement of a Python text. */

import type { SyntaxNode } from "@lezer/common";
import type { ImportedName } from "./source.ts";
import { childrenOf } from "./syntax.ts";

export interface Imports {
  readonly names: Readonly<Record<string, ImportedName>>;
  /** The module of `from module import *`. */
  readonly star: string | null;
}

export function readImport(statement: SyntaxNode, text: string): Imports {
  const tokens = childrenOf(statement).map(({ name, from, to }) =>
    name === "VariableName" ? { word: text.slice(from, to) } : { sign: name },
  );
  const names: Record<string, ImportedName> = {};
  let module = "";
  let star: string | null = null;
  let path = "";
  let alias = "";
  let phase: "none" | "module" | "names" | "modules" = "none";
  let isAlias = false;

  const finish = () => {
    if (phase === "names" && path !== "") names[alias || path] = imported(module, path);
    if (phase === "modules" && path !== "") {
      /* `import a.b` binds a. */
      const root = path.split(".")[0] ?? path;
      names[alias || root] = { kind: "import", module: alias ? path : root };
    }
    path = "";
    alias = "";
    isAlias = false;
  };

  for (const token of tokens) {
    if ("word" in token) {
      if (isAlias) alias = token.word;
      else path += token.word;
      continue;
    }
    switch (token.sign) {
      case "from":
        phase = "module";
        break;
      case "import":
        module = path;
        phase = phase === "module" ? "names" : "modules";
        path = "";
        break;
      case ".":
      case "...":
        path += token.sign;
        break;
      case "as":
        isAlias = true;
        break;
      case "*":
        star = module;
        break;
      case ",":
        finish();
        break;
    }
  }
  finish();
  return { names, star };
}

const imported = (module: string, name: string): ImportedName => ({ kind: "import", module, name });
