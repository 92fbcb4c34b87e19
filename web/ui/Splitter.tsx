/** The bar between two panes: dragged, or moved with the arrow keys. */

import type { KeyboardEvent, PointerEvent } from "react";

const LEAST = 25;
const MOST = 75;
const STEP = 3;

export interface SplitterProps {
  /** What is made larger and smaller, for a screen reader. */
  readonly label: string;
  /** beside: of two panes side by side; above: of two, one over the other. */
  readonly place: "beside" | "above";
  /** The first pane's share, in percent. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

const clamp = (value: number): number => Math.min(MOST, Math.max(LEAST, value));

/** Both panes and the bar have one parent, and it holds nothing else. */
export function Splitter({ label, place, value, onChange }: SplitterProps) {
  const keys = place === "beside" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const whole = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!whole) return;
    const share =
      place === "beside"
        ? (event.clientX - whole.left) / whole.width
        : (event.clientY - whole.top) / whole.height;
    onChange(clamp(share * 100));
  };
  const step = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = keys.indexOf(event.key);
    if (at === -1) return;
    event.preventDefault();
    onChange(clamp(value + (at === 1 ? STEP : -STEP)));
  };
  return (
    <div
      aria-label={label}
      aria-orientation={place === "beside" ? "vertical" : "horizontal"}
      aria-valuemax={MOST}
      aria-valuemin={LEAST}
      aria-valuenow={Math.round(value)}
      className={`splitter is-${place}`}
      onKeyDown={step}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      role="separator"
      tabIndex={0}
    />
  );
}
