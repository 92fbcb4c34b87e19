/** Which part of a drawing is looked at, and how near. Pure. */

import type { Size } from "../ui/use-size.ts";
import type { Transform } from "./paint.ts";
import type { Area, Box, Scene } from "./scene.ts";
import { indexOf } from "./scene-index.ts";

const MARGIN = 24;
/** Nearer than this a small graph is not shown by itself. */
const NEAREST = 1.1;

/** All of the scene, in the middle. */
export function fitOf({ width, height }: Size, size: Size): Transform {
  const k = Math.min(
    NEAREST,
    size.width / (width + 2 * MARGIN),
    size.height / (height + 2 * MARGIN),
  );
  return { k, x: (size.width - width * k) / 2, y: (size.height - height * k) / 2 };
}

/** The middle of this area in the middle, so near that it can be read. */
export function centreOn(area: Area, size: Size, k: number): Transform {
  const fitting = Math.min(size.width / (area.width + 48), size.height / (area.height + 48));
  const scale = Math.min(fitting, Math.max(k, 0.7));
  return {
    k: scale,
    x: size.width / 2 - (area.x + area.width / 2) * scale,
    y: size.height / 2 - (area.y + area.height / 2) * scale,
  };
}

/** Whether all of this area is in view. */
export function isInView({ x, y, width, height }: Area, at: Transform, size: Size): boolean {
  const [left, top] = [x * at.k + at.x, y * at.k + at.y];
  const [right, bottom] = [left + width * at.k, top + height * at.k];
  return left >= 0 && top >= 0 && right <= size.width && bottom <= size.height;
}

/** What holds all of these boxes; null: there are none. */
export function boundsOf(boxes: readonly Box[]): Area | null {
  if (boxes.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { area } of boxes) {
    left = Math.min(left, area.x);
    top = Math.min(top, area.y);
    right = Math.max(right, area.x + area.width);
    bottom = Math.max(bottom, area.y + area.height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** So many boxes have a button of their own at most: the page stays light, however large the graph. */
const MOST_BUTTONS = 60;

/** The boxes that have a button now: all of a small graph, else the wanted ones and those near the middle. */
export function boxesAtHand(
  scene: Scene,
  visible: Area,
  wanted: readonly (string | null)[],
): readonly Box[] {
  if (scene.boxes.length <= MOST_BUTTONS) return scene.boxes;
  const first = wanted.flatMap((slug) => (slug === null ? [] : (scene.bySlug.get(slug) ?? [])));
  const [x, y] = [visible.x + visible.width / 2, visible.y + visible.height / 2];
  const distance = ({ area }: Box): number =>
    Math.hypot(area.x + area.width / 2 - x, area.y + area.height / 2 - y);
  const inView = indexOf(scene)
    .boxesIn(visible)
    .map((box) => ({ box, distance: distance(box) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST_BUTTONS);
  return [...new Set([...first, ...inView.map(({ box }) => box)])].toSorted(
    (a, b) => a.index - b.index,
  );
}
