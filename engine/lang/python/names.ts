/** Collects what becomes of the names of a cell while its code is walked. */

import type { SyntaxNode } from "@lezer/common";
import type { CellFacts } from "../../model/program.ts";
import { GIVEN } from "./given-names.ts";
import { rootOf } from "./nodes.ts";
import { Scope } from "./scopes.ts";

interface Read {
  readonly name: string;
  readonly scope: Scope;
}

export class Names {
  readonly module = new Scope("module", null);
  readonly #text: string;
  readonly #uses = new Set<string>();
  readonly #mutates = new Set<string>();
  /** What functions read: known to be from above only when the whole cell is seen. */
  readonly #later: Read[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  facts(): Omit<CellFacts, "cell"> {
    for (const { name, scope } of this.#later) {
      if (!scope.isBoundSometime(name)) this.#use(name);
    }
    return {
      defines: [...this.module.bindings.possible],
      uses: [...this.#uses],
      mutates: [...this.#mutates].filter((name) => this.#uses.has(name)),
    };
  }

  read(node: SyntaxNode, scope: Scope): void {
    const name = this.textOf(node);
    if (!scope.isNow) this.#later.push({ name, scope });
    else if (!scope.isSurelyBound(name)) this.#use(name);
  }

  bind(node: SyntaxNode, scope: Scope): void {
    if (node.name === "VariableName") scope.bind(this.textOf(node));
  }

  /** What starts from a name of a cell above is changed there, if this runs with the cell. */
  change(node: SyntaxNode, scope: Scope): void {
    const root = rootOf(node);
    if (root === null || !scope.isNow) return;
    const name = this.textOf(root);
    if (!scope.isSurelyBound(name)) this.#mutates.add(name);
  }

  /** Python takes names that differ in their width or the like for one. */
  textOf(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to).normalize("NFKC");
  }

  #use(name: string): void {
    if (!GIVEN.has(name)) this.#uses.add(name);
  }
}
