/** The slider over a run's events, with a tick where something failed. */

import type { CSSProperties } from "react";
import type { FailureKind, FailureMark } from "./failure-marks.ts";

export interface MomentSliderProps {
  /** How many events there are. */
  readonly length: number;
  /** The number of an event, from 0. */
  readonly position: number;
  /** The moment in words. */
  readonly text: string;
  readonly marks: readonly FailureMark[];
  readonly isDisabled: boolean;
  readonly onGoTo: (event: number) => void;
}

const KINDS: readonly FailureKind[] = ["retry", "trigger", "failed"];

export function MomentSlider(props: MomentSliderProps) {
  const { length, position, text, marks, isDisabled, onGoTo } = props;
  const last = Math.max(1, length - 1);
  const done = `${(100 * position) / last}%`;
  return (
    <div className="rewind-slider" style={{ "--done": done } as CSSProperties}>
      <svg aria-hidden="true" preserveAspectRatio="none" viewBox={`0 0 ${last} 1`}>
        {KINDS.map((kind) => (
          <path className={`mark-${kind}`} d={ticksOf(marks, kind)} key={kind} />
        ))}
      </svg>
      <input
        aria-label="Moment of the run"
        aria-valuetext={text}
        disabled={isDisabled}
        max={last}
        min={0}
        onChange={({ target }) => onGoTo(target.valueAsNumber)}
        step={1}
        title={marks.length > 0 ? "Ticks: where something failed or was retried" : undefined}
        type="range"
        value={position}
      />
    </div>
  );
}

/** Failures reach over the whole height; what was tried again only over the lower half. */
const ticksOf = (marks: readonly FailureMark[], kind: FailureKind): string =>
  marks
    .filter((mark) => mark.kind === kind)
    .map(({ event }) => `M${event} ${kind === "retry" ? 0.5 : 0}V1`)
    .join("");
