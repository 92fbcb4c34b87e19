/** Boxes and edges from far away: plain shapes, all of one colour in one path. */

import type { Colors } from "../theme/colors.ts";
import { lookOf, type Family } from "../theme/state-look.ts";
import type { StateType } from "../../engine/model/state.ts";
import { arrowPath } from "./paint-arrow.ts";
import type { Arrow, Box } from "./scene.ts";

/** Hollow where nothing has come of it yet: so waiting is told from done without colour. */
const HOLLOW: ReadonlySet<Family> = new Set(["waiting", "trigger", "skipped"]);

export interface FarLook {
  readonly colors: Colors;
  readonly stateOf: (box: Box) => StateType;
  /** Pixels of one unit of the drawing. */
  readonly scale: number;
}

/** Filled or edged in the state's colour, nothing on it; nothing shows through. */
export function paintFarBoxes(
  context: CanvasRenderingContext2D,
  boxes: readonly Box[],
  { colors, stateOf, scale }: FarLook,
): void {
  const groups = new Map<Family, { readonly type: StateType; readonly boxes: Box[] }>();
  for (const box of boxes) {
    const type = stateOf(box);
    const { family } = lookOf(type);
    const group = groups.get(family);
    if (group) group.boxes.push(box);
    else groups.set(family, { type, boxes: [box] });
  }
  const width = Math.max(2, 1.2 / scale);
  for (const [family, { type, boxes: group }] of groups) {
    const isHollow = HOLLOW.has(family);
    const inset = isHollow ? width / 2 : 0;
    context.beginPath();
    for (const { area } of group) {
      context.rect(area.x + inset, area.y + inset, area.width - 2 * inset, area.height - 2 * inset);
    }
    if (isHollow) {
      context.fillStyle = colors.surface;
      context.fill();
      context.setLineDash([]);
      context.lineWidth = width;
      context.strokeStyle = colors.ofState(type);
      context.stroke();
    } else {
      context.fillStyle = colors.ofState(type);
      context.fill();
    }
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
