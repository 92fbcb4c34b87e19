/** What a task is: class, trigger, retries and the rest; and how this run of it went. */

import type { ReactNode } from "react";
import type { FlowGraph, TaskNode, Template } from "../../engine/model/graph.ts";
import { durationText } from "../run/duration-text.ts";
import type { TaskRunView } from "../session/run-view.ts";
import { TaskLink } from "./TaskLink.tsx";
import { orderOnly } from "./task-inputs.ts";
import { triggerText } from "./why-trigger.ts";

interface TaskFactsProps {
  readonly node: TaskNode;
  readonly graph: FlowGraph;
  readonly taskRun: TaskRunView | null;
  readonly onSelect: (id: string) => void;
}

export function TaskFacts({ node, graph, taskRun, onSelect }: TaskFactsProps) {
  const before = orderOnly(graph, node.slug);
  return (
    <dl className="task-facts">
      {factsOf(node, taskRun).map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
      {before.length > 0 && (
        <Fact name="Runs after">
          {before.map((slug) => (
            <TaskLink id={slug} key={slug} onSelect={onSelect} />
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function factsOf(node: TaskNode, taskRun: TaskRunView | null): [string, string][] {
  const facts: [string, string | null][] = [
    ["Class", node.type],
    ["Trigger", triggerText(node.trigger)],
    ["Skips with upstreams", node.skipOnUpstreamSkip ? "yes" : "no"],
    ["Retries", retriesText(node)],
    ["Timeout", node.timeout === null ? "none" : durationText(node.timeout)],
    ["Tags", node.tags.length === 0 ? "none" : node.tags.join(", ")],
    ["Cached for", node.cacheFor === null ? null : cacheText(node, node.cacheFor)],
    ["Target", templateText(node.target)],
    ["Result location", templateText(node.resultLocation)],
    ["State handlers", node.stateHandlers === 0 ? null : String(node.stateHandlers)],
    ["Duration", taskRun?.duration == null ? null : durationText(taskRun.duration)],
    ["Calls", taskRun ? String(taskRun.calls) : null],
    ["Worker", taskRun?.worker ?? null],
    ["Stored at", taskRun?.state.result?.location ?? null],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function retriesText({ maxRetries, retryDelay }: TaskNode): string {
  if (maxRetries === 0) return "none";
  const delay = retryDelay === null ? "" : `, ${durationText(retryDelay)} apart`;
  return `up to ${maxRetries}${delay}`;
}

const cacheText = ({ cacheValidator, cacheKey }: TaskNode, span: number): string =>
  `${durationText(span)} (${cacheValidator.name}${cacheKey === null ? "" : `, key ${cacheKey}`})`;

function templateText(template: Template | null): string | null {
  if (template === null) return null;
  return "template" in template ? template.template : "a function";
}
