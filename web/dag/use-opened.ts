/** Which mapped tasks are opened to their children, and how many those are in the run on show. */

import { useMemo, useState } from "react";
import type { Slug } from "../../engine/model/graph.ts";
import type { RunView } from "../session/run-view.ts";

export interface Opened {
  /** Of each opened task, how many children it has; the same object while nothing changes. */
  readonly expanded: ReadonlyMap<Slug, number>;
  readonly toggle: (slug: Slug) => void;
}

export function useOpened(run: RunView | null): Opened {
  const [opened, setOpened] = useState<ReadonlySet<Slug>>(new Set());
  const counts = JSON.stringify(
    [...opened].map((slug) => [slug, run?.taskRuns.get(slug)?.state.mapCount ?? 0]),
  );
  const expanded = useMemo(
    () => new Map((JSON.parse(counts) as [Slug, number][]).filter(([, count]) => count > 0)),
    [counts],
  );
  return {
    expanded,
    toggle: (slug) =>
      setOpened((old) =>
        old.has(slug) ? new Set([...old].filter((each) => each !== slug)) : new Set([...old, slug]),
      ),
  };
}
