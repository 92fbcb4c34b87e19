/** The task runs as a table: all that the graph says, in text, with children below what was mapped. */

import { useDeferredValue, useMemo } from "react";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import type { Millis } from "../../engine/model/state.ts";
import { offsetText } from "../inspector/moment-text.ts";
import { durationText } from "../run/duration-text.ts";
import type { RunView } from "../session/run-view.ts";
import { StateIcon } from "../theme/StateIcon.tsx";
import { DataGrid, type GridColumn, type GridSort } from "../ui/DataGrid.tsx";
import { taskRows, type TaskColumn, type TaskRow } from "./task-rows.ts";
import "./tasks.css";

/** What the table is made from. */
export interface TaskTableProps {
  readonly graph: FlowGraph;
  readonly run: RunView | null;
  /** `slug`, or `slug[i]` of a mapped child. */
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly choices: TableChoices;
  readonly onChoose: (more: Partial<TableChoices>) => void;
}

/** What a person chose to see of it. */
export interface TableChoices {
  /** Mapped tasks whose children have rows. */
  readonly opened: ReadonlySet<Slug>;
  /** null: as in the graph. */
  readonly sort: GridSort<TaskColumn> | null;
}

export const AS_IN_THE_GRAPH: TableChoices = { opened: new Set(), sort: null };

/** A row for each task; a mapped one counts its children by state, and opens to show them. */
export function TaskTable({ graph, run, selected, onSelect, choices, onChoose }: TaskTableProps) {
  const { opened, sort } = choices;
  /* Many states change while one looks: the table may come a little later than the drawing. */
  const settled = useDeferredValue(run);
  const rows = useMemo(
    () => taskRows(graph, settled, opened, sort),
    [graph, settled, opened, sort],
  );
  const columns = useMemo(() => columnsFrom(settled?.startedAt ?? 0), [settled?.startedAt]);
  const toggle = (slug: Slug): void => {
    const next = new Set(opened);
    if (!next.delete(slug)) next.add(slug);
    onChoose({ opened: next });
  };
  const count = run?.taskRuns.size ?? graph.tasks.length;
  const noun = run ? "task run" : "task";
  return (
    <div className="task-table">
      <p className="task-caption">
        {count.toLocaleString("en")} {noun}
        {count === 1 ? "" : "s"} of {graph.name}
        {run ? "" : ", not run yet"}
      </p>
      <DataGrid
        branchOf={({ mapIndex, isOpen }) => ({ level: mapIndex === null ? 1 : 2, isOpen })}
        columns={columns}
        empty="The flow has no tasks."
        keyOf={({ id }) => id}
        label={`Task runs of ${graph.name}`}
        onSelect={onSelect}
        onSort={(next) => onChoose({ sort: next })}
        onToggle={toggle}
        rows={rows}
        selected={selected}
        sort={sort}
      />
    </div>
  );
}

const columnsFrom = (startedAt: Millis): readonly GridColumn<TaskRow, TaskColumn>[] => [
  {
    id: "task",
    title: "Task",
    width: "minmax(140px, 1.2fr)",
    cell: ({ id }) => id,
  },
  {
    id: "state",
    title: "State",
    width: "minmax(184px, 1.4fr)",
    cell: (row) => <StateCell row={row} />,
  },
  {
    id: "started",
    title: "Started",
    width: "80px",
    isNumber: true,
    cell: ({ started }) => (started === null ? "" : offsetText(started - startedAt)),
  },
  {
    id: "duration",
    title: "Duration",
    width: "88px",
    isNumber: true,
    cell: ({ duration }) => (duration === null ? "" : durationText(duration)),
  },
  {
    id: "attempts",
    title: "Attempts",
    width: "80px",
    isNumber: true,
    cell: ({ attempts }) => (attempts === 0 ? "" : attempts),
  },
  { id: "worker", title: "Worker", width: "112px", cell: ({ worker }) => worker },
  {
    id: "after",
    title: "After",
    width: "minmax(100px, 1fr)",
    cell: ({ after }) => <span title={after.join(", ")}>{after.join(", ")}</span>,
  },
  {
    id: "message",
    title: "Message",
    width: "minmax(140px, 2fr)",
    cell: ({ message }) => <span title={message}>{message.split("\n", 1)[0]}</span>,
  },
];

function StateCell({ row: { state, word, children } }: { readonly row: TaskRow }) {
  return (
    <span className="task-state">
      <StateIcon type={state} /> {word}
      {children.map(([type, count]) => (
        <span className="child-count" key={type}>
          <StateIcon type={type} /> {count.toLocaleString("en")}
          <span className="visually-hidden"> {type}</span>
        </span>
      ))}
    </span>
  );
}
