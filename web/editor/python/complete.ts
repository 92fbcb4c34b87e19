/** What can stand where the cursor is. */

import { cellScope, withoutStatement } from "./cell-scope.ts";
import { readCursor, type Cursor } from "./cursor.ts";
import { describeValue, type Description } from "./describe.ts";
import type { Inference } from "./infer.ts";
import { parameterName } from "./read-function.ts";
import { signatureOf } from "./signature.ts";
import type { Scope, Value } from "./values.ts";
import { KEYWORDS, STANDARD_MODULES } from "./words.ts";

export type CompletionKind =
  "argument" | "class" | "function" | "keyword" | "method" | "module" | "property" | "variable";

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What is typed, if it is not the label. */
  readonly insert?: string;
  /** Groups in the order they are offered, 0 first. */
  readonly group: number;
  readonly description?: () => Description;
}

/** A place in a Python cell. */
export interface Asked {
  readonly above: readonly string[];
  readonly text: string;
  readonly offset: number;
}

export function complete(asked: Asked, inference: Inference): Completion[] {
  const cursor = readCursor(asked.text, asked.offset);
  if (cursor.place !== "code") return [];
  const imports = completeImport(cursor.before.trimStart(), inference);
  if (imports) return imports;
  if (isNaming(cursor)) return [];
  const scope = scopeAt(asked, cursor, inference);
  if (cursor.object !== null) {
    const value = inference.valueOf(cursor.object, scope);
    return value ? membersOf(value, inference) : [];
  }
  if (/\.\s*\w*$/.test(cursor.before)) return [];
  return [...argumentsOf(cursor, scope, inference), ...namesIn(scope, inference), ...keywords()];
}

/** The scope at a cursor, whatever half a statement stands there. */
export function scopeAt(asked: Asked, cursor: Cursor, inference: Inference): Scope {
  const { above, text } = asked;
  const place = { above, text: withoutStatement(text, cursor), offset: cursor.from };
  return cellScope(place, inference.library);
}

/** Here a new name is made up. */
const isNaming = ({ before }: Cursor): boolean =>
  /(^|\s)(def|class|as|global|nonlocal)\s+\w*$/.test(before) ||
  /^\s*for\s+[\w\s,]*$/.test(before) ||
  /^\s*(async\s+)?def\s+\w+\s*\([^=:]*$/.test(before) ||
  /(^|[^\w.])\d\w*$/.test(before);

function completeImport(before: string, inference: Inference): Completion[] | null {
  const from = /^from\s+([\w.]*)(?:\s+(\w*))?$/.exec(before);
  if (from) {
    const [, module = "", next] = from;
    return next === undefined ? modulesFor(module, inference) : [keyword("import")];
  }
  const names = /^from\s+([\w.]+)\s+import\b([\s\S]*)$/.exec(before);
  if (names) {
    const [, module = "", list = ""] = names;
    return /\bas\s+\w*$/.test(list) ? [] : namesOf(module, inference);
  }
  const plain = /^import\s+(?:[\s\S]*,)?\s*([\w.]*)$/.exec(before);
  return plain ? modulesFor(plain[1] ?? "", inference) : null;
}

/** Modules for the last part of a name being typed. */
function modulesFor(typed: string, inference: Inference): Completion[] {
  const parent = typed.split(".").slice(0, -1).join(".");
  const known = inference.library.below(parent).filter((name) => name !== "builtins");
  const standard = parent === "" ? STANDARD_MODULES : [];
  return [...new Set([...known, ...standard])].map((label) => ({
    label,
    kind: "module",
    group: known.includes(label) ? 0 : 1,
    description: () => ({
      code: `module ${parent ? `${parent}.` : ""}${label}`,
      doc: inference.library.docOf(parent ? `${parent}.${label}` : label) ?? null,
    }),
  }));
}

function namesOf(module: string, inference: Inference): Completion[] {
  if (!inference.library.has(module)) return [];
  return membersOf({ kind: "module", name: module }, inference);
}

function membersOf(value: Value, inference: Inference): Completion[] {
  return [...inference.members(value)].map(([name, member]) => {
    const isMethod = value.kind !== "module" && member.kind === "function";
    const isProperty = value.kind !== "module" && kindOf(member) === "variable";
    const kind = isMethod ? "method" : isProperty ? "property" : kindOf(member);
    return {
      ...completionOf(name, member, inference),
      kind,
      group: kind === "module" || kind === "property" ? 1 : 0,
    };
  });
}

function namesIn(scope: Scope, inference: Inference): Completion[] {
  const seen = new Set<string>();
  const found: Completion[] = [];
  for (let at: Scope | null = scope; at; at = at.parent) {
    const isBuiltin = at === inference.library.builtins;
    for (const [name, source] of at.names) {
      if (seen.has(name) || name.startsWith("__")) continue;
      seen.add(name);
      const value = inference.defined(name, source, at);
      const unknown: Value = { kind: "unknown", source: { kind: "variable" } };
      found.push({
        ...completionOf(name, value ?? unknown, inference),
        group: isBuiltin ? 3 : 1,
      });
    }
  }
  return found;
}

/** The keyword arguments that the call around the cursor still takes. */
function argumentsOf({ call }: Cursor, scope: Scope, inference: Inference): Completion[] {
  if (!call?.isFresh) return [];
  const value = inference.valueOf(call.callee, scope);
  const signature = value && signatureOf(value, call.callee, inference);
  if (!signature) return [];
  let position = 0;
  let isKeywordOnly = false;
  return signature.params.flatMap((param): Completion[] => {
    if (param.startsWith("*")) isKeywordOnly = true;
    const name = parameterName(param);
    if (name === "" || param.startsWith("*")) return [];
    const isGiven = !isKeywordOnly && position++ < call.argument - call.keywords.length;
    if (isGiven || call.keywords.includes(name)) return [];
    const description = () => ({ code: param, doc: signature.doc });
    return [{ label: `${name}=`, kind: "argument", insert: `${name}=`, group: 0, description }];
  });
}

const completionOf = (
  label: string,
  value: Value,
  inference: Inference,
): Omit<Completion, "group"> => ({
  label,
  kind: kindOf(value),
  description: () => describeValue(value, label, inference),
});

function kindOf(value: Value): CompletionKind {
  switch (value.kind) {
    case "module":
    case "class":
    case "function":
      return value.kind;
    case "instance":
      return value.made ? "function" : "variable";
    case "unknown":
      return "variable";
  }
}

const keyword = (label: string): Completion => ({ label, kind: "keyword", group: 2 });
const keywords = (): Completion[] => KEYWORDS.map(keyword);
