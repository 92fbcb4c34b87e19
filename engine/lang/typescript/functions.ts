/**
 * Ties functions that may become tasks to their signatures: `$.fn(index, function)`.
 * Callbacks of methods (`xs.map(…)`, `flow.with(…)`) never become tasks and stay as they are.
 */

import type { Node } from "@babel/types";
import type { Signature } from "../../model/graph.ts";
import type { TextEdits } from "./edits.ts";
import type { ParsedCell } from "./parse.ts";
import { signatureOf } from "./signatures.ts";
import { isFunction, spanOf, unwrapped, walk, type FunctionNode, type Parents } from "./walk.ts";

export interface MarkedFunctions {
  readonly signatures: readonly Signature[];
  /** Calls for the prelude: the functions declared at the cell's top. */
  readonly prelude: string;
}

export function markFunctions(
  parsed: ParsedCell,
  edits: TextEdits,
  parents: Parents,
): MarkedFunctions {
  const marker = new FunctionMarker(parsed, edits, parents);
  walk(parsed.program, (node) => {
    if (!node.type.startsWith("TS")) marker.mark(node);
    return true;
  });
  return marker;
}

class FunctionMarker implements MarkedFunctions {
  readonly signatures: Signature[] = [];
  prelude = "";
  readonly #parsed: ParsedCell;
  readonly #edits: TextEdits;
  readonly #parents: Parents;

  constructor(parsed: ParsedCell, edits: TextEdits, parents: Parents) {
    this.#parsed = parsed;
    this.#edits = edits;
    this.#parents = parents;
  }

  mark(node: Node): void {
    switch (node.type) {
      case "CallExpression":
      case "OptionalCallExpression":
        if (!mayMakeTasks(node.callee)) return;
        for (const argument of node.arguments) this.#argument(unwrapped(argument));
        return;
      case "VariableDeclaration":
        this.#variables(node);
        return;
      case "FunctionDeclaration":
        this.#declaration(node);
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        if (node.superClass != null) for (const member of node.body.body) this.#run(member);
        return;
      default:
        return;
    }
  }

  #sign(node: FunctionNode): number {
    return this.signatures.push(signatureOf(node, this.#parsed.text)) - 1;
  }

  /** `task((x) => …)`, `resourceManager({ init() {…}, … })`. */
  #argument(node: Node): void {
    if (isFunction(node)) {
      this.#edits.wrap(spanOf(node), `$.fn(${this.#sign(node)}, `, ")");
    } else if (node.type === "ObjectExpression") {
      const entries = node.properties.flatMap((property) => {
        const key = keyOf(property);
        const value = property.type === "ObjectProperty" ? unwrapped(property.value) : property;
        return key === null || !isFunction(value) ? [] : [`${key}: ${this.#sign(value)}`];
      });
      if (entries.length === 0) return;
      this.#edits.wrap(spanOf(node), `$.fns({ ${entries.join(", ")} }, `, ")");
    }
  }

  /** `const add = (x) => …`: behind the declaration, for wrapped it would lose its name. */
  #variables(node: Extract<Node, { type: "VariableDeclaration" }>): void {
    if (node.declare === true || this.#parents.get(node)?.type.startsWith("For") === true) return;
    for (const { id, init } of node.declarations) {
      const value = init == null ? null : unwrapped(init);
      if (id.type !== "Identifier" || value === null || !isFunction(value)) continue;
      this.#edits.insert(spanOf(node).end, `;$.fn(${this.#sign(value)}, ${id.name});`);
    }
  }

  /** Declared functions exist from the start of their block on. */
  #declaration(node: Extract<Node, { type: "FunctionDeclaration" }>): void {
    const parent = this.#parents.get(node);
    if (node.id == null || parent === undefined) return;
    const isTop = parent.type === "Program" || parent.type.startsWith("Export");
    if (!isTop && parent.type !== "BlockStatement") return;
    const call = ` $.fn(${this.#sign(node)}, ${node.id.name});`;
    if (isTop) this.prelude += call;
    else this.#edits.insert(spanOf(parent).start + 1, call);
  }

  /** The method `run` of a class that extends another. */
  #run(member: Node): void {
    if (member.type !== "ClassMethod" && member.type !== "ClassProperty") return;
    if (member.static === true || member.computed === true) return;
    if (member.key.type !== "Identifier" || member.key.name !== "run") return;
    const body = this.#parents.get(member);
    if (member.type === "ClassMethod" && member.kind === "method" && body !== undefined) {
      const call = ` static { $.fn(${this.#sign(member)}, this.prototype.run); }`;
      this.#edits.insert(spanOf(body).start + 1, call);
    } else if (member.type === "ClassProperty" && member.value != null) {
      this.#argument(unwrapped(member.value));
    }
  }
}

/** A call by a plain name (`task(…)`, whatever it was renamed to) or of somebody's `task`. */
function mayMakeTasks(callee: Node): boolean {
  const node = unwrapped(callee);
  if (node.type === "Identifier") return true;
  return (
    node.type === "MemberExpression" &&
    !node.computed &&
    node.property.type === "Identifier" &&
    (node.property.name === "task" || node.property.name === "resourceManager")
  );
}

function keyOf(property: Node): string | null {
  if (property.type !== "ObjectMethod" && property.type !== "ObjectProperty") return null;
  if (property.computed === true) return null;
  if (property.type === "ObjectMethod" && property.kind !== "method") return null;
  return property.key.type === "Identifier" ? property.key.name : null;
}
