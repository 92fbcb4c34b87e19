/** The run's log: lines as Prefect prints them, searched and filtered, followed, light at any length. */

import { useState } from "react";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { LogRecord } from "../../engine/model/log.ts";
import type { TaskRunId } from "../../engine/model/run.ts";
import { LogFilters } from "./LogFilters.tsx";
import { LogSearch } from "./LogSearch.tsx";
import { LogTake } from "./LogTake.tsx";
import type { LogLines } from "./log-lines.ts";
import { LogView } from "./LogView.tsx";
import { isFiltered, useLog, type LogChoices } from "./use-log.ts";
import "./logs.css";

export interface LogPanelProps {
  readonly graph: FlowGraph;
  /** As far as it goes at the moment on show. */
  readonly logs: readonly LogRecord[];
  /** As far as it goes now. */
  readonly whole: readonly LogRecord[];
  /** `slug`, or `slug[i]` of a mapped child. */
  readonly selected: string | null;
  /** The task run whose first line somebody asked for, anew with each asking. */
  readonly wanted: LineWanted | null;
  readonly onSelectTask: (id: string) => void;
  readonly choices: LogChoices;
  readonly onChoose: (more: Partial<LogChoices>) => void;
}

export interface LineWanted {
  readonly taskRun: TaskRunId;
}

export function LogPanel(props: LogPanelProps) {
  const { graph, logs, whole, selected, wanted, choices, onChoose, onSelectTask } = props;
  const [met, setMet] = useState(wanted);
  /** Which of the hits one is at; null: none yet. */
  const [hit, setHit] = useState<number | null>(null);
  if (met !== wanted) {
    setMet(wanted);
    setHit(null);
  }
  const shown = useLog(logs, choices, { graph, selected });
  const choose = (more: Partial<LogChoices>): void => {
    onChoose(more);
    /* Whatever else is chosen, the hits are others then. */
    if (more.isFollowing === undefined) setHit(null);
  };
  const goToHit = (to: number): void => {
    onChoose({ isFollowing: false });
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
        <LogTake shown={shown} whole={whole} />
      </div>
      <LogView
        hitLine={at === null ? firstLineOf(shown, wanted) : (shown.hits[at] ?? null)}
        isFollowing={choices.isFollowing}
        onFollow={(isFollowing) => choose({ isFollowing })}
        onSelectTask={onSelectTask}
        shown={shown}
      />
    </section>
  );
}

/** Only where all lines are on show: with filters it would be another one. */
function firstLineOf(shown: LogLines, wanted: LineWanted | null): number | null {
  if (!wanted || isFiltered(shown)) return null;
  const line = shown.lines.findIndex(({ index }) => shown.logs[index]?.taskRun === wanted.taskRun);
  return line < 0 || line >= shown.count ? null : line;
}

const countText = (count: number, isSome: boolean): string =>
  `${count.toLocaleString("en")} line${count === 1 ? "" : "s"}${isSome ? " shown" : ""}`;
