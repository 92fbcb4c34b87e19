/** What an edge looks like: data, order and mapping are told apart by their lines. */

import { curveBumpY, line } from "d3";
import type { Colors } from "../theme/colors.ts";
import type { Pen } from "./pen.ts";
import type { Arrow, ArrowKind, Point } from "./scene.ts";

const toPath = line<Point>(
  ({ x }) => x,
  ({ y }) => y,
)
  .curve(curveBumpY)
  .digits(1);

const paths = new WeakMap<Arrow, string>();

/** The line itself, in the drawing's units. */
export function arrowPath(arrow: Arrow): string {
  const known = paths.get(arrow);
  if (known !== undefined) return known;
  const path = toPath([...arrow.points]) ?? "";
  paths.set(arrow, path);
  return path;
}

export interface ArrowLook {
  /** At one of the ends stands the selected task. */
  readonly isNear: boolean;
  readonly hasLabel: boolean;
  readonly colors: Colors;
}

const ORIGIN: Point = { x: 0, y: 0 };
const DOWN = "M-4 -8L0 0L4 -8Z";
const UP = "M-4 8L0 0L4 8Z";

/** The line with its head, and the argument that it fills. */
export function drawArrow(pen: Pen, arrow: Arrow, { isNear, hasLabel, colors }: ArrowLook): void {
  const end = arrow.points.at(-1);
  const before = arrow.points.at(-2);
  if (!end || !before) return;
  const path = arrowPath(arrow);
  const stroke = isNear ? colors.accent : colors.edge;
  drawLine(pen, path, { kind: arrow.kind, stroke, more: isNear ? 1 : 0, inside: colors.surface });
  pen.path(end.y >= before.y ? DOWN : UP, end, { fill: stroke });
  if (!hasLabel || arrow.label === "") return;
  const place = { x: end.x * 0.7 + before.x * 0.3, y: end.y * 0.7 + before.y * 0.3 - 4 };
  const color = isNear ? colors.text : colors.muted;
  pen.word(arrow.label, place, { size: 11, color, isCentred: true, halo: colors.surface });
}

interface LineLook {
  readonly kind: ArrowKind;
  readonly stroke: string;
  /** How much thicker than usual. */
  readonly more: number;
  /** Between the two lines of a mapped edge. */
  readonly inside: string;
}

/** Solid hands a value over, dashed only orders, double hands over one item to each child. */
function drawLine(pen: Pen, path: string, { kind, stroke, more, inside }: LineLook): void {
  if (kind === "mapped") {
    pen.path(path, ORIGIN, { stroke, width: 4.5 + more });
    pen.path(path, ORIGIN, { stroke: inside, width: 1.5 + more / 2 });
    return;
  }
  pen.path(path, ORIGIN, { stroke, width: 1.5 + more, dash: kind === "state" ? [5, 4] : [] });
}
