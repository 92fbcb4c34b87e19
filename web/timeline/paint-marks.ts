/** Paints single marks of the timeline: waits, bars, dots. */

import type { StateType } from "../../engine/model/state.ts";
import { lookOf } from "../theme/state-look.ts";
import type { Colors } from "../theme/colors.ts";
import { LEAST_BAR, spanOf, type Dot, type Place } from "./dots.ts";
import type { Segment } from "./segments.ts";

/** Where and with what to paint. */
export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly colors: Colors;
  readonly place: Place;
}

const BAR = 14;
const BAND = 8;
/** A bar narrower than this has no icon. */
const LEAST_FOR_ICON = 20;
const ICON = 14;
/** A wait narrower than this has no label. */
const LEAST_FOR_LABEL = 44;
const CUT = 4;

const icons = new Map<StateType, Path2D>();

/** The icon of a state, made once. */
function iconOf(type: StateType): Path2D {
  let icon = icons.get(type);
  if (!icon) icons.set(type, (icon = new Path2D(lookOf(type).icon)));
  return icon;
}

/** One stretch of a task run on the line `y`. */
export function paintSegment(brush: Brush, segment: Segment, y: number): void {
  const { context, colors, place } = brush;
  const isRun = segment.kind === "running" || segment.kind === "lost";
  const { x, width, isWidened } = spanOf(segment, place, isRun ? LEAST_BAR : 0);
  if (x > place.view.width || x + width < 0 || (width === 0 && !isRun)) return;
  const from = Math.max(x, -10);
  const to = Math.min(x + width, place.view.width + 10);
  switch (segment.kind) {
    case "running":
      paintBar(brush, segment, { from, to, y, isEnd: segment.to !== null });
      if (isWidened) paintWidened(brush, x, y);
      return;
    case "lost":
      context.strokeStyle = colors.ofState("Failed");
      context.lineWidth = 1.5;
      context.setLineDash([3, 2]);
      context.strokeRect(from + 0.75, y - BAR / 2 + 0.75, Math.max(1, to - from - 1.5), BAR - 1.5);
      context.setLineDash([]);
      return;
    case "upstreams":
    case "children":
      line(brush, { from, to, y }, { color: colors.edge, width: 1, dash: [] });
      return;
    case "worker":
    case "start":
      hatch(brush, { from, to, y });
      return;
    case "retry":
      line(
        brush,
        { from, to, y },
        { color: colors.ofState("Retrying"), width: 2, dash: [7, 3, 2, 3] },
      );
      label(brush, `call ${segment.attempt}`, { from, to, y });
      return;
    case "paused":
      for (const offset of [-2.5, 2.5]) {
        const style = { color: colors.ofState("Paused"), width: 1.5, dash: [] };
        line(brush, { from, to, y: y + offset }, style);
      }
  }
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

interface LineStyle {
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
}

function line({ context }: Brush, { from, to, y }: Stretch, style: LineStyle): void {
  context.strokeStyle = style.color;
  context.lineWidth = style.width;
  context.setLineDash(style.dash);
  context.beginPath();
  context.moveTo(from, y);
  context.lineTo(to, y);
  context.stroke();
  context.setLineDash([]);
}

/** Waiting for a worker or a start: a band of slanted strokes, which lie still while one pans. */
function hatch({ context, colors, place }: Brush, { from, to, y }: Stretch): void {
  context.save();
  context.beginPath();
  context.rect(from, y - BAND / 2, to - from, BAND);
  context.clip();
  context.strokeStyle = colors.ofState("Scheduled");
  context.lineWidth = 1.25;
  context.beginPath();
  const { from: start, to: end, width } = place.view;
  const origin = (((-start / (end - start)) * width) % 5) - 5;
  const first = origin + Math.floor((from - BAND - origin) / 5) * 5;
  for (let x = first; x < to + BAND; x += 5) {
    context.moveTo(x, y + BAND / 2);
    context.lineTo(x + BAND, y - BAND / 2);
  }
  context.stroke();
  context.restore();
}

/** On a plate in the ground's colour, so that the line does not strike it through. */
function label({ context, colors, place }: Brush, text: string, { from, to, y }: Stretch): void {
  const start = Math.max(0, from);
  const end = Math.min(place.view.width, to);
  if (end - start < LEAST_FOR_LABEL) return;
  const { width } = context.measureText(text);
  if (width + 12 > end - start) return;
  const x = (start + end - width) / 2;
  context.fillStyle = colors.surface;
  context.fillRect(x - 4, y - 8, width + 8, 16);
  context.fillStyle = colors.muted;
  context.fillText(text, x, y);
}

/** A call: in the colour of what it came to, its icon at its end; failed ones with a corner cut. */
function paintBar(
  { context, colors, place }: Brush,
  { state, attempt }: Segment,
  { from, to, y, isEnd }: Stretch & { readonly isEnd: boolean },
): void {
  const top = y - BAR / 2;
  const isCut = lookOf(state).outline === "cut" && to - from > CUT * 2;
  context.fillStyle = colors.ofState(state);
  context.beginPath();
  if (isCut) {
    context.moveTo(from, top);
    context.lineTo(to - CUT, top);
    context.lineTo(to, top + CUT);
    context.lineTo(to, top + BAR);
    context.lineTo(from, top + BAR);
    context.closePath();
  } else {
    const end = isEnd ? 2 : 0;
    context.roundRect(from, top, to - from, BAR, to - from > 6 ? [2, end, end, 2] : 0);
  }
  context.fill();
  const end = Math.min(to, place.view.width);
  if (end - Math.max(0, from) < LEAST_FOR_ICON) return;
  context.save();
  context.translate(end - ICON - 2, y - ICON / 2 + 1);
  context.scale((ICON - 2) / 14, (ICON - 2) / 14);
  context.strokeStyle = colors.onState;
  context.lineWidth = 1.8;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.stroke(iconOf(state));
  context.restore();
  if (attempt > 1 && end - from > LEAST_FOR_LABEL * 2) {
    label({ context, colors, place }, `call ${attempt}`, { from, to: end - ICON - 4, y });
  }
}

/** Whiskers above and below: it is drawn wider than it is. */
function paintWidened({ context, colors }: Brush, x: number, y: number): void {
  context.strokeStyle = colors.muted;
  context.lineWidth = 1;
  context.beginPath();
  for (const edge of [y - BAR / 2 - 1.5, y + BAR / 2 + 1.5]) {
    context.moveTo(x - 1.5, edge);
    context.lineTo(x + LEAST_BAR + 1.5, edge);
  }
  context.stroke();
}

/** A change of state. Several at one place wear a second ring. */
export function paintDot({ context, colors }: Brush, { x, entries }: Dot, y: number): void {
  const last = entries.at(-1);
  if (!last) return;
  context.lineWidth = 1.5;
  context.strokeStyle = colors.surface;
  context.fillStyle = colors.ofState(last.state.type);
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  if (entries.length === 1) return;
  context.strokeStyle = colors.muted;
  context.lineWidth = 1;
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  context.stroke();
}

interface LaneMark {
  readonly segment: Segment;
  readonly name: string;
  readonly y: number;
  readonly isSelected: boolean;
}

/** A call in a worker's lane: a neutral card with the state's colour at its left, and its name. */
export function paintCall(
  { context, colors, place }: Brush,
  { segment, name, y, isSelected }: LaneMark,
): void {
  const { x, width, isWidened } = spanOf(segment, place, LEAST_BAR);
  if (x > place.view.width || x + width < 0) return;
  const from = Math.max(x, -10);
  const to = Math.min(x + width, place.view.width + 10);
  const type = segment.kind === "lost" ? "Failed" : segment.state;
  const color = colors.ofState(type);
  context.fillStyle = width < 8 ? color : colors.raised;
  context.fillRect(from, y - 9, to - from, 18);
  if (isSelected) {
    context.strokeStyle = colors.text;
    context.lineWidth = 2;
    context.strokeRect(from - 1, y - 11, to - from + 2, 22);
  }
  if (isWidened) return;
  context.fillStyle = color;
  if (width >= 8) {
    context.fillRect(from, y - 9, Math.min(5, to - from), 18);
    context.strokeStyle = color;
    context.lineWidth = 1;
    context.setLineDash(segment.kind === "lost" ? [3, 2] : []);
    context.strokeRect(from + 0.5, y - 8.5, to - from - 1, 17);
    context.setLineDash([]);
  }
  const start = Math.max(0, from) + 8;
  const room = Math.min(place.view.width, to) - start - 3;
  if (room < 24) return;
  context.fillStyle = colors.text;
  context.fillText(fitted(context, name, room), start, y);
}

/** The text cut to the room there is. */
function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let cut = text;
  while (cut.length > 1 && context.measureText(`${cut}…`).width > room) cut = cut.slice(0, -1);
  return cut.length > 1 ? `${cut}…` : "";
}
