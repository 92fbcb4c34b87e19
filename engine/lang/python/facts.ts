/** What a cell of Python defines for the cells below, reads from those above, and changes there. */

import type { SyntaxNode, Tree } from "@lezer/common";
import type { CellFacts } from "../../model/program.ts";
import { BUILTINS } from "./builtins.ts";
import { childrenOf, groupsOf, rootOf } from "./nodes.ts";
import { Scope } from "./scopes.ts";

/** Methods that alter what they are called on: of flows and tasks, and of Python's collections. */
const MUTATORS = new Set([
  ..."add_task add_edge set_reference_tasks set_dependencies set_upstream set_downstream".split(
    " ",
  ),
  ..."chain bind update replace append extend insert add pop remove clear sort reverse".split(" "),
  ..."setdefault discard popitem appendleft extendleft popleft rotate".split(" "),
]);

const COMPREHENSION = /Comprehension/;

interface Read {
  readonly name: string;
  readonly scope: Scope;
}

class Walker {
  readonly #text: string;
  readonly #module = new Scope("module", null);
  readonly #uses = new Set<string>();
  readonly #mutates = new Set<string>();
  /** What functions read: known to be from above only when the whole cell is seen. */
  readonly #later: Read[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  facts(tree: Tree): Omit<CellFacts, "cell"> {
    this.#walkAll(childrenOf(tree.topNode), this.#module);
    for (const { name, scope } of this.#later) {
      if (scope.find(name) === null && !BUILTINS.has(name)) this.#uses.add(name);
    }
    const defines = [...this.#module.bound];
    const mutates = [...this.#mutates].filter((name) => this.#uses.has(name));
    return { defines, uses: [...this.#uses], mutates };
  }

  #walkAll(nodes: readonly SyntaxNode[], scope: Scope): void {
    for (const node of nodes) this.#walk(node, scope);
  }

  #walk(node: SyntaxNode, scope: Scope): void {
    const children = childrenOf(node);
    switch (node.name) {
      case "VariableName":
        this.#read(node, scope);
        return;
      case "AssignStatement":
        return this.#assign(children, scope);
      case "UpdateStatement": {
        const [target, , ...value] = children;
        this.#walkAll(value, scope);
        if (target === undefined) return;
        this.#walk(target, scope);
        this.#change(target, scope);
        return this.#bind(target, scope);
      }
      case "NamedExpression": {
        const [target, ...value] = children;
        this.#walkAll(value, scope);
        /* Prefect's code or anybody's: a walrus in a comprehension binds outside of it. */
        return target && this.#bind(target, outOfComprehension(scope));
      }
      case "ForStatement":
        return this.#loop(children, scope);
      case "WithStatement":
        return this.#with(children, scope);
      case "TryStatement":
        return this.#try(children, scope);
      case "ImportStatement":
        return this.#import(children, scope);
      case "FunctionDefinition":
      case "LambdaExpression":
        return this.#function(node, children, scope);
      case "ClassDefinition":
        return this.#class(children, scope);
      case "ScopeStatement":
        for (const each of children) {
          if (each.name !== "VariableName") continue;
          scope.hand(this.#textOf(each), children[0]?.name === "global");
        }
        return;
      case "DeleteStatement":
        return this.#delete(children, scope);
      case "CallExpression":
        return this.#call(children, scope);
      case "ArgList":
        return this.#arguments(children, scope);
      case "CapturePattern":
      case "AsPattern":
        return this.#capture(children, scope);
      case "KeywordPattern":
        return this.#walkAll(children.slice(1), scope);
      case "TypeDefinition": {
        const [, name, ...rest] = children;
        if (name) this.#bind(name, scope);
        const inner = new Scope("function", scope);
        return this.#walkAll(rest, inner);
      }
      case "TypeParam":
        return this.#bindAll(children, scope);
      default:
        if (COMPREHENSION.test(node.name)) return this.#comprehension(children, scope);
        this.#walkAll(children, scope);
    }
  }

  #assign(children: readonly SyntaxNode[], scope: Scope): void {
    const groups = groupsOf(children, "AssignOp");
    const values = groups.length > 1 ? (groups.at(-1) ?? []) : [];
    const targets = groups.length > 1 ? groups.slice(0, -1) : groups;
    this.#walkAll(values, scope);
    for (const target of targets) {
      for (const each of target) {
        if (each.name === "TypeDef") this.#walk(each, scope);
        /* `x: int` alone declares and binds nothing. */
        else if (groups.length > 1) this.#target(each, scope);
      }
    }
  }

  /** A target may be a name, a pattern of names, or a part of something that is there. */
  #target(node: SyntaxNode, scope: Scope): void {
    if (node.name === "MemberExpression") {
      this.#walk(node, scope);
      this.#change(node, scope);
    } else if (node.name === "VariableName") {
      this.#bind(node, scope);
    } else {
      for (const child of childrenOf(node)) this.#target(child, scope);
    }
  }

  #loop(children: readonly SyntaxNode[], scope: Scope): void {
    const at = children.findIndex(({ name }) => name === "in");
    const body = children.findIndex(({ name }) => name === "Body");
    this.#walkAll(children.slice(at + 1, body), scope);
    for (const target of children.slice(0, at)) this.#target(target, scope);
    this.#walkAll(children.slice(body), scope);
  }

  /** `with flow:` builds into a flow from above. */
  #with(children: readonly SyntaxNode[], scope: Scope): void {
    children.forEach((child, index) => {
      if (children[index - 1]?.name === "as") return this.#target(child, scope);
      this.#walk(child, scope);
      if (child.name === "VariableName") this.#change(child, scope);
    });
  }

  #try(children: readonly SyntaxNode[], scope: Scope): void {
    children.forEach((child, index) => {
      /* The name of an exception is gone after its block: it is bound for the block alone. */
      if (children[index - 1]?.name === "as") scope.bind(this.#textOf(child));
      else this.#walk(child, scope);
    });
    children.forEach((child, index) => {
      if (children[index - 1]?.name === "as") scope.bound.delete(this.#textOf(child));
    });
  }

  #import(children: readonly SyntaxNode[], scope: Scope): void {
    const from = children.findIndex(({ name }) => name === "import");
    const isFrom = children[0]?.name === "from";
    for (const item of groupsOf(children.slice(from + 1), ",")) {
      const names = item.filter(({ name }) => name === "VariableName");
      const hasAlias = item.some(({ name }) => name === "as");
      /* `import a.b` binds a; `import a.b as c` and `from x import b as c` bind c. */
      const bound = hasAlias || isFrom ? names.at(-1) : names[0];
      if (bound) this.#bind(bound, scope);
    }
  }

  #function(node: SyntaxNode, children: readonly SyntaxNode[], scope: Scope): void {
    const inner = new Scope("function", scope);
    if (node.name === "FunctionDefinition") {
      const name = children.find((child) => child.name === "VariableName");
      if (name) this.#bind(name, scope);
    }
    for (const child of children) {
      if (child.name === "ParamList") this.#parameters(childrenOf(child), inner, scope);
      else if (child.name === "TypeDef") this.#walk(child, scope);
      else if (child.name === "TypeParamList") this.#walk(child, inner);
    }
    const isBody = (child: SyntaxNode): boolean =>
      child.name === "Body" || (node.name === "LambdaExpression" && child.name !== "ParamList");
    this.#walkAll(children.filter(isBody), inner);
  }

  /** Names belong to the function; defaults and annotations are read where it is defined. */
  #parameters(children: readonly SyntaxNode[], inner: Scope, outer: Scope): void {
    children.forEach((child, index) => {
      const isDefault = children[index - 1]?.name === "AssignOp";
      if (child.name === "VariableName" && !isDefault) this.#bind(child, inner);
      else this.#walk(child, outer);
    });
  }

  #class(children: readonly SyntaxNode[], scope: Scope): void {
    const [name, ...rest] = children.filter((child) => child.name !== "class");
    const inner = new Scope("class", scope);
    for (const child of rest) this.#walk(child, child.name === "Body" ? inner : scope);
    if (name) this.#bind(name, scope);
  }

  #delete(children: readonly SyntaxNode[], scope: Scope): void {
    for (const child of children.slice(1)) {
      if (child.name === "VariableName") {
        if (scope.bound.has(this.#textOf(child))) scope.bound.delete(this.#textOf(child));
        else this.#read(child, scope);
      } else {
        this.#walk(child, scope);
        this.#change(child, scope);
      }
    }
  }

  #call(children: readonly SyntaxNode[], scope: Scope): void {
    const callee = children[0];
    const method = callee?.name === "MemberExpression" ? callee.lastChild : null;
    const isChange = method?.name === "PropertyName" && MUTATORS.has(this.#textOf(method));
    this.#walkAll(children, scope);
    if (callee && isChange) this.#change(callee, scope);
  }

  /** `name=value`: the name is no variable; `t.bind(x=1, flow=flow)` builds into that flow. */
  #arguments(children: readonly SyntaxNode[], scope: Scope): void {
    children.forEach((child, index) => {
      if (children[index + 1]?.name === "AssignOp") return;
      this.#walk(child, scope);
      const keyword = children[index - 1]?.name === "AssignOp" ? children[index - 2] : undefined;
      if (keyword && this.#textOf(keyword) === "flow") this.#change(child, scope);
    });
  }

  #capture(children: readonly SyntaxNode[], scope: Scope): void {
    for (const child of children) {
      if (child.name === "VariableName") this.#bind(child, scope);
      else this.#walk(child, scope);
    }
  }

  #comprehension(children: readonly SyntaxNode[], scope: Scope): void {
    const inner = new Scope("comprehension", scope);
    /* The targets stand behind the expression that uses them. */
    children.forEach((child, index) => {
      if (child.name !== "for") return;
      const end = children.findIndex((each, at) => at > index && each.name === "in");
      for (const target of children.slice(index + 1, end)) this.#target(target, inner);
    });
    this.#walkAll(children, inner);
  }

  #bindAll(nodes: readonly SyntaxNode[], scope: Scope): void {
    for (const node of nodes) this.#bind(node, scope);
  }

  #bind(node: SyntaxNode, scope: Scope): void {
    if (node.name === "VariableName") scope.bind(this.#textOf(node));
  }

  #read(node: SyntaxNode, scope: Scope): void {
    const name = this.#textOf(node);
    if (!scope.isNow) this.#later.push({ name, scope });
    else if (scope.find(name) === null && !BUILTINS.has(name)) this.#uses.add(name);
  }

  /** What starts from a name of a cell above is changed there, if this runs with the cell. */
  #change(node: SyntaxNode, scope: Scope): void {
    const root = rootOf(node);
    if (root === null || !scope.isNow) return;
    const name = this.#textOf(root);
    if (scope.find(name) === null) this.#mutates.add(name);
  }

  #textOf(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }
}

function outOfComprehension(scope: Scope): Scope {
  return scope.kind === "comprehension" && scope.parent ? outOfComprehension(scope.parent) : scope;
}

/** The facts of a parsed cell. */
export const factsOf = (text: string, tree: Tree): Omit<CellFacts, "cell"> =>
  new Walker(text).facts(tree);
