/** The children of a mapped task: a table, a hundred at a time, by state. */

import { useDeferredValue, useMemo, useState } from "react";
import type { Slug } from "../../engine/model/graph.ts";
import { isStateType, type StateType } from "../../engine/model/state.ts";
import { durationText } from "../run/duration-text.ts";
import type { ChildCounts, RunView } from "../session/run-view.ts";
import { mappedPage, type MappedPage } from "./mapped-rows.ts";
import { StateName } from "./StateIcon.tsx";

interface MappedChildrenProps {
  readonly run: RunView;
  readonly slug: Slug;
  readonly onSelect: (id: string) => void;
}

export function MappedChildren({ run, slug, onSelect }: MappedChildrenProps) {
  const [filter, setFilter] = useState<StateType | null>(null);
  const [wanted, setWanted] = useState(0);
  const settled = useDeferredValue(run);
  const shown = useMemo(
    () => mappedPage(settled, slug, filter, wanted),
    [settled, slug, filter, wanted],
  );
  return (
    <div className="mapped-children">
      <div className="mapped-tools">
        <StateFilter
          counts={run.children.get(slug) ?? {}}
          filter={filter}
          onFilter={(type) => {
            setFilter(type);
            setWanted(0);
          }}
        />
        <Pager onPage={setWanted} shown={shown} />
      </div>
      <div className="mapped-scroll">
        <table aria-label={`Children of ${slug}`}>
          <thead>
            <tr>
              <th scope="col">Index</th>
              <th scope="col">State</th>
              <th scope="col">Result</th>
              <th scope="col">Duration</th>
            </tr>
          </thead>
          <tbody>
            {shown.rows.map(({ id, mapIndex, state, duration }) => (
              <tr key={id}>
                <td>
                  <button
                    aria-label={id}
                    className="quiet task-link"
                    onClick={() => onSelect(id)}
                    type="button"
                  >
                    {mapIndex}
                  </button>
                </td>
                <td>
                  <StateName type={state.type} />
                </td>
                <td>
                  <code className="one-line">{state.result?.preview ?? ""}</code>
                </td>
                <td className="is-number">{duration === null ? "" : durationText(duration)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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

interface PagerProps {
  readonly shown: MappedPage;
  readonly onPage: (page: number) => void;
}

function Pager({ shown: { page, pages, total }, onPage }: PagerProps) {
  const children = `${total.toLocaleString("en")} child${total === 1 ? "" : "ren"}`;
  if (pages === 1) return <span className="inspector-note">{children}</span>;
  return (
    <div aria-label="Pages" className="mapped-pager" role="group">
      <span className="inspector-note">{children}</span>
      <button disabled={page === 0} onClick={() => onPage(page - 1)} type="button">
        Previous
      </button>
      <label>
        Page{" "}
        <input
          max={pages}
          min={1}
          onChange={({ target }) => {
            if (target.value !== "") onPage(Math.trunc(Number(target.value)) - 1);
          }}
          type="number"
          value={page + 1}
        />{" "}
        of {pages}
      </label>
      <button disabled={page === pages - 1} onClick={() => onPage(page + 1)} type="button">
        Next
      </button>
    </div>
  );
}
