/** The run's log: lines as Prefect prints them, searched and filtered, followed, light at any length. */

import { useState } from "react";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { LogRecord } from "../../engine/model/log.ts";
import { LogFilters } from "./LogFilters.tsx";
import { LogSearch } from "./LogSearch.tsx";
import { LogTake } from "./LogTake.tsx";
import { LogView } from "./LogView.tsx";
import { isFiltered, NO_CHOICES, useLog, type LogChoices } from "./use-log.ts";
import "./logs.css";

export interface LogPanelProps {
  readonly graph: FlowGraph;
  /** As far as it goes at the moment on show. */
  readonly logs: readonly LogRecord[];
  /** `slug`, or `slug[i]` of a mapped child. */
  readonly selected: string | null;
  readonly onSelectTask: (id: string) => void;
}

export function LogPanel({ graph, logs, selected, onSelectTask }: LogPanelProps) {
  const [choices, setChoices] = useState<LogChoices>(NO_CHOICES);
  /** Which of the hits one is at; null: none yet. */
  const [hit, setHit] = useState<number | null>(null);
  const shown = useLog(logs, choices, { graph, selected });
  const choose = (more: Partial<LogChoices>): void => {
    setChoices({ ...choices, ...more });
    /* Whatever else is chosen, the hits are others then. */
    if (more.isFollowing === undefined) setHit(null);
  };
  const goToHit = (to: number): void => {
    setChoices({ ...choices, isFollowing: false });
    setHit(to);
  };
  const at = hit !== null && hit < shown.hitCount ? hit : null;
  return (
    <section aria-label="Log" className="log-panel">
      <div className="log-tools">
        <LogFilters choices={choices} graph={graph} onChoose={choose} selected={selected} />
        <LogSearch at={at} choices={choices} onChoose={choose} onGoToHit={goToHit} shown={shown} />
        <label>
          <input
            checked={choices.isFollowing}
            onChange={({ target }) => choose({ isFollowing: target.checked })}
            type="checkbox"
          />{" "}
          Follow
        </label>
        <span className="log-count">{countText(shown.count, isFiltered(shown))}</span>
        <LogTake logs={logs} shown={shown} />
      </div>
      <LogView
        hitLine={at === null ? null : (shown.hits[at] ?? null)}
        isFollowing={choices.isFollowing}
        onFollow={(isFollowing) => choose({ isFollowing })}
        onSelectTask={onSelectTask}
        shown={shown}
      />
    </section>
  );
}

const countText = (count: number, isSome: boolean): string =>
  `${count.toLocaleString("en")} line${count === 1 ? "" : "s"}${isSome ? " shown" : ""}`;
