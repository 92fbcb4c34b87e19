/** The timeline's axis: its ticks, and the handles of cut idle time. Stays at the top. */

import { useMemo } from "react";
import type { Millis } from "../../engine/model/state.ts";
import { durationText } from "../run/duration-text.ts";
import type { Axis, Cut } from "./axis.ts";
import { ticksOf } from "./ticks.ts";
import type { View } from "./view.ts";

export interface TimelineHeadProps {
  readonly axis: Axis;
  readonly view: View;
  /** The run's start: what ticks count from. */
  readonly origin: Millis;
  /** Opens or closes an idle stretch, by when it begins. */
  readonly onToggleCut: (from: Millis) => void;
}

/** A handle with its label takes this much room, in pixels. */
const HANDLE = 74;
/** And without one. */
const NARROW = 28;

/** The axis is a picture; its handles are buttons. */
export function TimelineHead({ axis, view, origin, onToggleCut }: TimelineHeadProps) {
  const ticks = useMemo(
    () => ticksOf(axis, view, axis.kind === "time" ? origin : 0),
    [axis, view, origin],
  );
  const unit = view.width / (view.to - view.from);
  const inSight = axis.cuts.flatMap((cut) => {
    const start = Math.max(0, (cut.start - view.from) * unit);
    const end = Math.min(view.width, (cut.end - view.from) * unit);
    return end < start ? [] : [{ cut, x: (start + end) / 2 }];
  });
  return (
    <div className="timeline-axis">
      <svg aria-hidden="true" height="22" width={view.width}>
        {ticks.map(({ x, label }) => (
          <g key={label} transform={`translate(${x} 0)`}>
            <line y1="15" y2="22" />
            <text textAnchor={x < 14 ? "start" : x > view.width - 24 ? "end" : "middle"} y="11">
              {label}
            </text>
          </g>
        ))}
      </svg>
      {inSight.map(({ cut, x }, index) => {
        const isCrowded = [inSight[index - 1], inSight[index + 1]].some(
          (other) => other && Math.abs(other.x - x) < HANDLE,
        );
        return (
          <button
            aria-expanded={cut.isOpen}
            aria-label={cutName(cut)}
            className="timeline-cut"
            key={cut.from}
            onClick={() => onToggleCut(cut.from)}
            style={{ left: within(x, cut.isOpen || isCrowded ? NARROW : HANDLE, view.width) }}
            title={cutName(cut)}
            type="button"
          >
            {cut.isOpen ? "›‹" : isCrowded ? "⋯" : `⋯ ${durationText(cut.to - cut.from)}`}
          </button>
        );
      })}
    </div>
  );
}

/** A handle at the axis' end is moved inwards until all of it is seen; in pixels. */
const within = (x: number, handle: number, width: number): number =>
  Math.max(handle / 2, Math.min(x, width - handle / 2));

function cutName({ from, to, skipped, isOpen }: Cut): string {
  const jumped = skipped > 0 ? `, ${durationText(skipped)} of it skipped` : "";
  const length = durationText(to - from);
  return isOpen
    ? `Idle for ${length}${jumped}: cut it out`
    : `Idle for ${length}${jumped}, cut out: show it`;
}
