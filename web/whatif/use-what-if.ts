/** What a person assumes of tasks before a run of the shown flow, and what the engine foresees of it. */

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { GivenTaskStates } from "../../engine/api/runs.ts";
import type { AssumedType, Assumptions, Forecast, Foresight } from "../../engine/model/forecast.ts";
import type { FlowGraph, FlowId, Slug } from "../../engine/model/graph.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { assumedOf } from "./assumed.ts";
import { forecastOf } from "./forecast-text.ts";

/** The assumptions about one flow, and what can be done with them. */
export interface WhatIf {
  readonly flow: FlowId;
  readonly graph: FlowGraph;
  readonly assumptions: Assumptions;
  /** null: nothing is assumed, or the engine has not said yet. */
  readonly forecast: Forecast | null;
  readonly end: Foresight["flow"];
  /** null: as usual. */
  readonly assume: (slug: Slug, type: AssumedType | null) => void;
  readonly clear: () => void;
}

/** What the engine foresaw, and under which assumptions. */
interface Said {
  readonly assumptions: Assumptions;
  readonly forecast: Forecast;
  readonly end: Foresight["flow"];
}

/** Kept for the page only, for each flow of each notebook; a task that is gone takes its own along. */
export function useWhatIf(flow: FlowId, graph: FlowGraph): WhatIf {
  const session = useSession();
  const notebook = useSessionState((state) => state.notebook.id);
  const key = `${notebook}/${flow}`;
  const [said, setSaid] = useState<Said>();
  const assumed = assumedOf(session);
  const assumptions = useSyncExternalStore(assumed.subscribe, () => assumed.get(key));
  useEffect(() => {
    const left = [...assumptions].filter(([slug]) => hasTask(graph, slug));
    if (left.length < assumptions.size) assumed.set(key, new Map(left));
  }, [assumed, assumptions, graph, key]);
  useEffect(() => {
    if (assumptions.size === 0) return;
    let isStale = false;
    const foresee = async () => {
      const foresight = await session.ask((api) => api.foresee(graph, assumptions));
      if (isStale || !foresight) return;
      const forecast = forecastOf(graph, assumptions, foresight);
      setSaid({ assumptions, forecast, end: foresight.flow });
    };
    void foresee();
    return () => {
      isStale = true;
    };
  }, [session, graph, assumptions, key]);
  const assume = useCallback(
    (slug: Slug, type: AssumedType | null) => {
      const next = new Map(assumed.get(key));
      if (type === null) next.delete(slug);
      else next.set(slug, type);
      assumed.set(key, next);
    },
    [assumed, key],
  );
  const clear = useCallback(() => assumed.set(key, new Map()), [assumed, key]);
  /* What was foreseen under other assumptions is no answer to this question. */
  const isSaid = assumptions.size > 0 && said?.assumptions === assumptions;
  const forecast = isSaid ? said.forecast : null;
  const end = isSaid ? said.end : "unknown";
  return useMemo(
    () => ({ flow, graph, assumptions, forecast, end, assume, clear }),
    [flow, graph, assumptions, forecast, end, assume, clear],
  );
}

const hasTask = ({ tasks }: FlowGraph, wanted: Slug): boolean =>
  tasks.some(({ slug }) => slug === wanted);

const MESSAGES: Readonly<Record<AssumedType, string>> = {
  Failed: "What if: failed by hand before the run.",
  Skipped: "What if: skipped by hand before the run.",
  Success: "What if: succeeded by hand before the run, without running and without a result.",
};

/** The assumptions as a run takes them. */
export const statesOf = (assumptions: Assumptions): GivenTaskStates =>
  Object.fromEntries(
    [...assumptions].map(([slug, type]) => [slug, { type, message: MESSAGES[type] }]),
  );
