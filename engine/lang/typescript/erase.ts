/** Takes the types out: what only the type checker reads becomes spaces. */

import type { Node } from "@babel/types";
import { eraseClassHead, eraseMemberHead, eraseParameterProperty } from "./class-types.ts";
import type { TextEdits } from "./edits.ts";
import { writeEnum } from "./enums.ts";
import { eraseParameterHead, keepArrowTogether } from "./function-types.ts";
import type { Fault, ParsedCell } from "./parse.ts";
import type { Token } from "./tokens.ts";
import { childrenOf, isTypeWrapping, spanOf, type Parents, type Span } from "./walk.ts";

/** What the parts of the eraser work with. */
export interface Erasure {
  readonly parsed: ParsedCell;
  readonly edits: TextEdits;
  readonly parents: Parents;
  blank(span: Span | null): void;
  refuse(node: Node, message: string): void;
  token(find: "before" | "after", offset: number): Token | null;
}

export interface ErasedTypes {
  readonly faults: readonly Fault[];
  /** Statements that are gone. */
  readonly gone: ReadonlySet<Node>;
}

export function eraseTypes(parsed: ParsedCell, edits: TextEdits, parents: Parents): ErasedTypes {
  const eraser = new TypeEraser(parsed, edits, parents);
  eraser.visit(parsed.program);
  return eraser;
}

class TypeEraser implements Erasure, ErasedTypes {
  readonly faults: Fault[] = [];
  readonly gone = new Set<Node>();
  readonly parsed: ParsedCell;
  readonly edits: TextEdits;
  readonly parents: Parents;
  /** Where blanked stretches ended. */
  readonly #blankEnds = new Set<number>();

  constructor(parsed: ParsedCell, edits: TextEdits, parents: Parents) {
    this.parsed = parsed;
    this.edits = edits;
    this.parents = parents;
  }

  blank(span: Span | null): void {
    if (span === null) return;
    this.edits.blank(span.start, span.end);
    this.#blankEnds.add(span.end);
  }

  refuse(node: Node, message: string): void {
    this.faults.push({ ...spanOf(node), message });
  }

  token(find: "before" | "after", offset: number): Token | null {
    return this.parsed.tokens[find](offset);
  }

  visit(node: Node): void {
    if (isOnlyTypes(node)) {
      this.edits.erase(spanOf(node));
      this.gone.add(node);
      return;
    }
    if (node.type.startsWith("TS") && !isTypeWrapping(node)) {
      this.#visitTypeScript(node);
      return;
    }
    this.#eraseHead(node);
    for (const child of childrenOf(node)) this.visit(child);
    if (isTypeWrapping(node)) unwrap(node, this);
    if (node.type === "ArrowFunctionExpression") keepArrowTogether(node, this);
    this.#closeStatement(node);
  }

  #visitTypeScript(node: Node): void {
    switch (node.type) {
      case "TSEnumDeclaration":
        writeEnum(node, this.parsed, this.edits);
        for (const { initializer } of node.members) if (initializer) this.visit(initializer);
        return;
      case "TSParameterProperty":
        eraseParameterProperty(node, this);
        this.visit(node.parameter);
        return;
      case "TSModuleDeclaration":
        this.refuse(node, "Cells have no namespaces. Use an object, or names of their own.");
        return;
      case "TSImportEqualsDeclaration":
      case "TSExportAssignment":
      case "TSNamespaceExportDeclaration":
        this.refuse(node, 'Write `import { task, Flow } from "prefect"`; cells need no exports.');
        return;
      default:
        this.blank(spanOf(node));
    }
  }

  #eraseHead(node: Node): void {
    switch (node.type) {
      case "ClassDeclaration":
      case "ClassExpression":
        eraseClassHead(node, this);
        return;
      case "ClassProperty":
      case "ClassPrivateProperty":
      case "ClassMethod":
      case "ClassPrivateMethod":
        eraseMemberHead(node, this);
        return;
      case "VariableDeclarator":
        if (node.definite === true) this.blank(this.token("after", spanOf(node.id).start + 1));
        return;
      case "Identifier":
      case "ObjectPattern":
      case "ArrayPattern":
        eraseParameterHead(node, this);
        return;
      default:
        return;
    }
  }

  /** A statement that ended in a type and without `;` must not go on with the next line. */
  #closeStatement(node: Node): void {
    const { end } = spanOf(node);
    if (!this.#blankEnds.has(end)) return;
    const inFor = this.parents.get(node)?.type.startsWith("For") ?? false;
    if (CLOSED_BY_LINE_END.has(node.type) && !inFor) this.edits.insert(end, ";");
  }
}

/** What may end without a `;`. */
const CLOSED_BY_LINE_END = new Set<Node["type"]>([
  "ExpressionStatement",
  "VariableDeclaration",
  "ReturnStatement",
  "ThrowStatement",
  "ExportDefaultDeclaration",
  "ClassProperty",
  "ClassPrivateProperty",
]);

/** Whole statements and members that leave nothing behind. Imports are met again in the prelude. */
function isOnlyTypes(node: Node): boolean {
  switch (node.type) {
    case "ImportDeclaration":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSDeclareFunction":
    case "TSDeclareMethod":
    case "TSIndexSignature":
      return true;
    case "TSModuleDeclaration":
    case "TSEnumDeclaration":
    case "VariableDeclaration":
    case "ClassDeclaration":
      return node.declare === true;
    case "ClassProperty":
      return node.declare === true || node.abstract === true;
    case "ExportNamedDeclaration":
      return node.declaration == null || isOnlyTypes(node.declaration);
    case "ExportDefaultDeclaration":
      return isOnlyTypes(node.declaration);
    default:
      return false;
  }
}

/** `as T`, `satisfies T`, `!`, `<T>`: the expression stays. */
function unwrap(node: Node, erasure: Erasure): void {
  const { start, end } = spanOf(node);
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression": {
      const keyword = erasure.token("before", spanOf(node.typeAnnotation).start);
      if (keyword !== null) erasure.blank({ start: keyword.start, end });
      return;
    }
    case "TSNonNullExpression":
      erasure.blank({ start: end - 1, end });
      return;
    case "TSTypeAssertion": {
      // Brackets, for a `return <T>` at the end of a line must not become a bare `return`.
      const close = erasure.token("after", spanOf(node.typeAnnotation).end);
      erasure.blank({ start, end: close?.end ?? start + 1 });
      erasure.edits.overwrite(start, "(");
      erasure.edits.wrap({ start, end }, "", ")");
      return;
    }
    default:
      return;
  }
}
