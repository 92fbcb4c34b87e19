/** Which children of a mapped task its table shows: found, sorted, with their values in one line. Pure. */

import { nestedText } from "./preview-shape.ts";
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

/** The lists that children took their items from, as far as they could be looked into. */
export type LoadedLists = ReadonlyMap<ResultKey, PreviewNode>;

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

/** What a child was given, in one line; empty: it has not been called yet. */
export function inputText(
  { inputs }: TaskRunView,
  keys: readonly string[],
  lists: LoadedLists,
): string {
  if (inputs === null) return "";
  const texts = keys.map((key) => {
    const input = inputs[key];
    return input ? textOf(input, lists) : "";
  });
  if (texts.length < 2) return texts[0] ?? "";
  return keys.map((key, index) => `${key}: ${texts[index]}`).join(", ");
}

function textOf(input: InputRef, lists: LoadedLists): string {
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
      return textOf(input.of, lists);
    case "item": {
      const { of, index } = input;
      const held = of.from === "list" ? of.of[index] : undefined;
      if (held) return textOf(held, lists);
      const list = of.from === "result" ? lists.get(of.ref.key) : undefined;
      const node = list?.entries?.find(({ key }) => key === String(index))?.node;
      return node ? nestedText(node) : `item ${index}`;
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
