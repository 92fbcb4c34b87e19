/** The right-hand side: the flow's graph, its run, the inspector of what is selected, the log. */

import { useState } from "react";
import { Dag } from "../dag/Dag.tsx";
import { TaskTable } from "../dag/TaskTable.tsx";
import { InterruptedRuns } from "../history/InterruptedRuns.tsx";
import { ByHand } from "../inspector/ByHand.tsx";
import { Inspector } from "../inspector/Inspector.tsx";
import { LogPanel } from "../logs/LogPanel.tsx";
import { useSession, useSessionState } from "../session/use-session.ts";
import { RunHeader } from "./RunHeader.tsx";
import "./run.css";

const NO_LOGS: readonly never[] = [];

export function RunPane() {
  const session = useSession();
  const shown = useSessionState(({ flows, shownFlow }) =>
    shownFlow === null ? null : (flows.get(shownFlow) ?? null),
  );
  const run = useSessionState(({ runs, shownFlow }) =>
    shownFlow === null ? null : (runs.get(shownFlow) ?? null),
  );
  const selected = useSessionState((state) => state.selectedTask);
  const [tab, setTab] = useState<"log" | "tasks">("log");
  if (!shown) {
    return (
      <section aria-label="Run" className="run-pane is-empty">
        <InterruptedRuns />
        <p>
          No flow yet. Run a cell that builds one, and its graph appears here: building is not
          running.
        </p>
      </section>
    );
  }
  const { description, draft } = shown;
  const { graph } = description;
  const onRun = draft ? null : run;
  return (
    <section aria-label="Run" className="run-pane">
      <InterruptedRuns />
      <RunHeader />
      <div className="dag-holder">
        <Dag
          draft={draft}
          graph={graph}
          onSelect={(task) => session.selectTask(task)}
          run={onRun}
          selected={selected}
        />
      </div>
      {description.warnings.length > 0 && (
        <ul className="flow-warnings">
          {description.warnings.map((warning, index) => (
            <li key={index}>{warning}</li>
          ))}
        </ul>
      )}
      {selected !== null && (
        <Inspector
          graph={graph}
          loadPreview={(result) => session.loadPreview(result)}
          byHand={(onShow, taskRun) => <ByHand run={onShow} taskRun={taskRun} />}
          onSelect={(task) => session.selectTask(task)}
          onShowPlace={(place) => session.showPlace(place)}
          run={onRun}
          selected={selected}
        />
      )}
      <div className="run-tabs" role="tablist">
        <button
          aria-selected={tab === "log"}
          onClick={() => setTab("log")}
          role="tab"
          type="button"
        >
          Log
        </button>
        <button
          aria-selected={tab === "tasks"}
          onClick={() => setTab("tasks")}
          role="tab"
          type="button"
        >
          Task runs
        </button>
      </div>
      <div className="run-tab" role="tabpanel">
        {tab === "log" ? (
          <LogPanel
            logs={onRun?.logs ?? NO_LOGS}
            onSelectTask={(task) => session.selectTask(task)}
          />
        ) : (
          <TaskTable
            graph={graph}
            onSelect={(task) => session.selectTask(task)}
            run={onRun}
            selected={selected}
          />
        )}
      </div>
    </section>
  );
}
