/** What a cell printed, gave back, displayed or threw. */

import { useMemo } from "react";
import type { CellOutput } from "../../engine/model/cell-output.ts";
import type { Place } from "../../engine/model/graph.ts";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import { Preview } from "../inspector/PreviewTree.tsx";
import { frameLines } from "../inspector/trace.ts";
import { TraceLines } from "../inspector/TraceLines.tsx";
import { Displayed } from "../display/Displayed.tsx";
import { piecesOf } from "./printed.ts";
import { Printout } from "./Printout.tsx";
import "./outputs.css";

export interface OutputsProps {
  readonly outputs: readonly CellOutput[];
  readonly nameOf: (cell: string) => string;
  readonly onShowPlace: (place: Place) => void;
}

export function Outputs({ outputs, ...rest }: OutputsProps) {
  const pieces = useMemo(() => piecesOf(outputs), [outputs]);
  if (pieces.length === 0) return null;
  return (
    <div className="outputs" role="group" aria-label="Output">
      {pieces.map((piece, index) =>
        piece.type === "lines" ? (
          <Printout key={index} prints={piece.prints} />
        ) : (
          <Output key={index} output={piece.output} {...rest} />
        ),
      )}
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
        <div className={`output-value print-line level-${output.level.toLowerCase()}`}>
          <Preview node={output.node as PreviewNode} />
        </div>
      );
    case "value":
      return (
        <div className="output-value">
          <Preview node={output.node as PreviewNode} />
        </div>
      );
    case "display":
      return <Displayed display={output.display} />;
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
            <TraceLines lines={frameLines(output.trace)} onShowPlace={onShowPlace} />
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
