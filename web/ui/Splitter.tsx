/** The bar between two panes: dragged, or moved with the arrow keys. */

import type { KeyboardEvent, PointerEvent } from "react";

const LEAST = 25;
const MOST = 75;
const STEP = 3;

export interface SplitterProps {
  /** The left pane's share, in percent. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

const clamp = (value: number): number => Math.min(MOST, Math.max(LEAST, value));

export function Splitter({ value, onChange }: SplitterProps) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const whole = event.currentTarget.parentElement?.getBoundingClientRect();
    if (whole) onChange(clamp(((event.clientX - whole.left) / whole.width) * 100));
  };
  const step = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    onChange(clamp(value + (event.key === "ArrowRight" ? STEP : -STEP)));
  };
  return (
    <div
      aria-label="Width of the notebook"
      aria-orientation="vertical"
      aria-valuemax={MOST}
      aria-valuemin={LEAST}
      aria-valuenow={Math.round(value)}
      className="splitter"
      onKeyDown={step}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      role="separator"
      tabIndex={0}
    />
  );
}
