/** What is selected in the graph: a task or one of its runs, its state and why, its values and logs. */

import { useDeferredValue, useMemo, type ReactNode } from "react";
import type { FlowGraph, Place, TaskNode } from "../../engine/model/graph.ts";
import { formatLogLine, type LogRecord } from "../../engine/model/log.ts";
import { taskRunId } from "../../engine/model/run.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";
import { InputList, TaskLink } from "./InputList.tsx";
import { MappedChildren } from "./MappedChildren.tsx";
import { preciseMomentText } from "./moment-text.ts";
import { StateName } from "./StateIcon.tsx";
import { StoredPreview, type LoadPreview } from "./StoredPreview.tsx";
import { argumentsOf, selectionOf } from "./task-inputs.ts";
import { TaskFacts } from "./TaskFacts.tsx";
import { whyOf } from "./why.ts";
import "./inspector.css";

export interface InspectorProps {
  readonly run: RunView | null;
  readonly graph: FlowGraph;
  /** `slug`, or `slug[i]` for a mapped child. */
  readonly selected: string;
  readonly loadPreview: LoadPreview;
  readonly onSelect: (id: string | null) => void;
  /** What a person can do with a task run by hand. */
  readonly byHand: (run: RunView, taskRun: TaskRunView) => ReactNode;
  readonly onShowPlace: (place: Place) => void;
}

export function Inspector(props: InspectorProps) {
  const { run, graph, selected, loadPreview, onSelect } = props;
  const { slug, mapIndex } = selectionOf(graph, selected);
  const node = graph.tasks.find((task) => task.slug === slug);
  const taskRun = run?.taskRuns.get(taskRunId(slug, mapIndex)) ?? null;
  return (
    <section aria-label="Inspector" className="inspector">
      <Heading {...props} node={node ?? null} taskRun={taskRun} />
      {node ? (
        <div className="inspector-body" key={selected}>
          <StateOf graph={graph} node={node} taskRun={taskRun} />
          {run && taskRun?.state.type === "Mapped" && (
            <Part title="Children">
              <MappedChildren onSelect={onSelect} run={run} slug={slug} />
            </Part>
          )}
          <Inputs {...props} node={node} taskRun={taskRun} />
          <Result loadPreview={loadPreview} node={node} taskRun={taskRun} />
          <Part title="Facts">
            <TaskFacts graph={graph} node={node} onSelect={onSelect} taskRun={taskRun} />
          </Part>
          {taskRun && <History taskRun={taskRun} />}
          {run && taskRun && <TaskLog id={taskRun.id} logs={run.logs} />}
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

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="inspector-part">
      <h4>{title}</h4>
      {children}
    </section>
  );
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
      <h3>
        {node?.name ?? selected} <code>{selected}</code>
      </h3>
      {node && selected !== node.slug && (
        <span className="inspector-note">
          child of <TaskLink id={node.slug} onSelect={onSelect} />
        </span>
      )}
      <div className="inspector-actions">
        {run && taskRun && byHand(run, taskRun)}
        {place && (
          <button onClick={() => onShowPlace(place)} type="button">
            Go to code
          </button>
        )}
        <button
          aria-label="Close the inspector"
          className="quiet"
          onClick={() => onSelect(null)}
          type="button"
        >
          Close
        </button>
      </div>
    </header>
  );
}

function StateOf({ graph, taskRun }: Selected & { readonly graph: FlowGraph }) {
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
        {whyOf(taskRun, graph)}
      </p>
    </div>
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

/** As many states of a long history as are shown. */
const MOST_STATES = 50;

function History({ taskRun: { history } }: { readonly taskRun: TaskRunView }) {
  if (history.length === 0) return null;
  const hidden = Math.max(0, history.length - MOST_STATES);
  return (
    <Part title="State history">
      {hidden > 0 && <p className="inspector-note">{hidden} earlier states are not shown.</p>}
      <ol className="state-history">
        {history.slice(hidden).map(({ state, at }, index) => (
          <li key={hidden + index}>
            <time dateTime={new Date(at).toISOString()}>{preciseMomentText(at)}</time>
            <StateName type={state.type} />
            <span className="state-message">{state.message}</span>
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** As many log lines as are shown here; the log panel has them all. */
const MOST_LINES = 200;

interface TaskLogProps {
  readonly id: string;
  readonly logs: readonly LogRecord[];
}

function TaskLog({ id, logs }: TaskLogProps) {
  const settled = useDeferredValue(logs);
  const text = useMemo(() => lastLines(settled, id), [settled, id]);
  if (text === "") return null;
  return (
    <Part title="Logs">
      <pre className="task-log" tabIndex={0}>
        {text}
      </pre>
    </Part>
  );
}

function lastLines(logs: readonly LogRecord[], id: string): string {
  const lines: string[] = [];
  for (let index = logs.length - 1; index >= 0 && lines.length < MOST_LINES; index--) {
    const record = logs[index];
    if (record?.taskRun !== id) continue;
    lines.push(formatLogLine(record, (at) => new Date(at).toISOString()));
  }
  return lines.toReversed().join("\n");
}
