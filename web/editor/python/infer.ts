/** Finds what a Python expression gives, where that is evident: no flow of values is followed. */

import { parser } from "@lezer/python";
import type { SyntaxNode } from "@lezer/common";
import { classesIn } from "./annotations.ts";
import type { Library } from "./library.ts";
import type { NameSource, VariableName } from "./source.ts";
import { childrenOf } from "./syntax.ts";
import {
  findName,
  type ClassValue,
  type FunctionValue,
  type InstanceValue,
  type Scope,
  type Value,
} from "./values.ts";

/** Names may be defined in circles. */
const DEEPEST = 24;

const TASKS = "prefect.core.task";

/** Methods of a task that give a copy of it. */
const COPIES = new Set(["__call__", "bind", "copy", "map"]);

/** What stands for the class of the instance at hand. */
const SELF_TYPES = new Set(["Self", "typing.Self"]);

const LITERALS: Readonly<Record<string, string>> = {
  String: "str",
  ContinuedString: "str",
  FormatString: "str",
  ArrayExpression: "list",
  ArrayComprehensionExpression: "list",
  DictionaryExpression: "dict",
  DictionaryComprehensionExpression: "dict",
  SetExpression: "set",
  SetComprehensionExpression: "set",
  TupleExpression: "tuple",
  Boolean: "bool",
};

export class Inference {
  readonly library: Library;
  #depth = 0;

  constructor(library: Library) {
    this.library = library;
  }

  /** The value of an expression's text; null if it is not evident. */
  valueOf(expression: string, scope: Scope): Value | null {
    const node = parser.parse(expression).topNode.firstChild?.firstChild;
    return node ? this.#guarded(() => this.#node(node, expression, scope)) : null;
  }

  /** What a name stands for. */
  named(name: string, scope: Scope): Value | null {
    const found = findName(scope, name);
    return found ? this.defined(name, found.source, found.scope) : null;
  }

  /** What a binding gives. */
  defined(name: string, source: NameSource, scope: Scope): Value | null {
    return this.#guarded(() => {
      switch (source.kind) {
        case "import":
          return source.name === undefined
            ? this.#module(source.module)
            : this.#attribute(source.module, source.name);
        case "class":
          return { kind: "class", name, source, scope };
        case "function":
          return this.#decorated({ kind: "function", name, source, scope });
        case "variable":
          return this.#variable(source, scope);
      }
    });
  }

  /** An attribute of a value; null if it is not known to have it. */
  member(value: Value, name: string): Value | null {
    switch (value.kind) {
      case "module":
        return this.#attribute(value.name, name);
      case "class":
        return this.#classMember(value, name, null);
      case "instance":
        if (name === "run" && value.made) return value.made;
        return this.#classMember(value.of, name, value);
      case "function":
      case "unknown":
        return null;
    }
  }

  /** All that is known of a value's attributes, own ones first. */
  members(value: Value): Map<string, Value> {
    const members = new Map<string, Value>();
    const add = (name: string, member: Value | null) => {
      if (!members.has(name)) members.set(name, member ?? UNKNOWN);
    };
    if (value.kind === "module") {
      for (const [name] of this.library.publicNames(value.name))
        add(name, this.member(value, name));
      for (const name of this.library.below(value.name)) add(name, this.member(value, name));
    }
    const of = value.kind === "instance" ? value.of : value;
    if (of.kind !== "class") return members;
    for (const each of this.lineage(of)) {
      for (const name of Object.keys(each.source.members)) {
        if (!name.startsWith("_")) add(name, this.member(value, name));
      }
    }
    return members;
  }

  /** A class and those it is derived from, nearest first. */
  lineage(of: ClassValue): ClassValue[] {
    return (
      this.#guarded(() => {
        const bases = (of.source.bases ?? []).flatMap((base) => {
          const value = this.valueOf(base, of.scope);
          return value?.kind === "class" ? this.lineage(value) : [];
        });
        return [of, ...bases];
      }) ?? [of]
    );
  }

  /** What a call of the value gives. */
  called(value: Value): Value | null {
    switch (value.kind) {
      case "class":
        return { kind: "instance", of: value };
      case "function":
        return this.#made(value) ?? this.#annotated(value.source.returns, value.scope, value.self);
      case "instance": {
        const call = this.#classMember(value.of, "__call__", value);
        return call?.kind === "function" ? this.called(call) : null;
      }
      case "module":
      case "unknown":
        return null;
    }
  }

  #guarded<T>(find: () => T | null): T | null {
    if (this.#depth >= DEEPEST) return null;
    this.#depth++;
    try {
      return find();
    } finally {
      this.#depth--;
    }
  }

  #node(node: SyntaxNode, text: string, scope: Scope): Value | null {
    const literal = LITERALS[node.name];
    if (literal) return this.#builtin(literal);
    const [first, ...rest] = childrenOf(node);
    switch (node.name) {
      case "VariableName":
        return this.named(text.slice(node.from, node.to), scope);
      case "Number":
        return this.#builtin(/[.ej]/i.test(text.slice(node.from, node.to)) ? "float" : "int");
      case "MemberExpression": {
        const property = node.getChild("PropertyName");
        const object = first && property ? this.#node(first, text, scope) : null;
        return object && property
          ? this.member(object, text.slice(property.from, property.to))
          : null;
      }
      case "CallExpression": {
        const callee = first ? this.#node(first, text, scope) : null;
        return callee && this.called(callee);
      }
      case "ParenthesizedExpression":
      case "AwaitExpression":
        return rest[0] ? this.#node(rest[0], text, scope) : null;
      case "ConditionalExpression":
        return first ? this.#node(first, text, scope) : null;
      default:
        return null;
    }
  }

  #builtin(name: string): Value | null {
    const of = this.named(name, this.library.builtins);
    return of?.kind === "class" ? { kind: "instance", of } : null;
  }

  #module(name: string): Value | null {
    if (!this.library.has(name)) return null;
    const doc = this.library.docOf(name);
    return { kind: "module", name, ...(doc && { doc }) };
  }

  /** `module.name`: what the module defines, else the module below it. */
  #attribute(module: string, name: string): Value | null {
    const scope = this.library.scopeOf(module);
    const source = scope?.names.get(name);
    const isItself = source?.kind === "import" && source.module === module && source.name === name;
    if (scope && source && !isItself) return this.defined(name, source, scope);
    return this.#module(`${module}.${name}`);
  }

  /** What a maker of tasks gives, where its annotation cannot say: it serves in more than one way. */
  #made({ name, scope, self }: FunctionValue): Value | null {
    const isTasks = self && scope === this.library.scopeOf(TASKS);
    if (isTasks && COPIES.has(name)) return self;
    const makesTasks = name === "task" && scope === this.library.scopeOf("prefect.utilities.tasks");
    const of = makesTasks && this.#attribute("prefect.tasks.core.function", "FunctionTask");
    return of && of.kind === "class" ? { kind: "instance", of } : null;
  }

  /** A function as its decorators leave it: of a class of ours, if they say so. */
  #decorated(value: FunctionValue): Value {
    for (const decorator of value.source.decorators ?? []) {
      const maker = this.valueOf(decorator.replace(/\(.*$/s, ""), value.scope);
      const made = maker && this.called(maker);
      if (made?.kind === "instance") return { ...made, made: value };
    }
    return value;
  }

  #variable(source: VariableName, scope: Scope): Value {
    const { annotation, value, isEntered, doc } = source;
    const unknown: Value = { kind: "unknown", source };
    if (annotation) {
      const found = this.#annotated(annotation, scope);
      return found?.kind === "instance" && doc ? { ...found, doc } : (found ?? unknown);
    }
    const found = value ? this.valueOf(value, scope) : null;
    if (!found || !isEntered) return found ?? unknown;
    const enter = this.member(found, "__enter__");
    return (enter && this.called(enter)) ?? found;
  }

  #annotated(annotation: string | undefined, scope: Scope, self?: InstanceValue): Value | null {
    for (const name of classesIn(annotation ?? "")) {
      if (SELF_TYPES.has(name) && self) return self;
      const of = this.valueOf(name, scope);
      if (of?.kind !== "class") continue;
      /* A method that gives its own class gives, as a rule, what it was called on: a task's copy. */
      const isOwn = self && this.lineage(self.of).some((each) => each.source === of.source);
      return isOwn ? self : { kind: "instance", of };
    }
    return null;
  }

  #classMember(of: ClassValue, name: string, self: InstanceValue | null): Value | null {
    for (const each of this.lineage(of)) {
      const source = each.source.members[name];
      if (!source) continue;
      const found = this.defined(name, source, each.scope);
      return found?.kind === "function" && self ? { ...found, self } : found;
    }
    return null;
  }
}

const UNKNOWN: Value = { kind: "unknown", source: { kind: "variable" } };
