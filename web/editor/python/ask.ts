/** What a name in a cell is, and how the call around the cursor goes. */

import { cellScope } from "./cell-scope.ts";
import { scopeAt, type Asked } from "./complete.ts";
import { expressionAt, readCursor } from "./cursor.ts";
import { describeValue, type Description } from "./describe.ts";
import type { Inference } from "./infer.ts";
import { parameterName } from "./read-function.ts";
import { activeParameter, signatureOf, type Signature } from "./signature.ts";
import type { Value } from "./values.ts";

export interface Hover extends Description {
  /** The word's stretch of the text. */
  readonly from: number;
  readonly to: number;
}

/** What is known of the word at an offset; null if nothing is. */
export function hover(asked: Asked, inference: Inference): Hover | null {
  const expression = expressionAt(asked.text, asked.offset);
  if (!expression) return null;
  const { word, from } = expression;
  const to = from + word.length;
  const description =
    describeArgument(asked, to, inference) ?? describeExpression(asked, expression.text, inference);
  return description && { ...description, from, to };
}

function describeExpression(
  asked: Asked,
  expression: string,
  inference: Inference,
): Description | null {
  const name = expression.split(".").at(-1) ?? expression;
  const value =
    importedAt(asked, expression, inference) ??
    inference.valueOf(expression, cellScope(asked, inference.library));
  return value && describeValue(value, name, inference);
}

/** In an import, a name is the module's, whatever it is called afterwards. */
function importedAt(
  { text, offset }: Asked,
  expression: string,
  inference: Inference,
): Value | null {
  const { before } = readCursor(text, offset);
  const from = /^\s*from\s+([\w.]+)\s+import\b/.exec(before);
  if (from?.[1]) return inference.member({ kind: "module", name: from[1] }, expression);
  const isModule = /^\s*(from|import)\b/.test(before) && inference.library.has(expression);
  if (!isModule) return null;
  const doc = inference.library.docOf(expression);
  return { kind: "module", name: expression, ...(doc && { doc }) };
}

/** `name` in `Flow(name=…)`. */
function describeArgument(asked: Asked, to: number, inference: Inference): Description | null {
  if (!/^\s*=(?!=)/.test(asked.text.slice(to))) return null;
  const found = callAt({ ...asked, offset: to }, inference);
  const cursor = found && readCursor(asked.text, to);
  const param = found?.signature.params.find((each) => parameterName(each) === cursor?.word);
  return param ? { code: param, doc: null } : null;
}

export interface CallHelp {
  readonly signature: Signature;
  /** -1 if it is not known. */
  readonly active: number;
}

/** How the call around the cursor goes; null where there is none, or nothing is known of it. */
export function callAt(asked: Asked, inference: Inference): CallHelp | null {
  const cursor = readCursor(asked.text, asked.offset);
  const { call } = cursor;
  if (!call || cursor.place === "comment") return null;
  const value = inference.valueOf(call.callee, scopeAt(asked, cursor, inference));
  const name = call.callee.split(".").at(-1) ?? call.callee;
  const signature = value && signatureOf(value, name, inference);
  return signature && { signature, active: activeParameter(signature.params, call) };
}
