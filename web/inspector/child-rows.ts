/** Which children of a mapped task its table shows: found, sorted, with their values in one line. Pure. */

import { nestedText } from "./preview-shape.ts";
import type { FoundItems } from "../../engine/api.ts";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { taskRunId } from "../../engine/model/run.ts";
import type { StateType } from "../../engine/model/state.ts";
import type { InputRef, ResultKey, ResultRef } from "../../engine/model/value.ts";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";
import { rankOf } from "../session/state-order.ts";
import { compare } from "../tasks/task-rows.ts";

export type ChildColumn = "index" | "state" | "input" | "result" | "duration";

export interface ChildSort {
  readonly by: ChildColumn;
  readonly isDown: boolean;
}

/** What one looks for among the children. */
export interface ChildQuery {
  /** null: children in any state. */
  readonly state: StateType | null;
  /** Part of an input, of the result or of the message, or the index; empty: all. */
  readonly text: string;
  readonly sort: ChildSort;
}

/** Of the lists that children took their items from: the items that are known, in one line, by index. */
export type KnownItems = ReadonlyMap<ResultKey, ReadonlyMap<number, string>>;

/** The items of a list that a preview of it holds. */
export const itemsOf = ({ entries = [] }: PreviewNode): ReadonlyMap<number, string> =>
  new Map(entries.map(({ key, node }) => [Number(key), nestedText(node)]));

/** What a search by input came to; null: a list that cannot be looked into. */
export interface Found {
  /** What was looked for, and where. */
  readonly asked: string;
  readonly lists: ReadonlyMap<ResultKey, FoundItems | null>;
  /** Why it came to nothing. */
  readonly problem?: string;
}

/** The items that were known, and those that were found. */
export function withFound(known: KnownItems, { lists }: Found): KnownItems {
  const all = new Map(known);
  for (const [key, found] of lists) {
    if (found) all.set(key, new Map([...found.lines, ...(known.get(key) ?? [])]));
  }
  return all;
}

/** Which inputs the search did not reach, in a sentence; null: all of them were searched. */
export function unsearched({ lists, problem }: Found): string | null {
  if (problem !== undefined) return `Not all inputs could be searched: ${problem}`;
  const parts = [...lists.values()];
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length) {
    return "Not all inputs can be searched: some are secret, or only their own language can read them.";
  }
  const cut = known.filter(({ isAll }) => !isAll).map(({ searched }) => searched);
  if (cut.length === 0) return null;
  const first = Math.min(...cut).toLocaleString("en");
  return `There is too much to search: only the inputs of the first ${first} children were.`;
}

/** The arguments of a task that differ from child to child. */
export const mappedKeys = ({ edges }: FlowGraph, slug: Slug): string[] =>
  edges.flatMap(({ downstream, mapped, key }) =>
    downstream === slug && mapped && key !== null ? [key] : [],
  );

/** The children that the query finds, in its order. */
export function childRows(
  run: RunView,
  slug: Slug,
  query: ChildQuery,
  inputOf: (child: TaskRunView) => string,
): TaskRunView[] {
  const wanted = query.text.trim().toLowerCase();
  const rows: TaskRunView[] = [];
  const count = run.taskRuns.get(slug)?.state.mapCount ?? 0;
  for (let index = 0; index < count; index++) {
    const child = run.taskRuns.get(taskRunId(slug, index));
    if (!child || (query.state !== null && child.state.type !== query.state)) continue;
    if (wanted === "" || isFound(child, wanted, inputOf)) rows.push(child);
  }
  const { by, isDown } = query.sort;
  if (by === "index") return isDown ? rows.toReversed() : rows;
  const valueOf = valuesOf(inputOf)[by];
  return rows.toSorted((a, b) => compare(valueOf(a), valueOf(b), isDown ? -1 : 1));
}

function isFound(
  child: TaskRunView,
  wanted: string,
  inputOf: (child: TaskRunView) => string,
): boolean {
  const { mapIndex, state } = child;
  if (String(mapIndex) === wanted) return true;
  const texts = [state.result?.preview, state.message, inputOf(child)];
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}

const valuesOf = (
  inputOf: (child: TaskRunView) => string,
): Readonly<
  Record<Exclude<ChildColumn, "index">, (child: TaskRunView) => string | number | null>
> => ({
  state: ({ state }) => rankOf(state.type),
  input: (child) => inputOf(child) || null,
  result: ({ state }) => state.result?.preview ?? null,
  duration: ({ duration }) => duration,
});

/**
 * What a child was given, in one line; empty: it has not been called yet.
 * @param unknown  what stands for an item that is not known
 */
export function inputText(
  { inputs }: TaskRunView,
  keys: readonly string[],
  known: KnownItems,
  unknown: (index: number) => string = (index) => `item ${index}`,
): string {
  if (inputs === null) return "";
  const texts = keys.map((key) => {
    const input = inputs[key];
    return input ? textOf(input, known, unknown) : "";
  });
  if (texts.length < 2) return texts[0] ?? "";
  return keys.map((key, index) => `${key}: ${texts[index]}`).join(", ");
}

function textOf(input: InputRef, known: KnownItems, unknown: (index: number) => string): string {
  switch (input.from) {
    case "result":
      return input.ref.preview;
    case "none":
      return "nothing";
    case "failure":
      return `${input.failure.type}: ${input.failure.message}`;
    case "list":
      return `list of ${input.of.length}`;
    case "flat":
      return textOf(input.of, known, unknown);
    case "item": {
      const { of, index } = input;
      const held = of.from === "list" ? of.of[index] : undefined;
      if (held) return textOf(held, known, unknown);
      const items = of.from === "result" ? known.get(of.ref.key) : undefined;
      return items?.get(index) ?? unknown(index);
    }
  }
}

/** The stored lists that the children take their items from, each once. */
export function listsOf(run: RunView, slug: Slug, keys: readonly string[]): ResultRef[] {
  const called = firstCalled(run, slug);
  return keys.flatMap((key) => {
    const input = called?.inputs?.[key];
    return input?.from === "item" && input.of.from === "result" ? [input.of.ref] : [];
  });
}

function firstCalled(run: RunView, slug: Slug): TaskRunView | undefined {
  const count = run.taskRuns.get(slug)?.state.mapCount ?? 0;
  for (let index = 0; index < count; index++) {
    const child = run.taskRuns.get(taskRunId(slug, index));
    if (child && child.inputs !== null) return child;
  }
  return undefined;
}
