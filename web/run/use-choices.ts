/** What a person chose to see below the graph: kept while tabs, runs and flows change. */

import { useCallback, useState } from "react";
import type { FlowId } from "../../engine/model/graph.ts";
import { NO_CHOICES, type LogChoices } from "../logs/use-log.ts";
import { AS_IN_THE_GRAPH, type TableChoices } from "../tasks/TaskTable.tsx";
import { START, type Choices as TimelineChoices } from "../timeline/TimelineTools.tsx";

/** Of each panel below the graph, what was chosen in it. */
export interface PanelChoices {
  readonly timeline: TimelineChoices;
  readonly log: LogChoices;
  readonly tasks: TableChoices;
}

const NOTHING: PanelChoices = { timeline: START, log: NO_CHOICES, tasks: AS_IN_THE_GRAPH };

export type ChooseIn = <P extends keyof PanelChoices>(
  panel: P,
  more: Partial<PanelChoices[P]>,
) => void;

/** For each flow its own: a task that one filters by is another flow's of the same name. */
export function useChoices(flow: FlowId): readonly [PanelChoices, ChooseIn] {
  const [all, setAll] = useState<ReadonlyMap<FlowId, PanelChoices>>(new Map());
  const choose = useCallback<ChooseIn>(
    (panel, more) =>
      setAll((before) => {
        const chosen = before.get(flow) ?? NOTHING;
        return new Map(before).set(flow, { ...chosen, [panel]: { ...chosen[panel], ...more } });
      }),
    [flow],
  );
  return [all.get(flow) ?? NOTHING, choose];
}
