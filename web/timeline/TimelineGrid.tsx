/** The timeline's rows under their axis: one canvas behind the names, a real element for each row. */

import { useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { Millis } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import type { Axis } from "./axis.ts";
import type { PathStep } from "./critical-path.ts";
import { nowOf, ROW_HEIGHT, type Hit, type Row } from "./dots.ts";
import { elbowsOf } from "./elbows.ts";
import { paintTimeline } from "./paint-timeline.ts";
import { TimelineHead } from "./TimelineHead.tsx";
import { TimelineRow } from "./TimelineRow.tsx";
import { useCanvas } from "./use-canvas.ts";
import { usePointer } from "./use-pointer.ts";
import type { Plot, Reaching } from "./use-reach.ts";
import type { Size } from "../ui/use-size.ts";
import { useWalk } from "./use-walk.ts";

export interface TimelineGridProps {
  readonly graph: FlowGraph;
  readonly run: RunView;
  /** The same run as far as it is known. */
  readonly whole: RunView;
  readonly now: Millis;
  readonly isLive: boolean;
  readonly rows: readonly Row[];
  readonly axis: Axis;
  readonly reaching: Reaching;
  readonly plot: Plot;
  readonly size: Size;
  readonly path: ReadonlyMap<string, readonly PathStep[]> | null;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly onGoTo: (event: number) => void;
  readonly onToggle: (slug: string) => void;
  readonly onToggleCut: (from: Millis) => void;
}

/** The axis and its handles are this high. */
const HEAD = 46;

export function TimelineGrid(props: TimelineGridProps) {
  const { graph, run, whole, now, isLive, rows, axis, reaching, plot, size, path } = props;
  const { selected, onGoTo, onToggle, onToggleCut } = props;
  const scroller = plot.element;
  const canvas = useRef<HTMLCanvasElement>(null);
  const place = { axis, view: reaching.view, now: nowOf(run, now) };

  const select = (row: Row, called: string | null): void => {
    const id = row.kind === "lane" ? called : row.id;
    if (id !== null) props.onSelect(id);
  };
  const walking = useWalk({
    rows,
    run,
    place,
    reaching,
    onToggle,
    onGoTo,
    grid: scroller,
    onReach: (index) => virtual.scrollToIndex(index),
    onSelect: (row, step) =>
      select(row, row.kind === "lane" ? (row.calls[step]?.taskRun ?? null) : null),
  });
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.id ?? index,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    rangeExtractor: (range) => withActive(range, walking.index),
  });
  const pointing = usePointer({
    rows,
    run: whole,
    place,
    onGoTo,
    left: plot.left,
    frame: () => scroller.current?.parentElement ?? null,
    onSelect: (row, hit) => {
      walking.setSpot({ id: row.id, step: -1 });
      select(row, calledIn(hit));
    },
  });

  const selectedIndex = rows.findIndex((row) => holds(row, selected));
  const scrollTo = virtual.scrollToIndex;
  useEffect(() => {
    if (selectedIndex >= 0) scrollTo(selectedIndex, { align: "auto" });
    // Only when something else is selected: not whenever rows come and go above it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected]);

  const total = rows.length * ROW_HEIGHT;
  useCanvas(
    { canvas, scroller, width: plot.width, total, height: size.height - HEAD },
    ({ context, colors, offset, height }) => {
      const elbows = elbowsOf({ graph, run, rows }, selected, place);
      const hasNow = isLive || run !== whole;
      const frame = { run, whole, rows, offset, height, elbows, path, hasNow, selected };
      paintTimeline({ context, colors, place }, frame);
    },
  );

  return (
    <div className="timeline-frame">
      <div
        aria-describedby="timeline-keys"
        aria-label={`Timeline of ${graph.name}`}
        aria-rowcount={rows.length}
        className={reaching.reach === null ? "timeline-scroll" : "timeline-scroll is-zoomed"}
        onClick={pointing.onClick}
        onKeyDown={walking.onKeyDown}
        onPointerLeave={pointing.onPointerLeave}
        onPointerMove={pointing.onPointerMove}
        ref={scroller as React.RefObject<HTMLDivElement | null>}
        role="treegrid"
      >
        <div className="timeline-head" role="presentation" style={{ height: HEAD }}>
          <TimelineHead
            axis={axis}
            onToggleCut={onToggleCut}
            origin={run.startedAt}
            view={reaching.view}
          />
        </div>
        <div
          className="timeline-rows"
          role="rowgroup"
          style={{ height: Math.max(total, size.height - HEAD - 1) }}
        >
          <canvas aria-hidden="true" ref={canvas} />
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            const isHere = walking.spot?.id === row.id;
            return (
              <TimelineRow
                {...{ row, index, run, now: place.now.at, place, onToggle }}
                isEntry={index === walking.index}
                isSelected={row.kind === "task" && row.id === selected}
                key={row.id}
                step={isHere ? (walking.spot?.step ?? null) : null}
                top={start - HEAD}
              />
            );
          })}
        </div>
      </div>
      <p className="visually-hidden" id="timeline-keys">
        Arrow up and down: rows. Arrow right and left: what a row did, one stretch after the other.
        Enter selects, Shift and Enter goes back to when the stretch began, Space opens a mapped
        task. Plus, minus and 0 zoom.
      </p>
      {pointing.tip && (
        <div
          className="timeline-tip"
          role="tooltip"
          style={{
            left: `clamp(0px, ${pointing.tip.x + 12}px, calc(100% - 240px))`,
            top: pointing.tip.y + 16,
          }}
        >
          {pointing.tip.lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
          {pointing.tip.isDot && <div className="timeline-hint">Press to go back to it</div>}
        </div>
      )}
    </div>
  );
}

const calledIn = (hit: Hit | null): string | null =>
  hit?.type === "call" ? hit.call.taskRun : null;

/** Whether the selection is this row, or one of its calls. */
const holds = (row: Row, selected: string | null): boolean =>
  selected !== null &&
  (row.kind === "lane"
    ? row.calls.some(({ taskRun }) => taskRun === selected)
    : row.id === selected);

/** The row that the keyboard is on is always there, so that it does not lose the focus. */
function withActive({ startIndex, endIndex, overscan, count }: Range, active: number): number[] {
  const first = Math.max(0, startIndex - overscan);
  const last = Math.min(count - 1, endIndex + overscan);
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
  if (active < first && active < count) return [active, ...indexes];
  return active > last && active < count ? [...indexes, active] : indexes;
}
