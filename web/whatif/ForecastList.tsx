/** The forecast in text: each task, what it would come to, and why. */

import type { Forecast, ForecastEnd } from "../../engine/model/forecast.ts";
import type { Slug } from "../../engine/model/graph.ts";
import { StateIcon } from "../theme/StateIcon.tsx";
import { Dialog } from "../ui/Dialog.tsx";

interface ForecastListProps {
  readonly forecast: Forecast;
  readonly onSelect: (slug: Slug) => void;
  readonly onClose: () => void;
}

/** As many tasks as are listed; of more, those first that would not simply run. */
const MOST_ROWS = 500;

export function ForecastList({ forecast, onSelect, onClose }: ForecastListProps) {
  const all = [...forecast];
  const ordered = all.length > MOST_ROWS ? all.toSorted(byInterest) : all;
  const rows = ordered.slice(0, MOST_ROWS);
  return (
    <Dialog isWide onClose={onClose} title="What each task would come to">
      {rows.length < all.length && (
        <p className="what-if-note">
          {rows.length} of {all.length.toLocaleString("en")} tasks, those first that would not
          simply run.
        </p>
      )}
      <table className="what-if-table">
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col">Forecast</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([slug, foreseen]) => (
            <tr key={slug}>
              <th scope="row">
                <button className="quiet" onClick={() => onSelect(slug)} type="button">
                  {slug}
                </button>
              </th>
              <td>
                <ForeseenState end={foreseen} />
              </td>
              <td>{foreseen.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

type Row = readonly [Slug, ForecastEnd];

const byInterest = (one: Row, other: Row): number => Number(isPlain(one)) - Number(isPlain(other));

const isPlain = ([, { type }]: Row): boolean =>
  type === "Success" || type === "Mapped" || type === "Cached";

/** The foreseen state with its icon; a question mark where it depends. */
export function ForeseenState({ end: { type } }: { readonly end: ForecastEnd }) {
  return type === "unknown" ? (
    <span className="what-if-state">
      <span aria-hidden="true" className="what-if-unknown">
        ?
      </span>{" "}
      depends
    </span>
  ) : (
    <span className="what-if-state">
      <StateIcon type={type} /> {type}
    </span>
  );
}
