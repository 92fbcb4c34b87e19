/** Cases of what real Prefect did with random flows, and how a report is held against them. */

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { ReportTask, RunReport } from "../api.ts";
import type { LanguageId } from "../model/notebook.ts";

interface ExpectedTask {
  readonly state: string;
  readonly result?: unknown;
  readonly mapped?: readonly ExpectedTask[];
}

export interface OracleCase {
  readonly id: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly python: string;
  readonly typescript: string;
  readonly expected: {
    readonly state?: string;
    readonly tasks?: Readonly<Record<string, ExpectedTask>>;
    readonly edges?: RunReport["edges"];
    readonly build_error?: string;
    readonly run_error?: string;
    readonly message?: string;
  };
}

/** The stored cases: 300 random flows, run on Prefect 1.x. */
export function oracleCases(): OracleCase[] {
  const file = new URL("./data/random-flows.jsonl", import.meta.url);
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): OracleCase => JSON.parse(line) as OracleCase);
}

const OURS: Readonly<Record<string, string>> = { True: "true", False: "false", None: "null" };

/** Where a report differs from the case, in words; empty if it does not. */
export function differences(
  { expected }: OracleCase,
  report: RunReport,
  language: LanguageId = "typescript",
): string[] {
  const phase = expected.build_error ? "build" : expected.run_error ? "run" : null;
  if (phase !== null) {
    if (report.error?.phase === phase) return [];
    return [`expected a ${phase} error, got ${report.error?.phase ?? report.state}`];
  }
  if (report.error) {
    return [`${report.error.phase} error: ${report.error.type}: ${report.error.message}`];
  }
  const found: string[] = [];
  /* Where a value stands inside a generated name, Python's True, False, None are our true, false, null. */
  const inOurs = (slug: string): string =>
    language === "python"
      ? slug
      : slug.replace(/\b(?:True|False|None)\b/g, (word) => OURS[word] ?? word);
  const tasks = Object.fromEntries(
    Object.entries(expected.tasks ?? {}).map(([slug, task]) => [inOurs(slug), task]),
  );
  const expectedEdges = (expected.edges ?? []).map(
    ([upstream, downstream, ...rest]): RunReport["edges"][number] => [
      inOurs(upstream),
      inOurs(downstream),
      ...rest,
    ],
  );
  if (report.state !== expected.state) found.push(`flow: ${report.state}, not ${expected.state}`);
  found.push(...compareTasks(tasks, report.tasks));
  const edges = (list: RunReport["edges"]): string[] =>
    list.map((edge) => JSON.stringify(edge)).toSorted();
  const [ours, theirs] = [edges(report.edges), edges(expectedEdges)];
  for (const edge of theirs) if (!ours.includes(edge)) found.push(`edge missing: ${edge}`);
  for (const edge of ours) if (!theirs.includes(edge)) found.push(`edge too many: ${edge}`);
  if (ours.length !== theirs.length) found.push(`${ours.length} edges, not ${theirs.length}`);
  return found;
}

function compareTasks(
  expected: Readonly<Record<string, ExpectedTask>>,
  tasks: Readonly<Record<string, ReportTask>>,
): string[] {
  const found: string[] = [];
  for (const [slug, task] of Object.entries(expected)) {
    const ours = tasks[slug];
    if (!ours) found.push(`task missing: ${slug}`);
    else found.push(...compareTask(slug, task, ours));
  }
  for (const slug of Object.keys(tasks)) {
    if (!Object.hasOwn(expected, slug)) found.push(`task too many: ${slug}`);
  }
  return found;
}

function compareTask(name: string, expected: ExpectedTask, ours: ReportTask): string[] {
  if (ours.state !== expected.state) return [`${name}: ${ours.state}, not ${expected.state}`];
  const found: string[] = [];
  const isSuccess = ["Success", "Cached", "Mapped", "Skipped"].includes(expected.state);
  if (isSuccess && Object.hasOwn(expected, "result") && !isUnplain(expected.result)) {
    if (!isDeepStrictEqual(asJson(ours.result), asJson(expected.result))) {
      const [got, want] = [JSON.stringify(ours.result), JSON.stringify(expected.result)];
      found.push(`${name}: result ${got}, not ${want}`);
    }
  }
  const children = expected.mapped ?? [];
  if (children.length !== (ours.mapped ?? []).length) {
    return [...found, `${name}: ${ours.mapped?.length ?? 0} children, not ${children.length}`];
  }
  children.forEach((child, index) => {
    const mine = ours.mapped?.[index];
    if (mine) found.push(...compareTask(`${name}[${index}]`, child, mine));
  });
  return found;
}

/** Compared by JSON value: -0 is 0. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** `{ "repr": … }`: a value that is not plain; not compared. */
const isUnplain = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "repr" in value;
