/** Walks the timeline with the keyboard: rows up and down, stretches left and right. */

import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { spanOf, stepsOf, type Place, type Row } from "./dots.ts";
import type { RunView } from "../session/run-view.ts";
import type { Segment } from "./segments.ts";
import type { Reaching } from "./use-reach.ts";

/** Where the keyboard is. */
export interface Spot {
  readonly id: string;
  /** -1: the row itself; else one of its stretches. */
  readonly step: number;
}

export interface Walking {
  readonly spot: Spot | null;
  readonly index: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Puts the keyboard on a row, or takes it away. */
  readonly setSpot: (spot: Spot | null) => void;
}

/** What a walk goes over, and what its keys do. */
export interface Walk {
  readonly rows: readonly Row[];
  readonly run: RunView;
  readonly place: Place;
  readonly reaching: Reaching;
  readonly grid: RefObject<HTMLElement | null>;
  readonly onSelect: (row: Row, step: number) => void;
  readonly onToggle: (slug: string) => void;
  /** Back to when this stretch began. */
  readonly onGoTo: (event: number) => void;
  readonly onReach: (index: number) => void;
}

const PAGE = 8;
const ZOOM_STEP = 1.6;

/** The keys of the grid; focus follows the spot. */
export function useWalk(walk: Walk): Walking {
  const { rows, run, place, grid, onReach } = walk;
  const [spot, setSpot] = useState<Spot | null>(null);
  const wanted = useRef<Spot | null>(null);
  const found = spot === null ? -1 : rows.findIndex(({ id }) => id === spot.id);
  const index = Math.max(0, found);

  /* As the spot is drawn, and for that spot only: a drawing still under way has the one before. */
  useLayoutEffect(() => {
    if (spot === null || wanted.current !== spot) return;
    const target = grid.current?.querySelector<HTMLElement>("[data-step]");
    if (!target) return;
    wanted.current = null;
    target.focus({ preventScroll: true });
  });

  const moveTo = (to: number, step = -1): void => {
    const at = Math.min(rows.length - 1, Math.max(0, to));
    const row = rows[at];
    if (!row) return;
    wanted.current = { id: row.id, step };
    setSpot(wanted.current);
    onReach(at);
    const segment = step < 0 ? undefined : stepsOf(row, run, place)[step];
    if (segment) bringIntoSight(walk, segment);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.closest(".timeline-cut")) return;
    const act = keyOf(event, walk, { index, step: spot?.step ?? -1, moveTo });
    if (!act) return;
    event.preventDefault();
    act();
  };
  return { spot: found < 0 ? null : spot, index, onKeyDown, setSpot };
}

interface Here {
  readonly index: number;
  readonly step: number;
  readonly moveTo: (index: number, step?: number) => void;
}

/** What a key does here; null: nothing. */
function keyOf(event: KeyboardEvent, walk: Walk, here: Here): (() => void) | null {
  const { rows, run, place, reaching } = walk;
  const { index, step, moveTo } = here;
  const row = rows[index];
  if (!row) return null;
  const steps = stepsOf(row, run, place);
  switch (event.key) {
    case "ArrowDown":
      return () => moveTo(index + 1);
    case "ArrowUp":
      return () => moveTo(index - 1);
    case "PageDown":
      return () => moveTo(index + PAGE);
    case "PageUp":
      return () => moveTo(index - PAGE);
    case "ArrowRight":
      return () => moveTo(index, Math.min(steps.length - 1, step + 1));
    case "ArrowLeft":
      return () => moveTo(index, Math.max(-1, step - 1));
    case "Home":
      return () => (step < 0 ? moveTo(0) : moveTo(index, 0));
    case "End":
      return () => (step < 0 ? moveTo(rows.length - 1) : moveTo(index, steps.length - 1));
    case "Enter": {
      const at = event.shiftKey ? steps[step] : undefined;
      return () => (at ? walk.onGoTo(at.from.event) : walk.onSelect(row, step));
    }
    case " ":
      return row.kind === "task" && row.children !== null ? () => walk.onToggle(row.slug) : null;
    case "+":
    case "=":
      return () => reaching.zoomBy(ZOOM_STEP);
    case "-":
      return () => reaching.zoomBy(1 / ZOOM_STEP);
    case "0":
      return () => reaching.showAll();
    default:
      return null;
  }
}

function bringIntoSight({ place, reaching }: Walk, { from, to }: Segment): void {
  const { axis, view, now } = place;
  const { x, width } = spanOf({ from, to }, place);
  if (x >= 0 && x + width <= view.width) return;
  reaching.reveal(axis.place(from), axis.place(to ?? now));
}
