/** One row of the timeline in the page: its name; while it is walked, a cell for each stretch. */

import type { CSSProperties } from "react";
import type { Millis } from "../../engine/model/state.ts";
import { durationText } from "../run/duration-text.ts";
import type { RunView } from "../session/run-view.ts";
import { StateIcon } from "../theme/StateIcon.tsx";
import { LEAST_BAR, ROW_HEIGHT, spanOf, stepsOf, type Place, type Row } from "./dots.ts";
import { busyTime } from "./lanes.ts";
import { laneName, rowName, segmentText, tellingOf } from "./row-text.ts";
import { runningTime, segmentsOf } from "./segments.ts";

export interface TimelineRowProps {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly run: RunView;
  readonly now: Millis;
  readonly place: Place;
  readonly isSelected: boolean;
  /** Where the keyboard is: null: elsewhere; -1: on the row; else on that stretch. */
  readonly step: number | null;
  /** Whether Tab leads to it. */
  readonly isEntry: boolean;
  readonly onToggle: (slug: string) => void;
}

/** Everything that can be seen of a row is in its accessible name too. */
export function TimelineRow(props: TimelineRowProps) {
  const { row, index, top, run, now, isSelected, step, isEntry } = props;
  const isMapped = row.kind === "task" && row.children !== null && row.children > 0;
  return (
    <div
      aria-expanded={isMapped ? row.isOpen : undefined}
      aria-label={row.kind === "lane" ? laneName(row, run, now) : rowName(row, run, now)}
      aria-level={row.level}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      className="timeline-row"
      data-index={index}
      data-step={step === -1 ? "row" : undefined}
      role="row"
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
      tabIndex={isEntry ? 0 : -1}
    >
      <RowHead {...props} isMapped={isMapped} />
      <Steps {...props} />
    </div>
  );
}

function RowHead(props: TimelineRowProps & { readonly isMapped: boolean }) {
  const { row, run, now, onToggle, isMapped } = props;
  if (row.kind === "lane") {
    return (
      <div className="timeline-name" role="rowheader">
        <span className="timeline-label">{row.label}</span>
        <span className="timeline-length">{durationText(busyTime(row.calls, now))}</span>
      </div>
    );
  }
  const { taskRun, label, id, slug, isOpen, level } = row;
  const hasBegun = taskRun !== null && taskRun.history.length > 0;
  const ran = taskRun ? runningTime(segmentsOf(taskRun, run), now) : 0;
  return (
    <div className="timeline-name" role="rowheader" title={id}>
      {isMapped ? (
        <button
          aria-label={isOpen ? `Close ${slug}` : `Open ${slug}`}
          className="timeline-open"
          onClick={() => onToggle(slug)}
          tabIndex={-1}
          type="button"
        >
          {isOpen ? "▾" : "▸"}
        </button>
      ) : (
        <span className={level === 2 ? "timeline-indent is-child" : "timeline-indent"} />
      )}
      {hasBegun && <StateIcon type={taskRun.state.type} />}
      <span className="timeline-label">{label}</span>
      {ran >= 1 && <span className="timeline-length">{durationText(ran)}</span>}
      {isMapped && <span className="timeline-length">× {row.children}</span>}
    </div>
  );
}

/** A lane can hold thousands of calls: this many on either side of the keyboard's are there. */
const NEAR = 12;

/** Cells only where the keyboard is: those of all rows would fill the page. */
function Steps({ row, run, place, now, step }: TimelineRowProps) {
  if (step === null) return <div className="timeline-cells" role="gridcell" />;
  const first = Math.max(0, step - NEAR);
  const near = stepsOf(row, run, place).slice(first, step + NEAR + 1);
  return near.map((segment, offset) => {
    const index = first + offset;
    const { x, width } = spanOf(segment, place, LEAST_BAR);
    const left = Math.max(0, x);
    const style: CSSProperties = {
      left: `calc(var(--names) + ${left}px)`,
      width: Math.max(LEAST_BAR, Math.min(place.view.width, x + width) - left),
    };
    const call = row.kind === "lane" ? row.calls[index] : null;
    const text = segmentText(segment, tellingOf(call?.taskRun ?? row.id, run, now));
    return (
      <div
        aria-colindex={index + 2}
        aria-label={call ? `${call.taskRun} ${text}` : text}
        className="timeline-step"
        data-step={index === step ? "cell" : undefined}
        key={index}
        role="gridcell"
        style={style}
        tabIndex={-1}
      />
    );
  });
}
