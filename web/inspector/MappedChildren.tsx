/** The children of a mapped task: a table to sort, to filter by state and to search by value. */

import { useDeferredValue, useMemo, useState } from "react";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { isStateType, type StateType } from "../../engine/model/state.ts";
import { durationText } from "../run/duration-text.ts";
import type { ChildCounts, RunView, TaskRunView } from "../session/run-view.ts";
import { countsOf } from "../session/state-order.ts";
import { StateIcon, StateName } from "../theme/StateIcon.tsx";
import { lookOf } from "../theme/state-look.ts";
import { DataGrid, type GridColumn } from "../ui/DataGrid.tsx";
import {
  childRows,
  inputText,
  mappedKeys,
  type ChildColumn,
  type ChildQuery,
} from "./child-rows.ts";
import { useItems, type ItemSource } from "./use-items.ts";

interface MappedChildrenProps extends ItemSource {
  readonly run: RunView;
  readonly graph: FlowGraph;
  readonly slug: Slug;
  readonly onSelect: (id: string) => void;
}

const ALL: ChildQuery = { state: null, text: "", sort: { by: "index", isDown: false } };

export function MappedChildren({ run, graph, slug, onSelect, ...source }: MappedChildrenProps) {
  const [query, setQuery] = useState(ALL);
  const settled = useDeferredValue(run);
  const asked = useDeferredValue(query);
  const keys = useMemo(() => mappedKeys(graph, slug), [graph, slug]);
  const search = useItems({ ...source, run: settled, slug, keys, text: asked.text.trim() });
  const { items, isSearching } = search;
  const columns = useMemo(
    () => columnsWith((child) => inputText(child, keys, items)),
    [keys, items],
  );
  const rows = useMemo(
    /* That one is "item 400" is nothing to find it by. */
    () => childRows(settled, slug, asked, (child) => inputText(child, keys, items, () => "")),
    [settled, slug, asked, keys, items],
  );
  const counts = run.children.get(slug) ?? {};
  return (
    <div className="mapped-children">
      <StateStrip counts={counts} />
      <div className="mapped-tools">
        <StateFilter
          counts={counts}
          filter={query.state}
          onFilter={(state) => setQuery({ ...query, state })}
        />
        <input
          aria-label="Search the children"
          onChange={({ target }) => setQuery({ ...query, text: target.value })}
          placeholder="value or index"
          type="search"
          value={query.text}
        />
        <span className="inspector-note" role="status">
          {rows.length.toLocaleString("en")} child{rows.length === 1 ? "" : "ren"}
          {isSearching && " so far"}
        </span>
      </div>
      {search.note !== null && <p className="inspector-note">{search.note}</p>}
      <div className="mapped-scroll" style={{ height: Math.min(280, 30 + 28 * rows.length + 28) }}>
        <DataGrid
          columns={columns}
          empty={isSearching ? "Searching…" : "No child is like that."}
          keyOf={({ id }) => id}
          label={`Children of ${slug}`}
          onSelect={onSelect}
          onSort={(sort) => setQuery({ ...query, sort })}
          rows={rows}
          selected={null}
          sort={query.sort}
        />
      </div>
    </div>
  );
}

const columnsWith = (
  inputOf: (child: TaskRunView) => string,
): readonly GridColumn<TaskRunView, ChildColumn>[] => [
  {
    id: "index",
    title: "Index",
    width: "56px",
    cell: ({ id, mapIndex }) => (
      <button aria-label={id} className="quiet task-link" tabIndex={-1} type="button">
        {mapIndex}
      </button>
    ),
  },
  {
    id: "state",
    title: "State",
    width: "minmax(98px, 0.6fr)",
    cell: ({ state }) => <StateName type={state.type} />,
  },
  {
    id: "input",
    title: "Input",
    width: "minmax(54px, 1fr)",
    cell: (child) => <Value text={inputOf(child)} />,
  },
  {
    id: "result",
    title: "Result",
    width: "minmax(54px, 1fr)",
    cell: ({ state }) => <Value text={state.result?.preview ?? ""} />,
  },
  {
    id: "duration",
    title: "Duration",
    width: "70px",
    isNumber: true,
    cell: ({ duration }) => (duration === null ? "" : durationText(duration)),
  },
];

const Value = ({ text }: { readonly text: string }) => (
  <code className="one-line" title={text}>
    {text}
  </code>
);

/** How the children stand, as a strip: each state as wide as it is frequent. */
function StateStrip({ counts }: { readonly counts: ChildCounts }) {
  const entries = countsOf(counts);
  return (
    <div className="mapped-strip">
      <div aria-hidden="true" className="mapped-bar">
        {entries.map(([type, count]) => (
          <span
            key={type}
            style={{ flexGrow: count, background: lookOf(type).color }}
            title={`${count} ${type}`}
          />
        ))}
      </div>
      <ul aria-label="Children by state">
        {entries.map(([type, count]) => (
          <li key={type}>
            <StateIcon type={type} /> {count.toLocaleString("en")} {type}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface StateFilterProps {
  readonly counts: ChildCounts;
  readonly filter: StateType | null;
  readonly onFilter: (type: StateType | null) => void;
}

function StateFilter({ counts, filter, onFilter }: StateFilterProps) {
  const types = Object.keys(counts)
    .filter(isStateType)
    .filter((type) => (counts[type] ?? 0) > 0 || type === filter);
  return (
    <label>
      State{" "}
      <select
        onChange={({ target }) => onFilter(isStateType(target.value) ? target.value : null)}
        value={filter ?? ""}
      >
        <option value="">All</option>
        {types.map((type) => (
          <option key={type} value={type}>
            {type} ({(counts[type] ?? 0).toLocaleString("en")})
          </option>
        ))}
      </select>
    </label>
  );
}
