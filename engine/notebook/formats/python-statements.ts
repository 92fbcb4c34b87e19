/** The statements of a cell of Python, with what each one means to those below it. Pure. */

import type { SyntaxNode } from "@lezer/common";
import { factsOf } from "../../lang/python/facts.ts";
import { childrenOf, rootOf } from "../../lang/python/nodes.ts";
import { errorsOf, parsePython } from "../../lang/python/syntax.ts";

/** What a name stands for, as far as it matters to who calls `.run()` on it. */
export type Kind = "flow" | "flowClass" | "task" | "runner" | "other";

export interface Statement {
  /** Its lines, with the comments above it. */
  readonly text: string;
  readonly node: SyntaxNode | null;
  /** The whole cell's text, into which the node points. */
  readonly source: string;
  readonly defines: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  readonly mutates: ReadonlySet<string>;
  /** Has code in it that runs later, and looks names up then. */
  readonly hasFunction: boolean;
  /** Names of outside that its functions alter when they run. */
  readonly altersLater: ReadonlySet<string>;
}

export interface CellStatements {
  readonly statements: readonly Statement[];
  /** The parser stumbled: what stands in it is one piece. */
  readonly isBroken: boolean;
  /** It waits for something outside of a function, as scripts cannot. */
  readonly hasAwait: boolean;
}

export function readStatements(source: string): CellStatements {
  const tree = parsePython(source);
  const isBroken = errorsOf(tree).length > 0;
  const nodes = isBroken ? [] : childrenOf(tree.topNode);
  const lines = source.split("\n");
  const statements: Statement[] = [];
  let from = 0;
  nodes.forEach((node, index) => {
    const isLast = index === nodes.length - 1;
    const to = isLast ? lines.length : lineAfter(source, node);
    statements.push(readStatement(lines.slice(from, to).join("\n"), node, source));
    from = to;
  });
  if (statements.length === 0 && source.trim() !== "") {
    statements.push(readStatement(source, null, source));
  }
  return { statements, isBroken, hasAwait: !isBroken && hasOuterAwait(tree.topNode) };
}

/** The number of the line behind a statement's last one, from 0. */
const lineAfter = (source: string, { from, to }: SyntaxNode): number =>
  source.slice(0, from + source.slice(from, to).trimEnd().length).split("\n").length;

function readStatement(text: string, node: SyntaxNode | null, source: string): Statement {
  const own = node === null ? source : source.slice(node.from, node.to);
  const { defines, uses, mutates } = factsOf(own, parsePython(own));
  const functions = node === null ? [] : findFunctions(node);
  const used = new Set(uses);
  const dropped = node === null ? [] : droppedNames(node, source);
  return {
    text,
    node,
    source,
    defines: new Set([...defines, ...dropped]),
    uses: new Set([...uses, ...dropped]),
    mutates: new Set(mutates),
    hasFunction: functions.length > 0,
    altersLater: new Set(
      functions.flatMap((each) => alteredIn(each, source)).filter((name) => used.has(name)),
    ),
  };
}

export const isFunction = ({ name }: SyntaxNode): boolean =>
  name === "FunctionDefinition" || name === "LambdaExpression";

/** All nodes below, parents first. @param enters  whether to go below a node */
export function* nodesIn(
  node: SyntaxNode,
  enters: (node: SyntaxNode) => boolean = () => true,
): Generator<SyntaxNode> {
  yield node;
  if (!enters(node)) return;
  for (const child of childrenOf(node)) yield* nodesIn(child, enters);
}

const findFunctions = (node: SyntaxNode): SyntaxNode[] => [...nodesIn(node)].filter(isFunction);

const hasOuterAwait = (top: SyntaxNode): boolean => {
  const outer = nodesIn(top, (node) => !isFunction(node));
  return [...outer].some((node) => {
    if (node.name === "AwaitExpression") return true;
    const isCompound = node.name === "ForStatement" || node.name === "WithStatement";
    return isCompound && node.firstChild?.name === "async";
  });
};

/** `del a, b`: they must be there before, and are not afterwards. */
const droppedNames = (node: SyntaxNode, source: string): string[] =>
  [...nodesIn(node)]
    .filter(({ name }) => name === "DeleteStatement")
    .flatMap((statement) => childrenOf(statement))
    .filter(({ name }) => name === "VariableName")
    .map(({ from, to }) => source.slice(from, to));

/** Methods of Python's collections that alter what they are called on. */
const ALTERING =
  /^(?:append|extend|insert|add|pop|remove|clear|sort|reverse|update|setdefault|discard|popitem|appendleft|extendleft|popleft|write|put|put_nowait)$/;

/** Names whose objects a function alters: `found.append(x)`, `counts[x] += 1`. */
function alteredIn(scope: SyntaxNode, source: string): string[] {
  const targets = [...nodesIn(scope)].flatMap((node): SyntaxNode[] => {
    const [first] = childrenOf(node);
    if (first?.name !== "MemberExpression") return [];
    if (/^(?:Assign|Update|Delete)Statement$/.test(node.name)) return [first];
    const method = first.lastChild;
    const isCall = node.name === "CallExpression" && method?.name === "PropertyName";
    return isCall && ALTERING.test(source.slice(method.from, method.to)) ? [first] : [];
  });
  return targets.flatMap((target) => {
    const root = rootOf(target);
    return root === null ? [] : [source.slice(root.from, root.to)];
  });
}
