/** The scene of a graph, laid out in a worker: the latest wins, and what was there stays until then. */

import { useEffect, useMemo, useRef, useState } from "react";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { structureOf } from "../session/structure.ts";
import { layOut } from "./lay-out.ts";
import type { Scene } from "./scene.ts";

export interface Laid {
  /** null: the first is not there yet. */
  readonly scene: Scene | null;
  /** Why there is none, in a sentence; null: nothing went wrong. */
  readonly problem: string | null;
  /** Places everything anew, as if nothing had been there before. */
  readonly tidy: () => void;
}

const NOTHING: Pick<Laid, "scene" | "problem"> = { scene: null, problem: null };

/** @param expanded  of each opened mapped task, how many children it has */
export function useScene(graph: FlowGraph, expanded: ReadonlyMap<Slug, number>): Laid {
  const [laid, setLaid] = useState(NOTHING);
  const [tidied, setTidied] = useState(0);
  const latest = useRef<{ readonly name: string; readonly tidied: number; readonly scene: Scene }>(
    null,
  );
  const structure = useMemo(() => structureOf(graph), [graph]);
  useEffect(() => {
    let isLatest = true;
    const before = latest.current;
    const isSame = before?.name === graph.name && before.tidied === tidied;
    performance.mark("flowbook:dag-layout");
    layOut(graph, { expanded, previous: isSame ? before.scene : null })
      .then((scene) => {
        if (!isLatest) return;
        performance.measure("flowbook:dag-layout", "flowbook:dag-layout");
        latest.current = { name: graph.name, tidied, scene };
        setLaid({ scene, problem: null });
      })
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        if (isLatest) setLaid({ scene: null, problem: `The graph cannot be laid out: ${why}` });
      });
    return () => {
      isLatest = false;
    };
    // The graph is a new object with every message; its structure seldom changes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [structure, expanded, tidied]);
  return { ...laid, tidy: () => setTidied((times) => times + 1) };
}
