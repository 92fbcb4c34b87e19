/** Statements of which only a part may run: what is bound behind them may not be bound for sure. */

import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "./nodes.ts";
import type { Scope, Way } from "./scopes.ts";
import { isAs } from "./syntax.ts";
import type { Nodes, Walk } from "./walk.ts";

/** A body, and what stands between it and the one before: `else :`, `except E as e :`. */
interface Part {
  readonly header: Nodes;
  readonly body: SyntaxNode;
}

function partsOf(children: Nodes): Part[] {
  const parts: Part[] = [];
  let header: SyntaxNode[] = [];
  for (const child of children) {
    if (child.name !== "Body") header.push(child);
    else {
      parts.push({ header, body: child });
      header = [];
    }
  }
  return parts;
}

const keywordOf = ({ header }: Part): string => header[0]?.name ?? "";

/** One way through: what `walk` binds, before everything is again as it was. */
function take(body: SyntaxNode, scope: Scope, walk: () => void): Way {
  const start = scope.bindings;
  walk();
  const way = { end: scope.bindings, leaves: isLeaving(body) };
  scope.restart(start);
  return way;
}

/** Whether nothing behind a body is reached from its end. */
function isLeaving(body: SyntaxNode): boolean {
  const last = body.lastChild?.name ?? "";
  return /^(?:Raise|Return|Continue|Break)Statement$/.test(last);
}

/** `if`, `while`: a condition is read on the way to all that follows. */
export function readBranches(children: Nodes, scope: Scope, walk: Walk): void {
  const parts = partsOf(children);
  const ways = parts.map(({ header, body }) => {
    walk.each(header, scope);
    return take(body, scope, () => walk.each([body], scope));
  });
  const last = parts.at(-1);
  const isTotal = last !== undefined && keywordOf(last) === "else";
  scope.join(isTotal ? ways : [...ways, { end: scope.bindings, leaves: false }]);
}

export function readLoop(children: Nodes, scope: Scope, walk: Walk): void {
  const [loop, orElse] = partsOf(children);
  if (loop === undefined) return;
  const at = loop.header.findIndex(({ name }) => name === "in");
  walk.each(loop.header.slice(at + 1), scope);
  const way = take(loop.body, scope, () => {
    for (const node of loop.header.slice(0, at)) walk.target(node, scope);
    walk.each([loop.body], scope);
  });
  /* There may be nothing to go through. */
  const around = { end: scope.bindings, leaves: false };
  scope.join([way, around]);
  if (orElse === undefined) return;
  const other = take(orElse.body, scope, () => walk.each([orElse.body], scope));
  scope.join([other, { end: scope.bindings, leaves: false }]);
}

/** `with flow:` builds into a flow from above. */
export function readWith(children: Nodes, scope: Scope, walk: Walk): void {
  children.forEach((child, index) => {
    if (isAs(children[index - 1], walk.text)) return walk.target(child, scope);
    walk.each([child], scope);
    walk.names.change(child, scope);
  });
}

export function readTry(children: Nodes, scope: Scope, walk: Walk): void {
  const parts = partsOf(children);
  const named = (keyword: string): Part[] => parts.filter((part) => keywordOf(part) === keyword);
  const start = scope.bindings;
  const tried = [...named("try"), ...named("else")].map(({ body }) => body);
  walk.each(tried, scope);
  const end = scope.bindings;
  const ways: Way[] = [{ end, leaves: tried.some(isLeaving) }];
  for (const part of named("except")) {
    /* It may have gone wrong at any point. */
    scope.restart({ sure: start.sure, possible: end.possible });
    ways.push(take(part.body, scope, () => readHandler(part, scope, walk)));
  }
  scope.join(ways);
  walk.each(
    named("finally").map(({ body }) => body),
    scope,
  );
}

/** The name of an exception is gone after its block. */
function readHandler({ header, body }: Part, scope: Scope, walk: Walk): void {
  const as = header.findIndex(({ name }) => name === "as");
  const name = as < 0 ? undefined : header[as + 1];
  walk.each(as < 0 ? header : header.slice(0, as), scope);
  if (name) walk.names.bind(name, scope);
  walk.each([body], scope);
  if (name) scope.unbind(walk.names.textOf(name));
}

export function readMatch(children: Nodes, scope: Scope, walk: Walk): void {
  const clauses = children.filter(({ name }) => name === "MatchClause");
  const ways = clauses.flatMap((clause) => {
    const body = clause.getChild("Body");
    return body ? take(body, scope, () => walk.each(childrenOf(clause), scope)) : [];
  });
  const last = clauses.at(-1);
  /* `case _:` and `case x:` take anything. */
  const isTotal = last?.getChild("CapturePattern") && last.getChild("Guard") === null;
  scope.join(isTotal ? ways : [...ways, { end: scope.bindings, leaves: false }]);
}
