/** How a value is called, and how that is written. */

import type { Inference } from "./infer.ts";
import { parameterName } from "./read-function.ts";
import type { FunctionName } from "./source.ts";
import type { ClassValue, FunctionValue, InstanceValue, Value } from "./values.ts";

export interface Signature {
  readonly name: string;
  /** As they are written: `name: str`, `*`, `**kwargs`. */
  readonly params: readonly string[];
  readonly returns: string | null;
  readonly doc: string | null;
}

/** Written on one line up to this length. */
const LONGEST_LINE = 56;

/** How a value is called; null if it is not known to be callable. */
export function signatureOf(value: Value, name: string, inference: Inference): Signature | null {
  switch (value.kind) {
    case "class": {
      const init = methodOf(value, "__init__", inference);
      const params = init ? withKeywordsOf(init.source, init, value, inference) : [];
      return { name: value.name, params, returns: null, doc: value.source.doc ?? null };
    }
    case "function": {
      const bound =
        BINDING.has(value.name) && value.self && boundSignature(value.self, value, inference);
      if (bound) {
        const { returns = null, doc = null } = value.source;
        return { ...bound, name: value.name, returns, doc };
      }
      const params = functionParams(value, inference);
      const { returns = null, doc = null } = value.source;
      return { name: value.name, params, returns, doc };
    }
    case "instance":
      return instanceSignature(value, name, inference);
    case "module":
    case "unknown":
      return null;
  }
}

/** Methods of tasks that take what calling the task takes. */
const BINDING = new Set(["bind", "map"]);

function instanceSignature(
  value: InstanceValue,
  name: string,
  inference: Inference,
): Signature | null {
  const call = methodOf(value.of, "__call__", inference);
  return call && { name, ...boundSignature(value, call, inference) };
}

/** A task takes what its `run` takes, and how to be bound; anything else what the method says. */
function boundSignature(
  value: InstanceValue,
  method: FunctionValue,
  inference: Inference,
): Omit<Signature, "name"> {
  const run = value.made ?? methodOf(value.of, "run", inference);
  const { returns = null, doc = null } = (value.made ?? method).source;
  const { params } = method.source;
  const takesAny = params.some((param) => param.startsWith("*") && param.length > 1);
  if (!run || !takesAny) return { params, returns, doc };
  const own = run.source.params;
  const more = params.filter(
    (param) => !param.startsWith("*") && !own.some((each) => sameName(each, param)),
  );
  return { params: joinKeywords(own, more), returns, doc };
}

const sameName = (a: string, b: string): boolean => parameterName(a) === parameterName(b);

/** What makes a thing and hands on `**kwargs` takes what the thing's class takes. */
function functionParams(value: FunctionValue, inference: Inference): readonly string[] {
  const made = handsOn(value.source) ? inference.called(value) : null;
  const init = made?.kind === "instance" ? methodOf(made.of, "__init__", inference) : null;
  if (made?.kind !== "instance" || !init || value.self) return value.source.params;
  const all = withKeywordsOf(init.source, init, made.of, inference);
  return joinHandedOn(value.source.params, all);
}

const handsOn = ({ params }: FunctionName): boolean =>
  params.some((param) => param.startsWith("**"));

/** The parameters of an `__init__`, with those of the base's that its `**kwargs` are handed to. */
function withKeywordsOf(
  source: FunctionName,
  init: FunctionValue,
  of: ClassValue,
  inference: Inference,
): readonly string[] {
  if (!handsOn(source)) return source.params;
  const lineage = inference.lineage(of);
  const owner = lineage.findIndex(({ source: each }) => each.members["__init__"] === init.source);
  for (const base of lineage.slice(owner + 1)) {
    const next = base.source.members["__init__"];
    if (next?.kind !== "function") continue;
    const value: FunctionValue = { kind: "function", name: "", source: next, scope: base.scope };
    return joinHandedOn(source.params, withKeywordsOf(next, value, base, inference));
  }
  return source.params;
}

/** Puts the keywords of another function where `**kwargs` stands. */
function joinHandedOn(params: readonly string[], others: readonly string[]): readonly string[] {
  const own = params.filter((param) => !param.startsWith("**"));
  const more = others.filter((param) => {
    const name = parameterName(param);
    return name !== "" && !own.some((each) => sameName(each, param)) && !/^\*[^*]/.test(param);
  });
  const rest = more.filter((param) => param.startsWith("**"));
  return [
    ...joinKeywords(
      own,
      more.filter((param) => !param.startsWith("**")),
    ),
    ...rest,
  ];
}

function joinKeywords(params: readonly string[], keywords: readonly string[]): readonly string[] {
  if (keywords.length === 0) return params;
  const last = params.filter((param) => param.startsWith("**"));
  const first = params.filter((param) => !param.startsWith("**"));
  const hasStar = first.some((param) => param.startsWith("*"));
  return [...first, ...(hasStar ? [] : ["*"]), ...keywords, ...last];
}

function methodOf(of: ClassValue, name: string, inference: Inference): FunctionValue | null {
  for (const each of inference.lineage(of)) {
    const source = each.source.members[name];
    if (source?.kind === "function") return { kind: "function", name, source, scope: each.scope };
  }
  return null;
}

/** `name(a, b=1) -> int`, over several lines if it is long. */
export function signatureText({ name, params, returns }: Signature): string {
  const end = returns === null ? "" : ` -> ${returns}`;
  const line = `${name}(${params.join(", ")})${end}`;
  if (line.length <= LONGEST_LINE) return line;
  return `${name}(\n${params.map((param) => `    ${param},\n`).join("")})${end}`;
}

/** Which parameter an argument goes to; -1 if none is known. */
export function activeParameter(
  params: readonly string[],
  { argument, keyword }: { readonly argument: number; readonly keyword: string | null },
): number {
  if (keyword !== null) {
    const named = params.findIndex((param) => parameterName(param) === keyword);
    return named >= 0 ? named : params.findIndex((param) => param.startsWith("**"));
  }
  let position = 0;
  for (const [index, param] of params.entries()) {
    if (param === "/") continue;
    if (param.startsWith("**")) return -1;
    if (param.startsWith("*")) return param === "*" ? -1 : index;
    if (position === argument) return index;
    position++;
  }
  return -1;
}
