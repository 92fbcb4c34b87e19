/** The timeline's tools: how rows are grouped and sorted, which axis, zooming, the critical path. */

import type { Slug } from "../../engine/model/graph.ts";
import type { Axis } from "./axis.ts";
import type { Sorting } from "./rows.ts";
import type { Reaching } from "./use-reach.ts";

/** What a person chose to see. */
export interface Choices {
  readonly grouping: "tasks" | "workers";
  readonly axis: Axis["kind"];
  readonly sorting: Sorting;
  readonly hasPath: boolean;
  /** Mapped tasks whose children have rows. */
  readonly opened: ReadonlySet<Slug>;
}

export const START: Choices = {
  grouping: "tasks",
  axis: "time",
  sorting: "graph",
  hasPath: false,
  opened: new Set(),
};

export interface TimelineToolsProps {
  readonly choices: Choices;
  readonly onChoose: (more: Partial<Choices>) => void;
  readonly reaching: Reaching;
  readonly isLive: boolean;
  /** Whether the run has a critical path yet. */
  readonly knowsPath: boolean;
}

const ZOOM_STEP = 1.6;

/** A row of small controls, which wraps where there is little room. */
export function TimelineTools(props: TimelineToolsProps) {
  const { choices, onChoose, reaching, isLive, knowsPath } = props;
  return (
    <div aria-label="Timeline tools" className="timeline-tools" role="toolbar">
      <label>
        <span>Rows</span>{" "}
        <select
          onChange={({ target }) =>
            onChoose({ grouping: target.value === "workers" ? "workers" : "tasks" })
          }
          value={choices.grouping}
        >
          <option value="tasks">Tasks</option>
          <option value="workers">Workers</option>
        </select>
      </label>
      <label>
        <span>Axis</span>{" "}
        <select
          onChange={({ target }) => onChoose({ axis: target.value === "event" ? "event" : "time" })}
          value={choices.axis}
        >
          <option value="time">Time</option>
          <option value="event">Events</option>
        </select>
      </label>
      {choices.grouping === "tasks" && (
        <label>
          <span>Sorted</span>{" "}
          <select
            onChange={({ target }) => onChoose({ sorting: sortingOf(target.value) })}
            value={choices.sorting}
          >
            <option value="graph">As in the graph</option>
            <option value="failed">Failed first</option>
            <option value="slowest">Slowest first</option>
          </select>
        </label>
      )}
      {choices.grouping === "tasks" && (
        <button
          aria-pressed={choices.hasPath}
          className="timeline-toggle"
          disabled={!knowsPath}
          onClick={() => onChoose({ hasPath: !choices.hasPath })}
          title={knowsPath ? undefined : "Known once the run is over"}
          type="button"
        >
          Critical path
        </button>
      )}
      <span className="timeline-zoom">
        {isLive && !reaching.isFollowing && (
          <button onClick={reaching.follow} type="button">
            Follow
          </button>
        )}
        <button
          aria-label="Zoom out of the timeline"
          disabled={reaching.reach === null}
          onClick={() => reaching.zoomBy(1 / ZOOM_STEP)}
          title="Zoom out (−)"
          type="button"
        >
          −
        </button>
        <button
          aria-label="Zoom into the timeline"
          onClick={() => reaching.zoomBy(ZOOM_STEP)}
          title="Zoom in (+, or Ctrl and the wheel)"
          type="button"
        >
          +
        </button>
        <button
          aria-label="Show the whole timeline"
          disabled={reaching.reach === null}
          onClick={reaching.showAll}
          title="Show all (0)"
          type="button"
        >
          All
        </button>
      </span>
    </div>
  );
}

const sortingOf = (text: string): Sorting =>
  text === "failed" || text === "slowest" ? text : "graph";
