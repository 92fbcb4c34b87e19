/** A sentence about task runs, whose names in it lead to them. */

import { Fragment } from "react";
import type { FlowGraph } from "../../engine/model/graph.ts";
import { TaskLink } from "./TaskLink.tsx";
import { selectionOf } from "./task-inputs.ts";

interface SentenceProps {
  readonly text: string;
  readonly graph: FlowGraph;
  readonly onSelect: (id: string) => void;
  /** Somebody points at a name in it; null: no longer. */
  readonly onDecisive?: ((id: string | null) => void) | undefined;
}

export function Sentence({ text, graph, onSelect, onDecisive }: SentenceProps) {
  /* Split at what stands in quotes: every second part is that. */
  return text.split(/"([^"]*)"/).map((part, index) => {
    if (index % 2 === 0) return <Fragment key={index}>{part}</Fragment>;
    const { slug } = selectionOf(graph, part);
    if (!graph.tasks.some((task) => task.slug === slug)) {
      return <Fragment key={index}>{`"${part}"`}</Fragment>;
    }
    return <TaskLink id={part} key={index} onPoint={onDecisive} onSelect={onSelect} />;
  });
}
