/** Boxes and edges from far away: plain shapes, all of one family in a few paths. */

import type { Colors } from "../theme/colors.ts";
import { lookOf, type Family } from "../theme/state-look.ts";
import type { StateType } from "../../engine/model/state.ts";
import { shapeOf, type Draw } from "./family-shape.ts";
import { arrowPath } from "./paint-arrow.ts";
import type { Area, Arrow, Box } from "./scene.ts";

export interface FarLook {
  readonly colors: Colors;
  readonly stateOf: (box: Box) => StateType;
  /** Pixels of one unit of the drawing. */
  readonly scale: number;
}

/** In the shapes of their states' families; nothing shows through. */
export function paintFarBoxes(
  context: CanvasRenderingContext2D,
  boxes: readonly Box[],
  { colors, stateOf, scale }: FarLook,
): void {
  const groups = new Map<Family, { readonly type: StateType; readonly areas: Area[] }>();
  for (const box of boxes) {
    const type = stateOf(box);
    const { family } = lookOf(type);
    const group = groups.get(family);
    if (group) group.areas.push(box.area);
    else groups.set(family, { type, areas: [box.area] });
  }
  context.setLineDash([]);
  for (const [family, { type, areas }] of groups) {
    const ground = colors.surface;
    paintShapes(context, areas, { family, color: colors.ofState(type), ground, scale });
  }
}

interface FarInk {
  readonly family: Family;
  readonly color: string;
  readonly ground: string;
  readonly scale: number;
}

function paintShapes(
  context: CanvasRenderingContext2D,
  areas: readonly Area[],
  { family, color, ground, scale }: FarInk,
): void {
  const { fill, lines, gaps } = shapeOf(family);
  /* A line takes a quarter of a box at most, however far away that is. */
  const least = areas.reduce((low, { height }) => Math.min(low, height), Infinity);
  const width = Math.min(Math.max(2, 1.2 / scale), least / 4);
  const begin = (draw: Draw): void => {
    context.beginPath();
    for (const area of areas) draw(context, area, width);
  };
  const all: Draw = (_, { x, y, width: right, height }) => context.rect(x, y, right, height);
  context.fillStyle = ground;
  begin(all);
  context.fill();
  context.lineWidth = width;
  if (fill) {
    context.fillStyle = color;
    begin(fill);
    context.fill();
  }
  for (const [draw, stroke] of [
    [lines, color],
    [gaps, ground],
  ] as const) {
    if (!draw) continue;
    context.strokeStyle = stroke;
    begin(draw);
    context.stroke();
  }
}

/** All edges in one stroke; straight ones where a bend would not be seen. */
export function paintFarArrows(
  context: CanvasRenderingContext2D,
  arrows: readonly Arrow[],
  {
    color,
    scale,
    isCurved,
  }: { readonly color: string; readonly scale: number; readonly isCurved: boolean },
): void {
  context.setLineDash([]);
  context.strokeStyle = color;
  context.lineWidth = Math.max(1.5, 0.6 / scale);
  if (isCurved) {
    const all = new Path2D();
    for (const arrow of arrows) all.addPath(new Path2D(arrowPath(arrow)));
    context.stroke(all);
    return;
  }
  context.beginPath();
  for (const { points } of arrows) {
    points.forEach(({ x, y }, index) => {
      if (index === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
  }
  context.stroke();
}
