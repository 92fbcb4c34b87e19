/** The graph in words: its outline, and now and then how the run stands. */

import { useEffect, useRef, useState } from "react";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { RunView } from "../session/run-view.ts";
import type { Scene } from "./scene.ts";
import { outlineOf, standOf } from "./story.ts";

/** Milliseconds between two sentences: faster than this nobody can listen. */
const PAUSE = 2_000;

export interface StoryProps {
  /** Of the outline: what the graph is described by. */
  readonly id: string;
  readonly graph: FlowGraph;
  readonly run: RunView | null;
  readonly scene: Scene | null;
}

export function Story({ id, graph, run, scene }: StoryProps) {
  const [stand, setStand] = useState("");
  const latest = useRef({ graph, run });
  const timer = useRef<ReturnType<typeof setTimeout>>(null);
  useEffect(() => {
    latest.current = { graph, run };
    timer.current ??= setTimeout(() => {
      timer.current = null;
      setStand(standOf(latest.current.graph, latest.current.run));
    }, PAUSE);
  }, [graph, run]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return (
    <div className="visually-hidden">
      <p id={id}>{outlineOf(graph, scene)}</p>
      <p aria-live="polite">{stand}</p>
    </div>
  );
}
