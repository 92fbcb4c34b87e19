/** Which names from above a cell changes when it is evaluated: assigns, or alters in place. */

import type { Identifier, Node } from "@babel/types";
import { isFunction, isTypeWrapping, unwrapped, type Parents } from "./walk.ts";

/** Methods that alter what they are called on: of flows and tasks, and of JavaScript's collections. */
const MUTATORS = new Set([
  ..."addTask addEdge setReferenceTasks setDependencies setUpstream setDownstream chain".split(" "),
  ..."update replace with bind pipe".split(" "),
  ..."push pop shift unshift splice sort reverse fill set delete clear".split(" "),
]);

export function findMutations(free: readonly Identifier[], parents: Parents): string[] {
  const changed = free.filter((node) => isChanged(node, parents) && runsNow(node, parents));
  return [...new Set(changed.map((node) => node.name))];
}

function isChanged(name: Identifier, parents: Parents): boolean {
  if (isFlowOption(name, parents)) return true;
  let node: Node = name;
  let method: string | null = null;
  for (;;) {
    const parent = parents.get(node);
    if (parent === undefined) return false;
    if (isTypeWrapping(parent)) {
      node = parent;
    } else if (isMember(parent) && parent.object === node) {
      method = parent.property.type === "Identifier" ? parent.property.name : null;
      node = parent;
    } else {
      const isCall = parent.type === "CallExpression" || parent.type === "OptionalCallExpression";
      if (isCall && parent.callee === node) return method !== null && MUTATORS.has(method);
      return isTarget(node, parent, parents);
    }
  }
}

const isMember = (
  node: Node,
): node is Extract<Node, { type: "MemberExpression" | "OptionalMemberExpression" }> =>
  node.type === "MemberExpression" || node.type === "OptionalMemberExpression";

/** `x = …`, `x++`, `delete x.y`, `for (x of …)`, `[x] = …`. */
function isTarget(node: Node, parent: Node, parents: Parents): boolean {
  switch (parent.type) {
    case "AssignmentExpression":
    case "AssignmentPattern":
    case "ForInStatement":
    case "ForOfStatement":
      return parent.left === node;
    case "UpdateExpression":
    case "ArrayPattern":
    case "RestElement":
      return true;
    case "UnaryExpression":
      return parent.operator === "delete";
    case "ObjectProperty":
      return parent.value === node && parents.get(parent)?.type === "ObjectPattern";
    default:
      return false;
  }
}

/** `t.setUpstream(u, { flow })`: the tasks go into that flow. */
function isFlowOption(node: Identifier, parents: Parents): boolean {
  const property = parents.get(node);
  if (property?.type !== "ObjectProperty" || property.value !== node || property.computed) {
    return false;
  }
  if (property.key.type !== "Identifier" || property.key.name !== "flow") return false;
  const object = parents.get(property);
  const call = object && parents.get(object);
  return object?.type === "ObjectExpression" && call?.type === "CallExpression";
}

/** Not inside a function, but for callbacks: those of `task` run in the flow, others as a rule at once. */
function runsNow(node: Node, parents: Parents): boolean {
  for (
    let inner = node, outer = parents.get(node);
    outer;
    inner = outer, outer = parents.get(outer)
  ) {
    if (isFunction(inner) && !isCalledAtOnce(inner, parents)) return false;
    if (inner.type === "ClassProperty" && inner.static !== true) return false;
  }
  return true;
}

function isCalledAtOnce(node: Node, parents: Parents): boolean {
  let whole = node;
  let parent = parents.get(whole);
  while (parent !== undefined && isTypeWrapping(parent)) {
    whole = parent;
    parent = parents.get(whole);
  }
  switch (parent?.type) {
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
      return parent.callee === whole || !isTaskMaker(parent.callee);
    default:
      return false;
  }
}

function isTaskMaker(callee: Node): boolean {
  const node = unwrapped(callee);
  if (node.type === "Identifier") return node.name === "task";
  return isMember(node) && node.property.type === "Identifier" && node.property.name === "task";
}
