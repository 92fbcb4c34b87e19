/** Which names of a notebook are flows, and which statements run one. Pure. */

import type { SyntaxNode } from "@lezer/common";
import { childrenOf, rootOf } from "../../lang/python/nodes.ts";
import { isFunction, nodesIn, type Kind, type Statement } from "./python-statements.ts";

/** What is known of names, statement by statement in the order in which they run. */
export class Kinds {
  readonly #kinds = new Map<string, Kind>();
  #lastFlow: string | null = null;

  /** The flow that was built last, by the name it has. */
  get lastFlow(): string | null {
    return this.#lastFlow;
  }

  isFlow(name: string): boolean {
    return this.#kinds.get(name) === "flow";
  }

  /** Whether evaluating the statement runs a flow. What its functions do is done when they are called. */
  runs({ node, source }: Statement): boolean {
    if (node === null) return false;
    const outer = nodesIn(node, (each) => !isFunction(each) || isArgument(each));
    return [...outer].some((each) => this.#isRun(each, source));
  }

  /** Takes in what the statement's names stand for from now on. */
  learn(statement: Statement): void {
    const { node, source, defines } = statement;
    if (node === null) return;
    const found = new Map<string, Kind>();
    for (const each of nodesIn(node, (inner) => !isFunction(inner))) {
      for (const [name, kind] of this.#bindings(each, source)) found.set(name, kind);
    }
    /* Methods are a task's own: making an object runs none of them. */
    const inside = nodesIn(node, ({ name }) => name !== "ClassDefinition");
    const hasRunInside = [...inside].some((each) => this.#isRun(each, source));
    const isRunner = hasRunInside && !this.runs(statement);
    for (const name of defines) {
      const kind = found.get(name);
      if (isRunner && kind !== "task") this.#kinds.set(name, "runner");
      else if (kind === undefined) this.#kinds.delete(name);
      else this.#kinds.set(name, kind);
      if (kind === "flow") this.#lastFlow = name;
    }
  }

  #isRun(node: SyntaxNode, source: string): boolean {
    if (node.name === "VariableName" && node.parent?.name === "ArgList") {
      /* `map(go, xs)` calls what it is handed; `task(go)` and `FunctionTask(go)` do not. */
      const call = node.parent.parent;
      const isKept = call !== null && /^(?:task$|[A-Z])/.test(calledName(call, source));
      return !isKept && this.#kinds.get(textOf(node, source)) === "runner";
    }
    const [callee] = node.name === "CallExpression" ? childrenOf(node) : [];
    if (callee === undefined) return false;
    const text = textOf(callee, source);
    if (callee.name === "VariableName") return this.#kinds.get(text) === "runner";
    const method = callee.name === "MemberExpression" ? callee.lastChild : null;
    if (method?.name !== "PropertyName" || textOf(method, source) !== "run") return false;
    const object = callee.firstChild;
    if (object?.name === "CallExpression") return this.#givesFlow(object, source);
    /* What nobody can tell may be a flow: importing a script must run none. */
    const root = rootOf(callee);
    const kind = root === null ? undefined : this.#kinds.get(textOf(root, source));
    return kind === undefined || kind === "flow" || kind === "runner";
  }

  /** Names that a node binds, with what they stand for. */
  #bindings(node: SyntaxNode, source: string): [string, Kind][] {
    const children = childrenOf(node);
    const nameOf = (): string =>
      textOf(children.find(({ name }) => name === "VariableName") ?? node, source);
    switch (node.name) {
      case "ImportStatement":
        return children
          .filter(({ name }) => name === "VariableName")
          .map((each) => textOf(each, source))
          .map((name) => [name, name === "Flow" ? "flowClass" : "other"]);
      case "DecoratedStatement":
        return this.#decorated(children, source);
      case "FunctionDefinition":
        return [[nameOf(), "other"]];
      case "ClassDefinition": {
        const bases = children.find(({ name }) => name === "ArgList");
        const isFlow = bases !== undefined && this.#namesFlowClass(bases, source);
        return [[nameOf(), isFlow ? "flowClass" : "other"]];
      }
      case "AssignStatement": {
        const kind = this.#kindOf(children.at(-1), source);
        const targets = children.slice(0, -1).filter(({ name }) => name === "VariableName");
        return kind === null ? [] : targets.map((each) => [textOf(each, source), kind]);
      }
      case "WithStatement":
        return children.flatMap((child, index): [string, Kind][] => {
          const [target, as] = [children[index + 2], children[index + 1]];
          if (as?.name !== "as" || target?.name !== "VariableName") return [];
          const kind = this.#kindOf(child, source);
          return kind === null ? [] : [[textOf(target, source), kind]];
        });
      default:
        return [];
    }
  }

  /** `@task def f()` is a task, and does not run when it is called. */
  #decorated(children: readonly SyntaxNode[], source: string): [string, Kind][] {
    const definition = children.find((each) => each.name.endsWith("Definition"));
    const name = definition && childrenOf(definition).find((each) => each.name === "VariableName");
    if (!name) return [];
    const isTask = children.some(
      (each) => each.name === "Decorator" && /\btask\b/.test(textOf(each, source)),
    );
    return [[textOf(name, source), isTask ? "task" : "other"]];
  }

  /** null: nobody can tell. */
  #kindOf(value: SyntaxNode | undefined, source: string): Kind | null {
    if (value === undefined) return null;
    const text = textOf(value, source);
    if (value.name === "VariableName") return this.#kinds.get(text) ?? null;
    if (value.name !== "CallExpression") return value.name.endsWith("Expression") ? null : "other";
    const callee = value.firstChild;
    const method = callee?.name === "MemberExpression" ? callee.lastChild : null;
    if (callee && method && textOf(method, source) === "copy") {
      return this.#kindOf(callee.firstChild ?? undefined, source);
    }
    if (this.#givesFlow(value, source)) return isMade(calledName(value, source)) ? "flow" : null;
    return "other";
  }

  /** Whether a call may give a flow: `Flow(…)`, `build()`; not `ShellTask(…)`, and not a task's. */
  #givesFlow(call: SyntaxNode, source: string): boolean {
    const name = calledName(call, source);
    const kind = this.#kinds.get(name);
    if (kind === "flowClass" || name === "Flow" || /Flow(?:Runner)?$/.test(name)) return true;
    return kind !== "task" && name !== "task" && /^[a-z_]/.test(name);
  }

  #namesFlowClass(node: SyntaxNode, source: string): boolean {
    return [...nodesIn(node)]
      .map((each) => textOf(each, source))
      .some((name) => name === "Flow" || this.#kinds.get(name) === "flowClass");
  }
}

/** `Flow` and the like; a function's name begins otherwise. */
const isMade = (name: string): boolean => /^[A-Z]/.test(name);

const textOf = ({ from, to }: SyntaxNode, source: string): string => source.slice(from, to);

/** The last part of what is called: `Flow` of `prefect.Flow(…)`. */
function calledName(call: SyntaxNode, source: string): string {
  const callee = call.firstChild;
  const last = callee?.name === "MemberExpression" ? callee.lastChild : callee;
  return last ? textOf(last, source) : "";
}

/** A function that is handed over may be called at once. */
const isArgument = (node: SyntaxNode): boolean =>
  node.name === "LambdaExpression" && node.parent?.name === "ArgList";
