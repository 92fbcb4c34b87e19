/** A flow as plain JSON for people and tools, and a hash that stands for it. */

import type { FlowGraph, TaskNode } from "../model/graph.ts";
import { describeFlow } from "./describe.ts";
import type { Flow } from "./flow.ts";
import { repr } from "./repr.ts";

type SerializedTask = Omit<TaskNode, "place" | "parameter" | "constant"> & {
  readonly parameter?: { readonly required: boolean; readonly default: string | null };
  readonly constant?: string;
};

/** Values are in it as text. */
export interface SerializedFlow extends Omit<FlowGraph, "tasks" | "constants"> {
  readonly type: "Flow";
  readonly tasks: readonly SerializedTask[];
  readonly constants: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The names of its parameters. */
  readonly parameters: readonly string[];
}

/** @see Flow.serialize */
export function serializeFlow(flow: Flow): SerializedFlow {
  const { graph } = describeFlow(flow, (value) => ({
    stored: { kind: "value", value: null },
    info: { length: null, preview: repr(value), size: 0 },
  }));
  return {
    ...graph,
    type: "Flow",
    tasks: graph.tasks.map(serializeTask),
    constants: mapValues(graph.constants, (byKey) => mapValues(byKey, (each) => each.preview)),
    parameters: flow.parameters().map((parameter) => parameter.name),
  };
}

function serializeTask({ place: _place, parameter, constant, ...task }: TaskNode): SerializedTask {
  const { required = false, default: value = null } = parameter ?? {};
  return {
    ...task,
    ...(parameter === undefined
      ? {}
      : { parameter: { required, default: value?.preview ?? null } }),
    ...(constant === undefined ? {} : { constant: constant.preview }),
  };
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  fn: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, fn(value)]));
}

/** 16 hexadecimal digits; equal flows have equal ones, whatever the order of their fields. */
export function serializedHash(flow: SerializedFlow): string {
  const text = JSON.stringify(flow, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return fnv1a(text, 0x811c9dc5) + fnv1a(text, 0x01234567);
}

/** FNV-1a of 32 bits. Two of them from different starts make a hash that is long enough. */
function fnv1a(text: string, start: number): string {
  let hash = start;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
