/**
 * One flow, two languages: for every random flow of the oracle the description of the graph is the
 * same JSON. Left out are what is a language's own: positions, the signatures' type names, the words
 * of warnings, and how values are encoded (they are compared by what they are).
 */

import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import { pythonLanguage } from "../lang/python/language.ts";
import { typescriptLanguage } from "../lang/typescript/language.ts";
import type { FlowDescription } from "../model/graph.ts";
import type { StoredValue } from "../model/value.ts";
import type { Language, SandboxWorker } from "../ports.ts";
import { inProcessSandbox } from "./in-process.ts";
import { oracleCases } from "./oracle.ts";

/** The flows a source builds, without running anything. */
async function build(worker: SandboxWorker, language: Language, source: string) {
  const result = language.compile("source", source);
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  const { cell, code, signatures } = result.cell;
  const cells = [{ cell, language: language.id, code, signatures }];
  return worker.load({ cells, draft: true });
}

/** As both languages can say it: `True` inside a generated name is `true`. */
function common({ graph, values, variable }: FlowDescription): unknown {
  const text = JSON.stringify({ graph, variable }, (key, value: unknown) => {
    if (OWN.has(key)) return undefined;
    if (isConstant(value)) return { constant: plain(values[value.value]), length: value.length };
    return value;
  });
  return JSON.parse(text.replace(/\b(True|False|None)\b/g, (word) => OURS[word] ?? word));
}

const OWN = new Set(["place", "signature"]);
const OURS: Readonly<Record<string, string>> = { True: "true", False: "false", None: "null" };

const isConstant = (value: unknown): value is { value: number; length: number | null } =>
  typeof value === "object" && value !== null && "preview" in value && "value" in value;

function plain(stored: StoredValue | undefined): unknown {
  if (stored?.kind === "value") return stored.value ?? null;
  if (stored?.kind === "bytes" && stored.json !== undefined) return JSON.parse(stored.json);
  return stored?.kind;
}

it("builds the same graph in both languages", { timeout: 300_000 }, async () => {
  const sandbox = inProcessSandbox();
  const [typescript, python] = await Promise.all([
    sandbox.open("typescript"),
    sandbox.open("python"),
  ]);
  const different: Record<string, unknown> = {};
  let compared = 0;
  for (const each of oracleCases()) {
    const ours = await build(typescript, typescriptLanguage, each.typescript);
    const theirs = await build(python, pythonLanguage, each.python);
    const refused = each.expected.build_error === undefined ? 0 : 1;
    if (ours.failures.length !== refused || theirs.failures.length !== refused) {
      different[each.id] = [ours.failures, theirs.failures];
    }
    if (refused > 0) continue;
    const [a, b] = [ours, theirs].map(({ descriptions = [] }) => descriptions.map(common));
    if (!isDeepStrictEqual(a, b)) different[each.id] = { typescript: a, python: b };
    compared += a?.length ?? 0;
  }
  expect(different).toEqual({});
  expect(compared).toBeGreaterThan(250);
});
