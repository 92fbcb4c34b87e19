/** The task runs as a table: all that the graph says, in text. */

import type { FlowGraph } from "../../engine/model/graph.ts";
import { durationText } from "../run/duration-text.ts";
import type { RunView } from "../session/run-view.ts";
import { StateIcon } from "../theme/StateIcon.tsx";
import { boxStateOf } from "./flow-boxes.ts";

export interface TaskTableProps {
  readonly graph: FlowGraph;
  readonly run: RunView | null;
  readonly selected: string | null;
  readonly onSelect: (slug: string) => void;
}

export function TaskTable({ graph, run, selected, onSelect }: TaskTableProps) {
  return (
    <table className="task-table">
      <caption className="visually-hidden">Task runs of {graph.name}</caption>
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col">State</th>
          <th scope="col">Message</th>
          <th scope="col">Duration</th>
        </tr>
      </thead>
      <tbody>
        {graph.tasks.map(({ slug }) => {
          const state = boxStateOf(slug, run);
          const taskRun = run?.taskRuns.get(slug);
          const duration = taskRun?.duration ?? null;
          return (
            <tr key={slug}>
              <th scope="row">
                <button
                  aria-pressed={selected === slug}
                  className="quiet"
                  onClick={() => onSelect(slug)}
                  type="button"
                >
                  {slug}
                </button>
              </th>
              <td>
                <StateIcon type={state.type} /> {state.word}
              </td>
              <td>{taskRun?.state.message ?? ""}</td>
              <td>{duration === null ? "" : durationText(duration)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
