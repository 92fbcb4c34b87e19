/** What is selected in the graph: a task or one of its runs, its state and why, its values and logs. */

import type { ReactNode } from "react";
import type { FlowGraph, Place, TaskNode } from "../../engine/model/graph.ts";
import { taskRunId } from "../../engine/model/run.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";
import { StateName } from "../theme/StateIcon.tsx";
import { InputList } from "./InputList.tsx";
import { Life } from "./Life.tsx";
import { MappedChildren } from "./MappedChildren.tsx";
import { Part } from "./Part.tsx";
import { Sentence } from "./Sentence.tsx";
import { StoredPreview, type LoadPreview } from "./StoredPreview.tsx";
import { argumentsOf, selectionOf } from "./task-inputs.ts";
import { TaskFacts } from "./TaskFacts.tsx";
import { TaskLink } from "./TaskLink.tsx";
import { TaskLog } from "./TaskLog.tsx";
import { Timings } from "./Timings.tsx";
import type { FindItems } from "./use-items.ts";
import { whyOf } from "./why.ts";
import "./inspector.css";

export interface InspectorProps {
  readonly run: RunView | null;
  readonly graph: FlowGraph;
  /** `slug`, or `slug[i]` for a mapped child. */
  readonly selected: string;
  readonly loadPreview: LoadPreview;
  readonly findItems: FindItems;
  readonly onSelect: (id: string | null) => void;
  /** What a person can do with a task run by hand. */
  readonly byHand: (run: RunView, taskRun: TaskRunView) => ReactNode;
  readonly onShowPlace: (place: Place) => void;
  /** Shows the run as it was after this event of its journal. */
  readonly onGoTo?: (event: number) => void;
  /** Stands under the state: what could be tried with this task. */
  readonly whatIf?: ReactNode;
  /** Whether the run goes on and is shown as it is now. */
  readonly isLive?: boolean;
  /** Somebody points at an upstream that decided; null: no longer. */
  readonly onDecisive?: (id: string | null) => void;
  /** Shows the whole log of the run, beginning with this task run. */
  readonly onShowLog?: (id: string) => void;
}

export function Inspector(props: InspectorProps) {
  const { run, graph, selected, loadPreview, onSelect } = props;
  const { slug, mapIndex } = selectionOf(graph, selected);
  const node = graph.tasks.find((task) => task.slug === slug);
  const taskRun = run?.taskRuns.get(taskRunId(slug, mapIndex)) ?? null;
  const shared = { graph, loadPreview, onSelect };
  return (
    <section aria-label="Inspector" className="inspector">
      <Heading {...props} node={node ?? null} taskRun={taskRun} />
      {node ? (
        <div className="inspector-body" key={selected}>
          <StateOf {...props} taskRun={taskRun} />
          {props.whatIf}
          {run && taskRun?.state.type === "Mapped" && (
            <Part title="Children">
              <MappedChildren {...shared} findItems={props.findItems} run={run} slug={slug} />
            </Part>
          )}
          <Result loadPreview={loadPreview} node={node} taskRun={taskRun} />
          <Inputs {...props} node={node} taskRun={taskRun} />
          {run && taskRun && <Course {...props} run={run} taskRun={taskRun} />}
          <Part title="Facts">
            <TaskFacts graph={graph} node={node} onSelect={onSelect} taskRun={taskRun} />
          </Part>
        </div>
      ) : (
        <p className="inspector-note">The flow has no task {selected}.</p>
      )}
    </section>
  );
}

interface Selected {
  readonly node: TaskNode;
  readonly taskRun: TaskRunView | null;
}

interface HeadingProps extends InspectorProps {
  readonly node: TaskNode | null;
  readonly taskRun: TaskRunView | null;
}

function Heading({ node, taskRun, run, selected, ...actions }: HeadingProps) {
  const { onSelect, byHand, onShowPlace } = actions;
  const place = node?.place;
  return (
    <header className="inspector-heading">
      <div className="inspector-title">
        <h3>
          {node?.name ?? selected} <code>{selected}</code>
        </h3>
        {place && (
          <button onClick={() => onShowPlace(place)} type="button">
            Go to code
          </button>
        )}
      </div>
      {node && selected !== node.slug && (
        <span className="inspector-note">
          child of <TaskLink id={node.slug} onSelect={onSelect} />
        </span>
      )}
      <div className="inspector-actions">{run && taskRun && byHand(run, taskRun)}</div>
      <button
        aria-label="Close the inspector"
        className="quiet inspector-close"
        onClick={() => onSelect(null)}
        title="Close"
        type="button"
      >
        ✕
      </button>
    </header>
  );
}

interface OfTaskRun extends InspectorProps {
  readonly taskRun: TaskRunView | null;
}

function StateOf({ graph, taskRun, onSelect, onDecisive }: OfTaskRun) {
  if (!taskRun) return <p className="inspector-note">Not run yet.</p>;
  const { state } = taskRun;
  return (
    <div className="inspector-state">
      <p>
        <strong>
          <StateName type={state.type} />
        </strong>
        {state.message !== null && <span className="state-message">{state.message}</span>}
      </p>
      <p className="inspector-why">
        <span className="inspector-note">Why: </span>
        <Sentence
          graph={graph}
          onDecisive={onDecisive}
          onSelect={onSelect}
          text={whyOf(taskRun, graph)}
        />
      </p>
    </div>
  );
}

interface CourseProps extends InspectorProps {
  readonly run: RunView;
  readonly taskRun: TaskRunView;
}

/** How it went: its times, its states, its log. */
function Course({ run, taskRun, isLive = false, onShowLog, ...props }: CourseProps) {
  return (
    <>
      <Part title="Timings">
        <Timings {...props} isLive={isLive} run={run} taskRun={taskRun} />
      </Part>
      {taskRun.history.length > 0 && (
        <Part title="State history">
          <Life {...props} startedAt={run.startedAt} taskRun={taskRun} />
        </Part>
      )}
      <TaskLog id={taskRun.id} logs={run.logs} onShowLog={onShowLog} />
    </>
  );
}

function Inputs({ graph, run, node, taskRun, loadPreview, onSelect }: InspectorProps & Selected) {
  const inputs = argumentsOf(graph, node.slug, run, taskRun);
  const fromUpstreams = inputs.filter(({ upstream }) => upstream !== null);
  const constants = inputs.filter(({ upstream }) => upstream === null);
  const shared = { loadPreview, onSelect };
  return (
    <>
      {fromUpstreams.length > 0 && (
        <Part title="Inputs">
          <InputList {...shared} inputs={fromUpstreams} />
        </Part>
      )}
      {constants.length > 0 && (
        <Part title="Constants">
          <InputList {...shared} inputs={constants} />
        </Part>
      )}
    </>
  );
}

function Result({ node, taskRun, loadPreview }: Selected & { readonly loadPreview: LoadPreview }) {
  const result = taskRun?.state.result;
  if (result) {
    return (
      <Part title="Result">
        <StoredPreview loadPreview={loadPreview} result={result} />
      </Part>
    );
  }
  if (taskRun || !node.constant) return null;
  return (
    <Part title="Value">
      <pre className="preview-text">{node.constant.preview}</pre>
    </Part>
  );
}
