/** Which names a cell defines at its top, and which it takes from outside. */

import type { Identifier, Node, Program } from "@babel/types";
import { childrenOf, isTypeWrapping, type FunctionNode } from "./walk.ts";

export type DefinitionKind = "const" | "let" | "var" | "function" | "class" | "enum" | "import";

export interface Bindings {
  /** Names at the top of the cell, in the order of their first declaration. */
  readonly definitions: ReadonlyMap<string, DefinitionKind>;
  /** Each place where a name is read or assigned that the cell does not declare. */
  readonly free: readonly Identifier[];
  /** Each place where an enum's initialiser names an earlier member bare. */
  readonly enumMembers: readonly { readonly node: Identifier; readonly owner: string }[];
  /** Imported names that are used as values in this cell. */
  readonly usedImports: ReadonlySet<string>;
  /** Each place where a name is declared, at any depth. */
  readonly declared: readonly Identifier[];
}

class Scope {
  readonly names = new Map<string, DefinitionKind>();
  readonly parent: Scope | null;
  /** `var` declarations end up in the nearest of these. */
  readonly holdsVar: boolean;
  /** The members of the enum of this name. */
  readonly owner: string | null;

  constructor(
    parent: Scope | null,
    options: { readonly holdsVar?: boolean; readonly owner?: string } = {},
  ) {
    this.parent = parent;
    this.holdsVar = options.holdsVar ?? false;
    this.owner = options.owner ?? null;
  }

  find(name: string): Scope | null {
    return this.names.has(name) ? this : (this.parent?.find(name) ?? null);
  }

  varScope(): Scope {
    return this.holdsVar || this.parent === null ? this : this.parent.varScope();
  }
}

export function findBindings(program: Program): Bindings {
  const top = new Scope(null, { holdsVar: true });
  const finder = new BindingFinder();
  for (const statement of program.body) finder.visit(statement, top);
  // Declarations are hoisted, so names are looked up when all of them are known.
  const resolved = finder.references.map(({ node, scope }) => ({
    node,
    scope: scope.find(node.name),
  }));
  return {
    definitions: top.names,
    free: resolved.filter(({ scope }) => scope === null).map(({ node }) => node),
    enumMembers: resolved.flatMap(({ node, scope }) =>
      scope?.owner == null ? [] : [{ node, owner: scope.owner }],
    ),
    usedImports: new Set(
      resolved
        .filter(({ node, scope }) => scope === top && top.names.get(node.name) === "import")
        .map(({ node }) => node.name),
    ),
    declared: finder.declared,
  };
}

class BindingFinder {
  readonly references: { readonly node: Identifier; readonly scope: Scope }[] = [];
  readonly declared: Identifier[] = [];

  visit(node: Node | null | undefined, scope: Scope): void {
    if (node == null) return;
    switch (node.type) {
      case "Identifier":
        this.references.push({ node, scope });
        return;
      case "VariableDeclaration":
        if (node.declare !== true) this.#variables(node, scope);
        return;
      case "FunctionDeclaration":
        if (node.id != null) this.#declare(node.id, "function", scope);
        this.#function(node, scope);
        return;
      case "FunctionExpression": {
        const own = new Scope(scope);
        if (node.id != null) this.#declare(node.id, "function", own);
        this.#function(node, own);
        return;
      }
      case "ArrowFunctionExpression":
      case "ClassPrivateMethod":
        this.#function(node, scope);
        return;
      case "ObjectMethod":
      case "ClassMethod":
        if (node.computed === true) this.visit(node.key, scope);
        this.#function(node, scope);
        return;
      case "ClassDeclaration":
        if (node.declare === true) return;
        if (node.id != null) this.#declare(node.id, "class", scope);
        this.#class(node, scope);
        return;
      case "ClassExpression":
        this.#class(node, scope);
        return;
      case "ClassProperty":
      case "ObjectProperty":
        if (node.computed === true) this.visit(node.key, scope);
        if (node.type !== "ClassProperty" || node.declare !== true) this.visit(node.value, scope);
        return;
      case "ClassPrivateProperty":
        this.visit(node.value, scope);
        return;
      case "MemberExpression":
      case "OptionalMemberExpression":
        this.visit(node.object, scope);
        if (node.computed) this.visit(node.property, scope);
        return;
      case "BlockStatement":
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "SwitchStatement":
        this.#children(node, new Scope(scope));
        return;
      case "StaticBlock":
        this.#children(node, new Scope(scope, { holdsVar: true }));
        return;
      case "CatchClause": {
        const own = new Scope(scope);
        if (node.param != null) this.#pattern(node.param, "let", own);
        this.visit(node.body, own);
        return;
      }
      case "LabeledStatement":
        this.visit(node.body, scope);
        return;
      case "TSEnumDeclaration":
        if (node.declare !== true) this.#enum(node, scope);
        return;
      case "ImportDeclaration":
        this.#import(node, scope);
        return;
      case "ExportNamedDeclaration":
        if (node.exportKind === "type") return;
        this.visit(node.declaration, scope);
        return;
      case "PrivateName":
      case "MetaProperty":
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
        if (isTypeWrapping(node)) this.visit(node.expression, scope);
        else if (!node.type.startsWith("TS")) this.#children(node, scope);
    }
  }

  #children(node: Node, scope: Scope): void {
    for (const child of childrenOf(node)) this.visit(child, scope);
  }

  #declare(id: Identifier, kind: DefinitionKind, scope: Scope): void {
    if (!scope.names.has(id.name)) scope.names.set(id.name, kind);
    this.declared.push(id);
  }

  #variables(node: Extract<Node, { type: "VariableDeclaration" }>, scope: Scope): void {
    const kind = node.kind === "var" ? "var" : node.kind === "let" ? "let" : "const";
    for (const { id, init } of node.declarations) {
      this.#pattern(id, kind, kind === "var" ? scope.varScope() : scope, scope);
      this.visit(init, scope);
    }
  }

  /** Declares the names of a pattern; its defaults and computed keys are ordinary code of `scope`. */
  #pattern(node: Node, kind: DefinitionKind, target: Scope, scope = target): void {
    switch (node.type) {
      case "Identifier":
        this.#declare(node, kind, target);
        return;
      case "ObjectPattern":
        for (const property of node.properties) this.#pattern(property, kind, target, scope);
        return;
      case "ObjectProperty":
        if (node.computed) this.visit(node.key, scope);
        this.#pattern(node.value, kind, target, scope);
        return;
      case "ArrayPattern":
        for (const element of node.elements) {
          if (element !== null) this.#pattern(element, kind, target, scope);
        }
        return;
      case "AssignmentPattern":
        this.#pattern(node.left, kind, target, scope);
        this.visit(node.right, scope);
        return;
      case "RestElement":
        this.#pattern(node.argument, kind, target, scope);
        return;
      case "TSParameterProperty":
        this.#pattern(node.parameter, kind, target, scope);
        return;
      default:
        this.visit(node, scope);
    }
  }

  #function(node: FunctionNode, scope: Scope): void {
    const own = new Scope(scope, { holdsVar: true });
    if (node.type !== "ArrowFunctionExpression") own.names.set("arguments", "const");
    for (const parameter of node.params) {
      if (isThisParameter(parameter)) continue;
      this.#pattern(parameter, "let", own);
    }
    if (node.body.type !== "BlockStatement") this.visit(node.body, own);
    else this.#children(node.body, new Scope(own, { holdsVar: true }));
  }

  #class(
    node: Extract<Node, { type: "ClassDeclaration" | "ClassExpression" }>,
    scope: Scope,
  ): void {
    const own = new Scope(scope);
    if (node.id != null) own.names.set(node.id.name, "class");
    this.visit(node.superClass, own);
    this.#children(node.body, own);
  }

  #enum(node: Extract<Node, { type: "TSEnumDeclaration" }>, scope: Scope): void {
    this.#declare(node.id, "enum", scope);
    const own = new Scope(scope, { owner: node.id.name });
    for (const member of node.members) {
      this.visit(member.initializer, own);
      own.names.set(member.id.type === "Identifier" ? member.id.name : member.id.value, "const");
    }
  }

  #import(node: Extract<Node, { type: "ImportDeclaration" }>, scope: Scope): void {
    if (node.importKind === "type") return;
    for (const specifier of node.specifiers) {
      if (specifier.type === "ImportSpecifier" && specifier.importKind === "type") continue;
      this.#declare(specifier.local, "import", scope);
    }
  }
}

/** `this: X` tells the type checker something and is no parameter. */
export const isThisParameter = (node: Node): boolean =>
  node.type === "Identifier" && node.name === "this";
