/**
 * Many boxes from far, kept as pixels: a picture that is moved as a whole while the camera moves, and
 * mended box by box where a state changed. Painting thousands anew takes longer than a frame.
 */

import type { StateType } from "../../engine/model/state.ts";
import { farStateOf, isFar, paint, paintFar, visibleArea } from "./paint.ts";
import type { PaintView, Shown, Transform } from "./paint.ts";
import { paintFarBoxes } from "./paint-far.ts";
import type { Area, Box, Scene } from "./scene.ts";
import { indexOf } from "./scene-index.ts";

/** So few are painted anew in any frame. */
const FEW = 2_000;
/** While it moves the picture is shown so much larger or smaller than it was made, at most. */
const MOST_SCALED = 1.8;

export interface FarView {
  readonly view: PaintView;
  readonly shown: Shown;
  /** Until the camera comes to rest, a picture made elsewhere will do. */
  readonly isMoving: boolean;
}

interface Made extends FarView {
  readonly scene: Scene;
  /** Of each box in the picture, the state it was drawn in. */
  readonly states: Map<Box, StateType>;
}

export class FarPicture {
  readonly #canvas = document.createElement("canvas");
  #made: Made | null = null;

  /**
   * Shows the scene by its picture, made or mended as needed.
   * @returns false, and nothing is drawn, where it is better painted anew: few boxes, from near, or
   *   with anything over them that changes
   */
  show(context: CanvasRenderingContext2D, scene: Scene, what: FarView): boolean {
    const { view, shown } = what;
    const boxes = isFar(view) ? indexOf(scene).boxesIn(visibleArea(view)) : [];
    if (boxes.length <= FEW || shown.related || shown.isDraft || boxes.some(isOpened)) {
      this.#made = null;
      return false;
    }
    const own = this.#canvas.getContext("2d", { alpha: false });
    if (!own) return false;
    const made = this.#made;
    if (!made || !isLike(made, scene, what)) this.#make(own, scene, { what, boxes });
    else this.#mend(own, made, what);
    this.#copyTo(context, scene, what);
    return true;
  }

  #make(
    own: CanvasRenderingContext2D,
    scene: Scene,
    { what, boxes }: { readonly what: FarView; readonly boxes: readonly Box[] },
  ): void {
    const { width, height, ratio } = what.view;
    const pixels = [Math.round(width * ratio), Math.round(height * ratio)] as const;
    if (own.canvas.width !== pixels[0]) own.canvas.width = pixels[0];
    if (own.canvas.height !== pixels[1]) own.canvas.height = pixels[1];
    paint(own, scene, what);
    const stateOf = farStateOf(what.shown);
    this.#made = { ...what, scene, states: new Map(boxes.map((box) => [box, stateOf(box)])) };
  }

  /** Draws those boxes over that are in another state now. */
  #mend(own: CanvasRenderingContext2D, made: Made, { shown }: FarView): void {
    if (made.shown.run === shown.run) return;
    const stateOf = farStateOf(shown);
    const changed: Box[] = [];
    for (const [box, before] of made.states) {
      const state = stateOf(box);
      if (state === before) continue;
      made.states.set(box, state);
      changed.push(box);
    }
    this.#made = { ...made, shown };
    if (changed.length === 0) return;
    const { colors, transform } = made.view;
    begin(own, made.view);
    paintFarBoxes(own, changed, { colors, stateOf, scale: transform.k });
  }

  /** Puts the picture where the camera has it now, and paints what is beside it. */
  #copyTo(context: CanvasRenderingContext2D, scene: Scene, what: FarView): void {
    const made = this.#made;
    if (!made) return;
    const { view, shown } = what;
    const { width, height, ratio, transform, colors } = view;
    const by = between(made.view.transform, transform);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = colors.surface;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.setTransform(by.k, 0, 0, by.k, by.x * ratio, by.y * ratio);
    context.imageSmoothingEnabled = by.k !== 1;
    context.drawImage(this.#canvas, 0, 0);
    const painted = { x: by.x, y: by.y, width: width * by.k, height: height * by.k };
    for (const strip of besides(painted, { width, height })) {
      const { k, x, y } = transform;
      const area = { x: (strip.x - x) / k, y: (strip.y - y) / k, ...sizeIn(strip, k) };
      const boxes = indexOf(scene).boxesIn(area);
      const arrows = indexOf(scene).arrowsIn(area);
      if (boxes.length === 0 && arrows.length === 0) continue;
      context.save();
      begin(context, view);
      context.beginPath();
      context.rect(area.x, area.y, area.width, area.height);
      context.clip();
      paintFar(context, { boxes, arrows, view, shown });
      context.restore();
    }
  }
}

const isOpened = ({ waffle }: Box): boolean => waffle !== null;

/** Whether a picture that was made so can be shown for this. */
function isLike({ scene, view, shown }: Made, wanted: Scene, what: FarView): boolean {
  const { transform: from } = view;
  const { transform: to } = what.view;
  const by = to.k / from.k;
  const isInPlace = from.k === to.k && from.x === to.x && from.y === to.y;
  return (
    scene === wanted &&
    view.width === what.view.width &&
    view.height === what.view.height &&
    view.ratio === what.view.ratio &&
    view.colors === what.view.colors &&
    shown.forecast === what.shown.forecast &&
    shown.selected === what.shown.selected &&
    shown.lit === what.shown.lit &&
    (shown.run === null) === (what.shown.run === null) &&
    (isInPlace || (what.isMoving && by < MOST_SCALED && by > 1 / MOST_SCALED))
  );
}

/** Sets the context up for the drawing's own units. */
function begin(
  context: CanvasRenderingContext2D,
  { ratio, transform: { k, x, y } }: PaintView,
): void {
  context.setTransform(ratio * k, 0, 0, ratio * k, ratio * x, ratio * y);
  context.globalAlpha = 1;
}

/** What takes a picture made with the one to where the other has it, in pixels of the page. */
function between(from: Transform, to: Transform): Transform {
  const k = to.k / from.k;
  return { k, x: to.x - from.x * k, y: to.y - from.y * k };
}

const sizeIn = ({ width, height }: Area, k: number) => ({ width: width / k, height: height / k });

/** What of the whole is not covered: above, below, left and right of the part. */
function besides(
  part: Area,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Area[] {
  const top = Math.min(Math.max(part.y, 0), height);
  const bottom = Math.min(Math.max(part.y + part.height, top), height);
  const left = Math.min(Math.max(part.x, 0), width);
  const right = Math.min(Math.max(part.x + part.width, left), width);
  return [
    { x: 0, y: 0, width, height: top },
    { x: 0, y: bottom, width, height: height - bottom },
    { x: 0, y: top, width: left, height: bottom - top },
    { x: right, y: top, width: width - right, height: bottom - top },
  ].filter((area) => area.width > 0 && area.height > 0);
}
