/** What a cell printed, gave back or threw. */

import type { Place } from "../../engine/model/graph.ts";
import type { CellOutput } from "../../engine/ports.ts";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import { Preview } from "../inspector/PreviewTree.tsx";

/** Lines drawn at once; the rest is a count, so that a cell that prints for ever stays light. */
const MOST_SHOWN = 500;

export interface OutputsProps {
  readonly outputs: readonly CellOutput[];
  readonly nameOf: (cell: string) => string;
  readonly onShowPlace: (place: Place) => void;
}

export function Outputs({ outputs, nameOf, onShowPlace }: OutputsProps) {
  if (outputs.length === 0) return null;
  const hidden = Math.max(0, outputs.length - MOST_SHOWN);
  return (
    <div className="outputs" role="group" aria-label="Output">
      {hidden > 0 && <p className="output-note">{hidden} earlier lines are not shown.</p>}
      {outputs.slice(hidden).map((output, index) => (
        <Output key={hidden + index} nameOf={nameOf} onShowPlace={onShowPlace} output={output} />
      ))}
    </div>
  );
}

function Output({
  output,
  nameOf,
  onShowPlace,
}: Omit<OutputsProps, "outputs"> & { readonly output: CellOutput }) {
  switch (output.type) {
    case "print":
      return (
        <pre className={`output-print level-${output.level.toLowerCase()}`}>{output.text}</pre>
      );
    case "value":
      return (
        <div className="output-value">
          <Preview node={output.node as PreviewNode} />
        </div>
      );
    case "note":
      return <p className="output-note">{output.text}</p>;
    case "error":
      return (
        <div className="output-error" role="alert">
          <strong>{output.errorType}</strong>: {output.message}
          {output.place && (
            <PlaceLink nameOf={nameOf} onShowPlace={onShowPlace} place={output.place} />
          )}
          {output.trace.length > 1 && (
            <ol className="trace">
              {output.trace.map((frame, index) => (
                <li key={index}>{frame.text}</li>
              ))}
            </ol>
          )}
        </div>
      );
  }
}

function PlaceLink({
  place,
  nameOf,
  onShowPlace,
}: Omit<OutputsProps, "outputs"> & { readonly place: Place }) {
  return (
    <button className="quiet place" onClick={() => onShowPlace(place)} type="button">
      {nameOf(place.cell)}, line {place.line}, column {place.column}
    </button>
  );
}
