/** What an embed shows of a run: under each cell what came of it, and below all of them the flow's graph. */

import { useCallback, useEffect, useRef, type ReactNode } from "react";
import type { Place, Slug } from "../../engine/model/graph.ts";
import type { Cell, CellId } from "../../engine/model/notebook.ts";
import { isFinished } from "../../engine/model/state.ts";
import { checkNameOf } from "../../engine/notebook/check-cells.ts";
import { Dag } from "../dag/Dag.tsx";
import { ByHand } from "../inspector/ByHand.tsx";
import { Inspector } from "../inspector/Inspector.tsx";
import { CheckMark } from "../learning/CheckMark.tsx";
import { isHint } from "../learning/check-outcome.ts";
import { Outputs } from "../notebook/Outputs.tsx";
import { FlowChoice } from "../run/FlowChoice.tsx";
import { RunFacts } from "../run/RunFacts.tsx";
import { useRunFlow } from "../run/use-run-flow.tsx";
import { RuntimeStatus } from "../RuntimeStatus.tsx";
import type { RunView } from "../session/run-view.ts";
import type { ShownFlow } from "../session/session-state.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { Problem } from "../ui/Problem.tsx";
import { useLedTo } from "./use-led-to.ts";
import "../run/run.css";
import "../theme/state-colors.css";

const NOTHING: readonly never[] = [];
const NONE_LIT: ReadonlySet<Slug> = new Set();
const nothing = (): void => undefined;

/** Of one code cell. */
export function CellOutputs({ cell }: { readonly cell: Cell }): ReactNode {
  const cells = useSessionState((state) => state.notebook.cells);
  const outputs = useSessionState((state) => state.outputs[cell.id] ?? NOTHING);
  const check = checkNameOf(cell);
  const nameOf = (id: CellId): string => {
    const code = cells.filter(({ kind }) => kind === "code");
    return `Code cell ${code.findIndex((each) => each.id === id) + 1}`;
  };
  return (
    <>
      {check !== null && <CheckMark cell={cell.id} check={check} outputs={outputs} />}
      <Outputs
        nameOf={nameOf}
        onShowPlace={showPlace}
        outputs={check === null ? outputs : outputs.filter((each) => !isHint(each))}
      />
    </>
  );
}

/** Says what became of the cells above the one that is shown. */
export function RanBefore({ cells }: { readonly cells: readonly Cell[] }): ReactNode {
  const text = useRef<HTMLSpanElement>(null);
  const ran = useSessionState(({ ends }) => cells.filter(({ id }) => id in ends).length);
  const hasFailed = useSessionState(({ ends }) => cells.some(({ id }) => ends[id] === "failed"));
  /* Why the cell did not run is said there, and must not stay hidden. */
  useEffect(() => {
    if (hasFailed) text.current?.closest("details")?.setAttribute("open", "");
  }, [hasFailed]);
  const words = hasFailed
    ? "A cell above failed, so this one did not run"
    : ran === 0
      ? `Needs nothing of the cells above (${cells.length})`
      : `Ran first, for it needs them: ${ran} of the cells above (${cells.length})`;
  return <span ref={text}>{words}</span>;
}

/** The flow on show, its graph and how its run stands. */
export function RunStage(): ReactNode {
  const shown = useSessionState(({ flows, shownFlow }) =>
    shownFlow === null ? null : (flows.get(shownFlow) ?? null),
  );
  const title = useSessionState((state) => state.notebook.title);
  const stage = useRef<HTMLElement>(null);
  const hasFlow = shown !== null;
  useLedTo(stage, hasFlow);
  return (
    <section
      aria-label={`Run of ${title}`}
      className="embed-run"
      data-height={hasFlow ? 360 : ""}
      ref={stage}
    >
      <RuntimeStatus />
      <Problem />
      {shown ? (
        <Shown key={shown.description.id} shown={shown} />
      ) : (
        <p className="embed-note">
          No flow so far: where a cell builds one, its graph stands here.
        </p>
      )}
    </section>
  );
}

function Shown({ shown: { description, draft } }: { readonly shown: ShownFlow }) {
  const session = useSession();
  const { id, graph } = description;
  const flows = useSessionState((state) => state.flows);
  const run = useSessionState(({ runs }) => runs.get(id) ?? null);
  const selected = useSessionState((state) => state.selectedTask);
  const onSelect = useCallback((task: string | null) => session.selectTask(task), [session]);
  const flow = useRunFlow(id, graph);
  const shared = { graph, run, selected, onSelect };
  return (
    <>
      <div className="run-header">
        <FlowChoice flows={flows} shown={id} />
        {run && <RunFacts isInterrupted={false} name={<span>{run.runName}</span>} run={run} />}
        <div className="run-actions">
          {run && !isFinished(run.state) ? (
            <CancelRun run={run} />
          ) : (
            <button onClick={() => flow.run()} type="button">
              {flow.hasParameters ? "Run flow…" : "Run flow"}
            </button>
          )}
        </div>
        {flow.form}
      </div>
      <div className="run-stage">
        <div className="dag-holder">
          <Dag {...shared} draft={draft} forecast={null} lit={NONE_LIT} onPoint={nothing} />
        </div>
        {selected !== null && (
          <Inspector
            {...shared}
            byHand={(onShow, taskRun) => <ByHand run={onShow} taskRun={taskRun} />}
            findItems={(list, text) => session.values.findItems(list, text)}
            loadPreview={(result) => session.values.preview(result)}
            onShowPlace={showPlace}
            selected={selected}
          />
        )}
      </div>
    </>
  );
}

function CancelRun({ run }: { readonly run: RunView }) {
  const session = useSession();
  return (
    <button onClick={() => void session.ask((api) => api.runs.cancel(run.id))} type="button">
      Cancel run
    </button>
  );
}

/** Leads to the cell of a place, which may be folded away. */
function showPlace({ cell }: Place): void {
  const section = document.querySelector(`[data-cell="${CSS.escape(cell)}"]`);
  section?.closest("details")?.setAttribute("open", "");
  section?.scrollIntoView({ block: "nearest" });
  section?.querySelector("pre")?.focus();
}
