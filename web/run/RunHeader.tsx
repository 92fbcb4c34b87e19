/** Which flow is shown, how its run stands, and the buttons that bear on the run as a whole. */

import { useState } from "react";
import type { FlowGraph, FlowId } from "../../engine/model/graph.ts";
import type { RunView } from "../session/run-view.ts";
import type { SessionState } from "../session/session-state.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import type { ListedRun } from "../../engine/api/runs.ts";
import { RunName } from "../history/RunName.tsx";
import { useRuns } from "../history/use-runs.ts";
import { useCommands } from "../palette/commands.ts";
import { StorageDialog } from "../storage/StorageDialog.tsx";
import { FlowChoice } from "./FlowChoice.tsx";
import { RunActions } from "./RunActions.tsx";
import { RunFacts } from "./RunFacts.tsx";
import { standingOf } from "./standing.ts";
import type { LookChoice } from "./use-look.ts";
import { useRunFlow } from "./use-run-flow.tsx";

const flowsOf = (state: SessionState) => state.flows;
const shownOf = (state: SessionState) => state.shownFlow;

interface RunHeaderProps {
  /** Whether a past moment of the run is on show: nothing is done to the run from there. */
  readonly isRewound: boolean;
  readonly look: LookChoice | null;
}

export function RunHeader({ isRewound, look }: RunHeaderProps) {
  const flows = useSessionState(flowsOf);
  const shown = useSessionState(shownOf);
  const run = useSessionState(({ runs, shownFlow }) =>
    shownFlow === null ? null : (runs.get(shownFlow) ?? null),
  );
  const held = useSessionState((state) => (run === null ? null : (state.held.get(run.id) ?? null)));
  const listed = useRuns();
  const flow = shown === null ? null : flows.get(shown);
  if (!flow) return null;
  const standing = run ? standingOf(run, listed) : null;
  return (
    <header className="run-header">
      <FlowChoice flows={flows} shown={shown} />
      {flow.draft && <span className="badge">draft: not built yet</span>}
      {look && <LookSwitch {...look} />}
      {/* A draft says what would be built; the run that was is still there to go on with. */}
      {run && (
        <RunFacts
          isInterrupted={standing === "interrupted"}
          name={<RunName name={run.runName} run={run.id} />}
          run={run}
        />
      )}
      {run && !flow.draft && <PastRun listed={listed} run={run} />}
      {held !== null && <Held why={held} />}
      <div className="run-actions">
        {standing !== "live" && !flow.draft && shown !== null && (
          <RunFlow flow={shown} graph={flow.description.graph} key={shown} />
        )}
        {run && standing && <RunActions isRewound={isRewound} run={run} standing={standing} />}
      </div>
    </header>
  );
}

/** The text would build another graph than that of the last run: which of the two to look at. */
function LookSwitch({ isDraft, choose }: LookChoice) {
  return (
    <div aria-label="Look at" className="look-switch" role="group">
      <button aria-pressed={!isDraft} onClick={() => choose("run")} type="button">
        Last run
      </button>
      <button aria-pressed={isDraft} onClick={() => choose("draft")} type="button">
        Draft
      </button>
    </div>
  );
}

/** The run waits for room in the storage: where to make some. */
function Held({ why }: { readonly why: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="run-held">
      <p role="alert">The run waits: {why}</p>
      <button onClick={() => setOpen(true)} type="button">
        Make room…
      </button>
      {isOpen && <StorageDialog onClose={() => setOpen(false)} />}
    </div>
  );
}

/** Says that there is a newer run of the flow than the one on show, and leads to it. */
function PastRun({
  run,
  listed,
}: {
  readonly run: RunView;
  readonly listed: readonly ListedRun[];
}) {
  const session = useSession();
  const latest = listed.find(({ flow, isNested }) => flow === run.flow && !isNested);
  const own = listed.find(({ id }) => id === run.id);
  if (!latest || !own || latest.id === run.id || own.isNested) return null;
  return (
    <>
      <span className="badge">a past run</span>
      <button onClick={() => void session.showRun(latest.id)} type="button">
        Show the latest
      </button>
    </>
  );
}

interface RunFlowProps {
  readonly flow: FlowId;
  readonly graph: FlowGraph;
}

/** Runs the shown flow; where it has parameters, asks for them first. */
function RunFlow({ flow, graph }: RunFlowProps) {
  const { whyNot, hasParameters, run, form } = useRunFlow(flow, graph);
  useCommands(() => [
    {
      id: "run-flow",
      title: `Run flow ${graph.name}`,
      group: "Notebook",
      whyNot,
      run: () => run(),
    },
  ]);
  return (
    <>
      <button
        disabled={whyNot !== null}
        onClick={() => run()}
        title={whyNot ?? undefined}
        type="button"
      >
        {hasParameters ? "Run flow…" : "Run flow"}
      </button>
      {form}
    </>
  );
}
