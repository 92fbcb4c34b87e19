/** The task runs as a table: all that the graph says, in text. */

import type { FlowGraph } from "../../engine/model/graph.ts";
import { durationText } from "../run/duration-text.ts";
import type { RunView } from "../session/run-view.ts";
import { StateIcon } from "../theme/StateIcon.tsx";
import { boxStateOf, entriesOf } from "./flow-boxes.ts";

const MOST_LETTERS = 80;

/** What the table is made from. */
export interface TaskTableProps {
  readonly graph: FlowGraph;
  readonly run: RunView | null;
  readonly selected: string | null;
  readonly onSelect: (slug: string) => void;
}

/** One row a task; a mapped task counts its children by state. */
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
          const message = taskRun?.state.message ?? "";
          const duration = taskRun?.duration ?? null;
          return (
            <tr key={slug}>
              <th scope="row">
                <button
                  aria-pressed={selected === slug || (selected?.startsWith(`${slug}[`) ?? false)}
                  className="quiet"
                  onClick={() => onSelect(slug)}
                  type="button"
                >
                  {slug}
                </button>
              </th>
              <td>
                <StateIcon type={state.type} /> {state.word}
                {entriesOf(state.counts).map(([type, count]) => (
                  <span className="child-count" key={type}>
                    {" "}
                    <StateIcon type={type} /> {count} {type}
                  </span>
                ))}
              </td>
              <td title={message}>{shortened(message)}</td>
              <td>{duration === null ? "" : durationText(duration)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The first line, cut; the whole message is the cell's tooltip and stands in the inspector. */
function shortened(message: string): string {
  const [line = ""] = message.split("\n");
  return line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS - 1)}…` : line;
}
