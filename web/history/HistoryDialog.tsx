/** Every run of the notebook, newest first: to look at, go on with, run again, compare, take out, delete. */

import { useRef, useState } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { ListedRun } from "../../engine/api/runs.ts";
import type { RunId } from "../../engine/model/run.ts";
import { useSession } from "../session/use-session.ts";
import { useWhyNotRun } from "../tabs/use-why-not.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Problem } from "../ui/Problem.tsx";
import { CompareDialog } from "./CompareDialog.tsx";
import { HistoryRow } from "./HistoryRow.tsx";
import { matches } from "./matches.ts";
import { useGoOn } from "./use-go-on.tsx";
import { useRuns } from "./use-runs.ts";
import "./history.css";

export function HistoryDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const whyNot = useWhyNotRun();
  const runs = useRuns();
  const [filter, setFilter] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<RunId>>(new Set());
  const [compared, setCompared] = useState<readonly [RunId, RunId] | null>(null);
  const { resume, restart, question } = useGoOn();
  const shown = runs.filter((run) => matches(run, filter));
  const picked = shown.filter(({ id }) => chosen.has(id));
  const choose = (id: RunId, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const remove = (doomed: readonly ListedRun[]) => {
    const what = doomed.length === 1 ? `the run "${doomed[0]?.runName}"` : `${doomed.length} runs`;
    if (!confirm(`Delete ${what}, with results and logs? This cannot be undone.`)) return;
    setChosen(new Set());
    void session.ask((api) => api.runs.remove(doomed.map(({ id }) => id)));
  };
  const [one, other] = picked;
  const ended = shown.filter(({ standing }) => standing !== "live");
  return (
    <Dialog isWide onClose={onClose} title="Runs of this notebook">
      <Problem />
      <div className="history-tools">
        <input
          aria-label="Filter the runs"
          onChange={({ target }) => setFilter(target.value)}
          placeholder="Filter by name, flow, state, parameter"
          type="search"
          value={filter}
        />
        <span role="status">
          {shown.length} of {runs.length} runs
        </span>
        <button
          disabled={picked.length !== 2}
          onClick={() => one && other && setCompared([one.id, other.id])}
          title="Choose two runs to compare them"
          type="button"
        >
          Compare
        </button>
        <button disabled={picked.length === 0} onClick={() => remove(picked)} type="button">
          Delete chosen
        </button>
        <button disabled={ended.length === 0} onClick={() => remove(ended)} type="button">
          {filter.trim() === "" ? "Delete all" : "Delete all shown"}
        </button>
      </div>
      {runs.length === 0 && <p>None yet. Run a flow, and it is kept here.</p>}
      <Rows
        isChosen={(id) => chosen.has(id)}
        onChoose={choose}
        onOpen={(id) => {
          onClose();
          void session.showRun(id);
        }}
        onRestart={(id) => restart(id, "failed")}
        onResume={resume}
        runs={shown}
        whyNot={whyNot}
      />
      {question}
      {compared && <CompareDialog onClose={() => setCompared(null)} runs={compared} />}
    </Dialog>
  );
}

interface RowsProps {
  readonly runs: readonly ListedRun[];
  readonly whyNot: string | null;
  readonly isChosen: (run: RunId) => boolean;
  readonly onChoose: (run: RunId, isChosen: boolean) => void;
  readonly onOpen: (run: RunId) => void;
  readonly onResume: (run: RunId) => void;
  readonly onRestart: (run: RunId) => void;
}

/** A row's height in pixels, until it is measured. */
const ROW = 56;

/** Only the rows in view are in the page, however many runs there are. */
function Rows({ runs, isChosen, ...actions }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is kept over a render
  const rows = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => runs[index]?.id ?? index,
    estimateSize: () => ROW,
    overscan: 6,
  });
  return (
    <div className="history-list" ref={scroller}>
      <div
        aria-label="Runs"
        role="list"
        style={{ height: rows.getTotalSize(), position: "relative" }}
      >
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const run = runs[index];
          if (!run) return null;
          return (
            <div
              aria-posinset={index + 1}
              aria-setsize={runs.length}
              className="history-row"
              data-index={index}
              key={key}
              ref={rows.measureElement}
              role="listitem"
              style={{ transform: `translateY(${start}px)` }}
            >
              <HistoryRow isChosen={isChosen(run.id)} run={run} {...actions} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
