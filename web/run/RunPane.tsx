/** The right-hand side: the flow's graph with the inspector beside it; below, its log and its task runs. */

import { useCallback, useMemo, useState } from "react";
import type { Slug } from "../../engine/model/graph.ts";
import { slugIn, type TaskRunId } from "../../engine/model/run.ts";
import { isFinished } from "../../engine/model/state.ts";
import { Dag } from "../dag/Dag.tsx";
import { InterruptedRuns } from "../history/InterruptedRuns.tsx";
import { ByHand } from "../inspector/ByHand.tsx";
import { Inspector } from "../inspector/Inspector.tsx";
import { LogPanel, type LineWanted } from "../logs/LogPanel.tsx";
import { AT_A_LINE } from "../logs/use-log.ts";
import { RewindBar } from "../rewind/RewindBar.tsx";
import { useRewind } from "../rewind/use-rewind.ts";
import type { ShownFlow } from "../session/session-state.ts";
import { placeOf } from "../session/code-marks.ts";
import { useLit } from "../session/use-pointing.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { TaskTable } from "../tasks/TaskTable.tsx";
import { Timeline, type TimelineProps } from "../timeline/Timeline.tsx";
import { useRunClock } from "../timeline/use-run-clock.ts";
import { useNodeMenu } from "../whatif/use-node-menu.tsx";
import { WhatIfTask } from "../whatif/WhatIf.tsx";
import { WhatIfBar } from "../whatif/WhatIfBar.tsx";
import { useWhatIf } from "../whatif/use-what-if.ts";
import { Splitter } from "../ui/Splitter.tsx";
import { Tabs } from "../ui/Tabs.tsx";
import { RunHeader } from "./RunHeader.tsx";
import { useChoices } from "./use-choices.ts";
import { useLook } from "./use-look.ts";
import "./run.css";

const NO_LOGS: readonly never[] = [];

export function RunPane() {
  const shown = useSessionState(({ flows, shownFlow }) =>
    shownFlow === null ? null : (flows.get(shownFlow) ?? null),
  );
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
  return (
    <section aria-label="Run" className="run-pane">
      <InterruptedRuns />
      <ShownRun shown={shown} />
    </section>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="flow-warnings">
      {warnings.map((warning, index) => (
        <li key={index}>{warning}</li>
      ))}
    </ul>
  );
}

/** How the run stands; the graph and what is below it, in the shares that a person gave them. */
function ShownRun({ shown }: { readonly shown: ShownFlow }) {
  const session = useSession();
  const latest = useSessionState(({ runs, shownFlow }) =>
    shownFlow === null ? null : (runs.get(shownFlow) ?? null),
  );
  const look = useLook(shown, latest);
  const { graph, isDraft } = look;
  const whatIf = useWhatIf(shown.description.id, graph);
  const { onContextMenu, menu } = useNodeMenu(whatIf);
  const selected = useSessionState((state) => state.selectedTask);
  const [tab, setTab] = useState<"timeline" | "log" | "tasks">("log");
  const [choices, choose] = useChoices(shown.description.id);
  const [share, setShare] = useState(62);
  const [lineWanted, setLineWanted] = useState<LineWanted | null>(null);
  const [decisive, setDecisive] = useState<TaskRunId | null>(null);
  const rewind = useRewind(look.run);
  const { view: run, isRewound, goTo } = rewind;
  const isLive = run !== null && !isRewound && !isFinished(run.state);
  const onSelect = useCallback((task: TaskRunId | null) => session.selectTask(task), [session]);
  const called = useLit(graph);
  const lit = useMemo(
    () => (decisive === null ? called : new Set([...called, slugIn(decisive)])),
    [called, decisive],
  );
  const onPoint = useCallback(
    (slug: Slug | null) => session.pointing.toPlace(slug === null ? null : placeOf(graph, slug)),
    [session, graph],
  );
  const shared = { graph, run, selected, onSelect };
  return (
    <>
      <RunHeader isRewound={isRewound} look={look.choice} />
      <Warnings warnings={look.warnings} />
      <WhatIfBar
        onSelect={onSelect}
        whatIf={whatIf}
        whyNotNow={shown.draft ? "Run the cell that builds the flow first." : null}
      />
      {run && <RewindBar rewind={rewind} />}
      <div className="run-panes" style={{ "--share": `${share}%` }}>
        <div className="run-stage">
          <div className="dag-holder" onContextMenu={onContextMenu}>
            <Dag
              {...shared}
              draft={isDraft}
              forecast={whatIf.forecast}
              key={shown.description.id}
              lit={lit}
              onPoint={onPoint}
            />
            {menu}
          </div>
          {selected !== null && (
            <Inspector
              {...shared}
              byHand={(onShow, taskRun) =>
                isRewound ? null : <ByHand run={onShow} taskRun={taskRun} />
              }
              isLive={isLive}
              onDecisive={setDecisive}
              onGoTo={goTo}
              onShowLog={(taskRun) => {
                setTab("log");
                choose("log", AT_A_LINE);
                setLineWanted({ taskRun });
              }}
              findItems={(list, text) => session.values.findItems(list, text)}
              loadPreview={(result) => session.values.preview(result)}
              onShowPlace={(place) => session.showPlace(place)}
              selected={selected}
              whatIf={<WhatIfTask selected={selected} whatIf={whatIf} />}
            />
          )}
        </div>
        <Splitter label="Height of the graph" onChange={setShare} place="above" value={share} />
        <Tabs
          chosen={tab}
          label="Of the run"
          onChoose={(chosen) => {
            setTab(chosen);
            setLineWanted(null);
          }}
          tabs={[
            {
              id: "timeline",
              label: "Timeline",
              panel: () => (
                <LiveTimeline
                  {...shared}
                  choices={choices.timeline}
                  isLive={isLive}
                  onChoose={(more) => choose("timeline", more)}
                  onGoTo={goTo}
                />
              ),
            },
            {
              id: "log",
              label: "Log",
              panel: () => (
                <LogPanel
                  {...shared}
                  choices={choices.log}
                  onChoose={(more) => choose("log", more)}
                  logs={run?.logs ?? NO_LOGS}
                  onSelectTask={onSelect}
                  wanted={lineWanted}
                  whole={rewind.live?.logs ?? NO_LOGS}
                />
              ),
            },
            {
              id: "tasks",
              label: "Task runs",
              panel: () => (
                <TaskTable
                  {...shared}
                  choices={choices.tasks}
                  onChoose={(more) => choose("tasks", more)}
                />
              ),
            },
          ]}
        />
      </div>
    </>
  );
}

/** Ticks while its run goes on, and by itself: nothing else is drawn for that. */
function LiveTimeline(props: Omit<TimelineProps, "now">) {
  return <Timeline {...props} now={useRunClock(props.run, props.isLive)} />;
}
