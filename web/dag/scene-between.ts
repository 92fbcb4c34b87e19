/** A scene on its way from one layout to the next. Pure. */

import { easeCubicInOut, interpolateNumber } from "d3";
import type { Area, Arrow, Point, Scene } from "./scene.ts";

/** Above so many boxes nothing moves: the new layout is there at once. */
const MOST_MOVED = 300;

/** Whether the way from one to the other is worth being shown. */
export const canMove = (from: Scene | null, to: Scene): boolean =>
  from !== null &&
  from !== to &&
  to.boxes.length <= MOST_MOVED &&
  to.boxes.some(({ slug }) => from.bySlug.has(slug));

/**
 * What was there is on its way; what is new is where it will be.
 * @param share  of the way, 0 to 1
 */
export function sceneBetween(from: Scene, to: Scene, share: number): Scene {
  const at = easeCubicInOut(share);
  const boxes = to.boxes.map((box) => {
    const old = from.bySlug.get(box.slug);
    return old ? { ...box, area: areaBetween(old.area, box.area, at) } : box;
  });
  const former = new Map(from.arrows.map((arrow) => [arrow.id, arrow]));
  const arrows = to.arrows.map((arrow): Arrow => {
    const old = former.get(arrow.id);
    if (old?.points.length !== arrow.points.length) return arrow;
    return { ...arrow, points: arrow.points.map((end, index) => mid(old.points[index], end, at)) };
  });
  return { ...to, boxes, arrows, bySlug: new Map(boxes.map((box) => [box.slug, box])) };
}

const mid = (start: Point | undefined, end: Point, at: number): Point =>
  start
    ? { x: interpolateNumber(start.x, end.x)(at), y: interpolateNumber(start.y, end.y)(at) }
    : end;

const areaBetween = (start: Area, end: Area, at: number): Area => ({
  ...mid(start, end, at),
  width: interpolateNumber(start.width, end.width)(at),
  height: interpolateNumber(start.height, end.height)(at),
});
