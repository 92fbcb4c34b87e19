/** The lines of a traceback: each place that stands in the notebook is a button that shows it. */

import type { Place } from "../../engine/model/graph.ts";
import type { TraceLine } from "./trace.ts";
import "./trace.css";

export interface TraceLinesProps {
  readonly lines: readonly TraceLine[];
  readonly onShowPlace: (place: Place) => void;
}

export function TraceLines({ lines, onShowPlace }: TraceLinesProps) {
  return (
    <ol className="trace-lines">
      {lines.map(({ before, text, place, after }, index) => (
        <li key={index}>
          {before}
          {place ? (
            <button className="quiet task-link" onClick={() => onShowPlace(place)} type="button">
              {text}
            </button>
          ) : (
            text
          )}
          {after}
        </li>
      ))}
    </ol>
  );
}
