/** Finding tasks in a graph, and going from one hit to the next. */

import { useMemo, useState } from "react";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import type { Search } from "./DagTools.tsx";
import { foundIn } from "./walk.ts";

/** @param onGoTo  goes to a hit, and shows it */
export function useSearch(
  graph: FlowGraph,
  onGoTo: (slug: Slug) => void,
): Search & { readonly hits: ReadonlySet<Slug> } {
  const [text, setText] = useState("");
  const [at, setAt] = useState<number | null>(null);
  const found = useMemo(() => foundIn(graph, text), [graph, text]);
  const hits = useMemo(() => new Set(found), [found]);
  return {
    text,
    hits,
    at: at === null ? null : Math.min(at, found.length - 1),
    count: found.length,
    onText: (wanted) => {
      setText(wanted);
      setAt(null);
    },
    onStep: (step) => {
      if (found.length === 0) return;
      const start = at ?? (step === 1 ? -1 : 0);
      const next = (start + step + found.length) % found.length;
      setAt(next);
      const slug = found[next];
      if (slug !== undefined) onGoTo(slug);
    },
  };
}
