/** The signature of a function that is to become a task, and Prefect's rules about it. */

import type { Signature, SignatureParameter } from "../model/graph.ts";
import { ValueError } from "./errors.ts";
import { registeredSignature, registerSignature } from "./realm.ts";
import { scanParameters } from "./signature-scanner.ts";
import type { ScannedParameter } from "./signature-scanner.ts";

type Callable = (...args: never) => unknown;

/** They mean something else in a call, so no argument can have these names. */
const RESERVED = ["upstreamTasks", "mapped", "taskArgs", "flow"];

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

const KEYWORDS = new Set(
  (
    "break case catch class const continue debugger default delete do else enum export extends " +
    "false finally for function if implements import in instanceof interface let new null package " +
    "private protected public return static super switch this throw true try typeof var void " +
    "while with yield"
  ).split(" "),
);

/** Whether an argument can have this name. */
export const isArgumentName = (text: string): boolean =>
  IDENTIFIER.test(text) && !KEYWORDS.has(text);

const checked = new WeakMap<object, Signature>();

/**
 * The parameters of a function, from the user's own text where the compiler kept it, else from the
 * compiled text.
 * @param what  names it in errors: `Task "add"`
 * @throws ValueError if it has a parameter that no argument can be bound to
 */
export function signatureOf(fn: Callable, what: string): Signature {
  const known = checked.get(fn);
  if (known !== undefined) return known;
  const signature = registeredSignature(fn) ?? scanSignature(fn, what);
  for (const parameter of signature.parameters) checkParameter(parameter, what);
  checked.set(fn, signature);
  return signature;
}

/** Gives functions of our own, whose text the bundler shortens, the parameters they are known by. */
export function declareParameters(fn: object, ...names: readonly string[]): void {
  const parameters = names.map((name) => ({
    name: name.replace("?", ""),
    optional: name.endsWith("?"),
  }));
  registerSignature(fn, { parameters });
}

function scanSignature(fn: Callable, what: string): Signature {
  const scanned = scanParameters(Function.prototype.toString.call(fn));
  if (scanned === null) {
    throw new ValueError(
      `${what}: the parameters of "${fn.name}" cannot be read, since it is built in or bound. ` +
        `Wrap it in a function of your own: (x) => ${fn.name || "fn"}(x).`,
    );
  }
  return { parameters: scanned.filter((each) => each.pattern !== "this").map(toParameter) };
}

const toParameter = ({ pattern, default: value }: ScannedParameter): SignatureParameter =>
  value === undefined
    ? { name: pattern, optional: false }
    : { name: pattern, default: value, optional: true };

function checkParameter({ name }: SignatureParameter, what: string): void {
  if (name.startsWith("...")) {
    const rest = name.slice(3).trim();
    throw new ValueError(
      `${what} has the rest parameter ${name}. Every argument of a task has a name of its own; ` +
        `take one list instead: (${IDENTIFIER.test(rest) ? rest : "items"}) => …, and call it with [a, b].`,
    );
  }
  if (!IDENTIFIER.test(name)) {
    throw new ValueError(
      `${what} takes its parameter apart in its head: ${name}. Arguments of a task have names; ` +
        "write (options) => { const { … } = options; … } instead.",
    );
  }
  if (RESERVED.includes(name)) {
    throw new ValueError(
      `${what} cannot have an argument named ${name}: ${RESERVED.join(", ")} are reserved. Rename it.`,
    );
  }
}

/** How many parts a fixed tuple type has: `[number, string]` has 2; null for every other type. */
export function tupleLength(type: string | undefined): number | null {
  const text = (type ?? "").trim().replace(/^Promise\s*<([^]*)>$/, "$1");
  const tuple = /^(?:readonly\s+)?\[([^]*)\]$/.exec(text.trim());
  if (tuple?.[1] === undefined) return null;
  /* A tuple type reads like a list of parameters. */
  const parts = scanParameters(`(${tuple[1]}) => 0`) ?? [];
  if (parts.some((part) => part.pattern.startsWith("..."))) return null;
  return /\]\s*\[/.test(text) ? null : parts.length;
}
