/** Paints the rows of the timeline that are in sight, and nothing else. */

import type { RunView } from "../session/run-view.ts";
import { dotsOf, ROW_HEIGHT, spanOf, type Row } from "./dots.ts";
import type { Elbow } from "./elbows.ts";
import type { PathStep } from "./critical-path.ts";
import { paintCall, paintDot, paintSegment, type Brush } from "./paint-marks.ts";
import { drawShapes } from "../dag/family-shape.ts";
import { CanvasPen } from "../dag/pen.ts";
import type { Area } from "../dag/scene.ts";
import { lookOf } from "../theme/state-look.ts";
import { profileOf, runningBetween, stripParts, type Profile } from "./profile.ts";
import type { TaskRow } from "./rows.ts";
import { segmentsOf } from "./segments.ts";
import { xOf } from "./view.ts";

/** All that a frame shows. */
export interface Frame {
  readonly run: RunView;
  /** The same run as far as it is known, where `run` is a look back; else `run`. */
  readonly whole: RunView;
  readonly rows: readonly Row[];
  /** Pixels from the first row's top to the canvas's top. */
  readonly offset: number;
  /** Of the canvas, in pixels. */
  readonly height: number;
  readonly elbows: readonly Elbow[];
  /** The critical path by task run, where it is to be shown. */
  readonly path: ReadonlyMap<string, readonly PathStep[]> | null;
  /** Whether the moment `now` is drawn as a line. */
  readonly hasNow: boolean;
  readonly selected: string | null;
}

const DENSITY = 13;
const STATES = 5;

/** Paints a frame on a canvas whose origin is the upper left corner of the plot. */
export function paintTimeline(brush: Brush, frame: Frame): void {
  const { context, colors, place } = brush;
  const { width } = place.view;
  context.clearRect(0, 0, width, frame.height);
  context.font = colors.font;
  context.textBaseline = "middle";
  paintCuts(brush, frame);
  const first = Math.max(0, Math.floor(frame.offset / ROW_HEIGHT));
  const last = Math.min(frame.rows.length, Math.ceil((frame.offset + frame.height) / ROW_HEIGHT));
  for (let index = first; index < last; index++) {
    const row = frame.rows[index];
    if (row) paintRow(brush, frame, row, (index + 0.5) * ROW_HEIGHT - frame.offset);
  }
  paintElbows(brush, frame);
  if (frame.hasNow) paintNow(brush, frame.height);
}

function paintRow(brush: Brush, frame: Frame, row: Row, y: number): void {
  const { context, colors, place } = brush;
  context.strokeStyle = colors.border;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  context.beginPath();
  const floor = Math.round(y + ROW_HEIGHT / 2) - 0.5;
  context.moveTo(0, floor);
  context.lineTo(place.view.width, floor);
  context.stroke();
  context.globalAlpha = 1;
  if (row.kind === "lane") {
    for (const { taskRun, segment } of row.calls) {
      paintCall(brush, { segment, name: taskRun, y, isSelected: taskRun === frame.selected });
    }
    return;
  }
  if (frame.whole !== frame.run) {
    context.globalAlpha = 0.25;
    paintTask(brush, frame.whole, row, y);
    context.globalAlpha = 1;
  }
  paintTask(brush, frame.run, row, y);
  for (const { segment } of frame.path?.get(row.id) ?? []) {
    const { x, width } = spanOf(segment, place, 3);
    context.fillStyle = colors.accent;
    context.fillRect(x, y + 9.5, width, 2.5);
  }
}

function paintTask(brush: Brush, run: RunView, row: TaskRow, y: number): void {
  const taskRun = run.taskRuns.get(row.id);
  if (!taskRun) return;
  for (const segment of segmentsOf(taskRun, run)) {
    if (row.children === null || segment.kind !== "children") paintSegment(brush, segment, y);
  }
  if (row.children !== null) paintChildren(brush, run, row, y);
  for (const dot of dotsOf(taskRun.history, brush.place)) {
    if (dot.x > -6 && dot.x < brush.place.view.width + 6) paintDot(brush, dot, y);
  }
}

/** How many children ran at each moment, over what they have come to by now. */
function paintChildren(brush: Brush, run: RunView, row: TaskRow, y: number): void {
  const { context, colors, place } = brush;
  const { axis, view, now } = place;
  const profile = profileOf(row, run);
  if (!profile.from || profile.most === 0) return;
  const { x, width } = spanOf({ from: profile.from, to: profile.to }, place, 3);
  const from = Math.max(0, Math.floor(x));
  const to = Math.min(view.width, x + width);
  const marks = profile[axis.kind];
  const limit = now[axis.kind === "time" ? "at" : "event"];
  const base = y + ROW_HEIGHT / 2 - STATES - 4;
  const unit = (view.to - view.from) / view.width;
  context.fillStyle = colors.ofState("Running");
  for (let pixel = from; pixel < to; pixel++) {
    const start = axis.invert(view.from + pixel * unit);
    if (start > limit) break;
    const end = axis.invert(view.from + (pixel + 1) * unit);
    const share = Math.min(1, runningBetween(marks, start, end) / profile.most);
    if (share > 0) context.fillRect(pixel, base - share * DENSITY, 1, share * DENSITY);
  }
  paintStates(brush, profile.counts, { x, y: base + 1, width, height: STATES });
}

/** What they have come to, trouble first; a state that is there is never invisible. */
function paintStates({ context, colors }: Brush, counts: Profile["counts"], strip: Area): void {
  const pen = new CanvasPen(context, colors.family);
  for (const { type, area } of stripParts(counts, strip)) {
    drawShapes(pen, [area], {
      family: lookOf(type).family,
      color: colors.ofState(type),
      ground: colors.surface,
      line: 1,
    });
  }
  context.setLineDash([]);
}

/** Cut idle time: a shaded band, whose handle stands on the axis. */
function paintCuts({ context, colors, place }: Brush, { height }: Frame): void {
  const { axis, view } = place;
  const unit = view.width / (view.to - view.from);
  for (const { start, end, isOpen } of axis.cuts) {
    const x = (start - view.from) * unit;
    const width = (end - start) * unit;
    if (x > view.width || x + width < 0) continue;
    context.globalAlpha = isOpen ? 0.35 : 1;
    context.fillStyle = colors.raised;
    context.fillRect(x, 0, width, height);
    context.globalAlpha = 1;
  }
}

function paintElbows({ context, colors }: Brush, { elbows, offset }: Frame): void {
  context.lineWidth = 1.5;
  for (const { from, to, isDecisive } of elbows) {
    context.strokeStyle = isDecisive ? colors.accent : colors.edge;
    context.lineWidth = isDecisive ? 2 : 1.25;
    const [y1, y2] = [from.y - offset, to.y - offset];
    const turn = Math.max(from.x + 7, Math.min(to.x - 7, from.x + 14));
    context.beginPath();
    context.moveTo(from.x, y1);
    context.lineTo(turn, y1);
    context.lineTo(turn, y2);
    context.lineTo(to.x - 3, y2);
    context.stroke();
    context.fillStyle = context.strokeStyle;
    context.beginPath();
    context.moveTo(to.x, y2);
    context.lineTo(to.x - 6, y2 - 3.5);
    context.lineTo(to.x - 6, y2 + 3.5);
    context.fill();
  }
}

function paintNow({ context, colors, place }: Brush, height: number): void {
  const x = Math.round(xOf(place.axis, place.view, place.now)) + 0.5;
  context.strokeStyle = colors.accent;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, height);
  context.stroke();
}
