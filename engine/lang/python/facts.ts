/** What a cell of Python defines for the cells below, reads from those above, and changes there. */

import type { SyntaxNode, Tree } from "@lezer/common";
import type { CellFacts } from "../../model/program.ts";
import { readBranches, readLoop, readMatch, readTry, readWith } from "./branches.ts";
import { readClass, readFunction, readLambda, readType } from "./definitions.ts";
import { Names } from "./names.ts";
import { childrenOf, groupsOf } from "./nodes.ts";
import { Scope } from "./scopes.ts";
import type { Nodes, Walk } from "./walk.ts";

/** Methods that alter what they are called on: of flows and tasks, and of Python's collections. */
const MUTATORS = new Set(
  `
  add_task add_edge set_reference_tasks set_dependencies set_upstream set_downstream chain bind
  pipe update replace append extend insert add pop remove clear sort reverse setdefault discard
  popitem appendleft extendleft popleft rotate move_to_end subtract difference_update
  intersection_update symmetric_difference_update
`
    .trim()
    .split(/\s+/),
);

type Reader = (children: Nodes, scope: Scope, walk: Walk) => void;

/** How each kind of node is read; others are read part by part. */
const READERS: Readonly<Record<string, Reader>> = {
  AssignStatement: readAssignment,
  UpdateStatement: readUpdate,
  NamedExpression: readWalrus,
  DeleteStatement: readDelete,
  ImportStatement: readImport,
  ScopeStatement: readScope,
  IfStatement: readBranches,
  WhileStatement: readBranches,
  ForStatement: readLoop,
  WithStatement: readWith,
  TryStatement: readTry,
  MatchBody: readMatch,
  FunctionDefinition: readFunction,
  ClassDefinition: readClass,
  TypeDefinition: readType,
  LambdaExpression: (children, scope, walk) =>
    readLambda(children, new Scope("function", scope), walk),
  CallExpression: readCall,
  ArgList: (children, scope, walk) => readArguments(children, { scope, walk, areCalled: true }),
  Decorator: readDecorator,
  ArrayComprehensionExpression: readComprehension,
  ComprehensionExpression: readComprehension,
  DictionaryComprehensionExpression: readComprehension,
  SetComprehensionExpression: readComprehension,
  CapturePattern: readCapture,
  AsPattern: readCapture,
  TypeParam: readCapture,
  KeywordPattern: (children, scope, walk) => walk.each(children.slice(1), scope),
};

/** The facts of a parsed cell. */
export function factsOf(text: string, tree: Tree): Omit<CellFacts, "cell"> {
  const names = new Names(text);
  const walk: Walk = {
    text,
    names,
    each(nodes, scope) {
      for (const node of nodes) {
        const reader = READERS[node.name];
        if (node.name === "VariableName") names.read(node, scope);
        else if (reader) reader(childrenOf(node), scope, walk);
        else walk.each(childrenOf(node), scope);
      }
    },
    target(node, scope) {
      if (node.name === "VariableName") return names.bind(node, scope);
      if (node.name !== "MemberExpression") {
        return childrenOf(node).forEach((child) => walk.target(child, scope));
      }
      walk.each([node], scope);
      names.change(node, scope);
    },
  };
  walk.each([tree.topNode], names.module);
  return names.facts();
}

function readAssignment(children: Nodes, scope: Scope, walk: Walk): void {
  const groups = groupsOf(children, "AssignOp");
  /* `x: int` alone declares and binds nothing. */
  const isBinding = groups.length > 1;
  if (isBinding) walk.each(groups.at(-1) ?? [], scope);
  for (const node of (isBinding ? groups.slice(0, -1) : groups).flat()) {
    if (node.name === "TypeDef") walk.each([node], scope);
    else if (isBinding) walk.target(node, scope);
  }
}

/** `xs += [1]` changes the list, and binds the name here as well. */
function readUpdate(children: Nodes, scope: Scope, { each, names }: Walk): void {
  each(children, scope);
  const [target] = children;
  if (target === undefined) return;
  names.change(target, scope);
  names.bind(target, scope);
}

/** In a comprehension it binds outside of it. */
function readWalrus(children: Nodes, scope: Scope, { each, names }: Walk): void {
  const [target, ...value] = children;
  each(value, scope);
  let outer = scope;
  while (outer.kind === "comprehension" && outer.parent) outer = outer.parent;
  if (target) names.bind(target, outer);
}

function readDelete(targets: Nodes, scope: Scope, walk: Walk): void {
  for (const target of targets) {
    if (target.name === "VariableName") {
      scope.unbind(walk.names.textOf(target));
    } else if (target.name === "MemberExpression") {
      walk.target(target, scope);
    } else {
      readDelete(childrenOf(target), scope, walk);
    }
  }
}

function readImport(children: Nodes, scope: Scope, { names }: Walk): void {
  const from = children.findIndex(({ name }) => name === "import");
  const isFrom = children[0]?.name === "from";
  for (const item of groupsOf(children.slice(from + 1), ",")) {
    const parts = item.filter(({ name }) => name === "VariableName");
    const hasAlias = item.some(({ name }) => name === "as");
    /* `import a.b` binds a; `import a.b as c` and `from x import b as c` bind c. */
    const bound = hasAlias || isFrom ? parts.at(-1) : parts[0];
    if (bound) names.bind(bound, scope);
  }
}

/** `global x`, `nonlocal x`. */
function readScope(children: Nodes, scope: Scope, { names }: Walk): void {
  const [keyword, ...others] = children;
  for (const node of others) {
    if (node.name === "VariableName") scope.hand(names.textOf(node), keyword?.name === "global");
  }
}

function readCall(children: Nodes, scope: Scope, walk: Walk): void {
  const { names } = walk;
  const [callee, list] = children;
  if (callee === undefined || list === undefined) return walk.each(children, scope);
  walk.each([callee], scope);
  const isMethod = callee.name === "MemberExpression";
  const called = names.textOf((isMethod ? callee.lastChild : null) ?? callee);
  readArguments(childrenOf(list), { scope, walk, areCalled: called !== "task" });
  if (isMethod && MUTATORS.has(called)) names.change(callee, scope);
  const object = childrenOf(list)[1];
  if (object && (called === "setattr" || called === "delattr")) names.change(object, scope);
}

interface Within {
  readonly scope: Scope;
  readonly walk: Walk;
  /** Callbacks as a rule are called at once; what becomes a task is not. */
  readonly areCalled: boolean;
}

/** `name=value`: the name is no variable; `t.bind(x=1, flow=flow)` builds into that flow. */
function readArguments(children: Nodes, { scope, walk, areCalled }: Within): void {
  /* `f(a + b for a, b in c)`: one that has no brackets of its own stands alone. */
  if (children.some(({ name }) => name === "for")) return readComprehension(children, scope, walk);
  for (const argument of groupsOf(children, ",")) {
    const at = argument.findIndex(({ name }) => name === "AssignOp");
    const value = argument.slice(at + 1);
    for (const node of value) {
      const isLambda = node.name === "LambdaExpression";
      if (!isLambda) walk.each([node], scope);
      else readLambda(childrenOf(node), new Scope("function", scope, areCalled), walk);
    }
    const [name, sign] = argument.slice(Math.max(at - 1, 0));
    if (at < 1 || name === undefined || sign === undefined) continue;
    if (walk.names.textOf(sign) === ":=") readWalrus([name], scope, walk);
    else if (walk.names.textOf(name) === "flow") {
      for (const node of value) walk.names.change(node, scope);
    }
  }
}

/** `@a.b(c)`: of a dotted name the first part alone is a variable. */
function readDecorator(children: Nodes, scope: Scope, { each }: Walk): void {
  const [name, ...rest] = children.filter((child) => child.name !== "At");
  if (name) each([name], scope);
  each(
    rest.filter((child) => child.name !== "VariableName"),
    scope,
  );
}

/** The targets stand behind what uses them; what it goes through first is read outside. */
function readComprehension(children: Nodes, scope: Scope, walk: Walk): void {
  const inner = new Scope("comprehension", scope);
  const first = children.findIndex(({ name }) => name === "in") + 1;
  walk.each(children.slice(first, first + 1), scope);
  let isTarget = false;
  const read: SyntaxNode[] = [];
  children.forEach((child, index) => {
    if (child.name === "for" || child.name === "in") isTarget = child.name === "for";
    else if (isTarget) walk.target(child, inner);
    else if (index !== first) read.push(child);
  });
  walk.each(read, inner);
}

/** Names in patterns and of type parameters; `_` stands for anything. */
function readCapture(children: Nodes, scope: Scope, { each, names }: Walk): void {
  for (const child of children) {
    if (child.name !== "VariableName") each([child], scope);
    else if (names.textOf(child) !== "_") names.bind(child, scope);
  }
}
