/** The children of a mapped task: a table to sort, to filter by state and to search by value. */

import { useDeferredValue, useEffect, useEffectEvent, useMemo, useState } from "react";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { isStateType, type StateType } from "../../engine/model/state.ts";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import { durationText } from "../run/duration-text.ts";
import type { ChildCounts, RunView, TaskRunView } from "../session/run-view.ts";
import { countsOf } from "../session/state-order.ts";
import { StateIcon, StateName } from "../theme/StateIcon.tsx";
import { lookOf } from "../theme/state-look.ts";
import { DataGrid, type GridColumn } from "../ui/DataGrid.tsx";
import {
  childRows,
  inputText,
  listsOf,
  mappedKeys,
  type ChildColumn,
  type ChildQuery,
  type LoadedLists,
} from "./child-rows.ts";
import type { LoadPreview } from "./StoredPreview.tsx";

interface MappedChildrenProps {
  readonly run: RunView;
  readonly graph: FlowGraph;
  readonly slug: Slug;
  readonly loadPreview: LoadPreview;
  readonly onSelect: (id: string) => void;
}

const ALL: ChildQuery = { state: null, text: "", sort: { by: "index", isDown: false } };

export function MappedChildren({ run, graph, slug, loadPreview, onSelect }: MappedChildrenProps) {
  const [query, setQuery] = useState(ALL);
  const settled = useDeferredValue(run);
  const asked = useDeferredValue(query);
  const keys = useMemo(() => mappedKeys(graph, slug), [graph, slug]);
  const lists = useLists({ run: settled, slug, keys, loadPreview });
  const inputOf = useMemo(
    () => (child: TaskRunView) => inputText(child, keys, lists),
    [keys, lists],
  );
  const rows = useMemo(
    () => childRows(settled, slug, asked, inputOf),
    [settled, slug, asked, inputOf],
  );
  const columns = useMemo(() => columnsWith(inputOf), [inputOf]);
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
        </span>
      </div>
      {query.text !== "" && <UnknownItems lists={lists} />}
      <div className="mapped-scroll" style={{ height: Math.min(280, 30 + 28 * rows.length + 28) }}>
        <DataGrid
          columns={columns}
          empty="No child is like that."
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

/** Said where it bears on what is found: of a long list only its beginning is known here. */
function UnknownItems({ lists }: { readonly lists: LoadedLists }) {
  const known = [...lists.values()].filter(({ more = 0 }) => more > 0);
  const least = Math.min(...known.map(({ entries = [] }) => entries.length));
  if (known.length === 0) return null;
  return (
    <p className="inspector-note">
      Inputs are searched as far as they are known here: those of the first {least} children.
    </p>
  );
}

interface Lists {
  readonly run: RunView;
  readonly slug: Slug;
  readonly keys: readonly string[];
  readonly loadPreview: LoadPreview;
}

const NOT_LOADED: LoadedLists = new Map();

/** Loads the lists that the children take their items from, once they are known. */
function useLists({ run, slug, keys, loadPreview }: Lists): LoadedLists {
  const [lists, setLists] = useState(NOT_LOADED);
  const wanted = listsOf(run, slug, keys);
  const names = wanted.map(({ key }) => key).join(" ");
  const load = useEffectEvent(() =>
    Promise.all(
      wanted.map((ref) =>
        loadPreview(ref).then(
          (node): [string, PreviewNode] => [ref.key, node],
          /* Without it the children are shown by their numbers; their own page says what is wrong. */
          () => null,
        ),
      ),
    ),
  );
  useEffect(() => {
    let isWanted = true;
    void load().then((loaded) => {
      if (isWanted) setLists(new Map(loaded.filter((each) => each !== null)));
    });
    return () => {
      isWanted = false;
    };
  }, [names]);
  return lists;
}

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
