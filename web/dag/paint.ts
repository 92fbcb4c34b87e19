/** Paints a scene with a run's states onto a canvas, as much of it as can be seen. */

import type { Forecast } from "../../engine/model/forecast.ts";
import type { Slug } from "../../engine/model/graph.ts";
import { slugIn } from "../../engine/model/run.ts";
import type { StateType } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import type { Colors } from "../theme/colors.ts";
import { boxStateOf, foreseenOf } from "./box-state.ts";
import { drawArrow } from "./paint-arrow.ts";
import { drawBox, type BoxDetail, type BoxLook } from "./paint-box.ts";
import { paintFarArrows, paintFarBoxes } from "./paint-far.ts";
import { drawWaffle } from "./paint-waffle.ts";
import { CanvasPen, type Pen } from "./pen.ts";
import type { Area, Arrow, Box, Scene } from "./scene.ts";
import { indexOf } from "./scene-index.ts";

/** What is shown over the scene. */
export interface Shown {
  readonly run: RunView | null;
  /** What the tasks would come to under what is assumed; null: nothing is. */
  readonly forecast: Forecast | null;
  /** `slug`, or `slug[i]` of a mapped child. */
  readonly selected: string | null;
  /** Called by the line with the cursor, or found by the search. */
  readonly lit: ReadonlySet<Slug>;
  /** All others are pale; null: none is. */
  readonly related: ReadonlySet<Slug> | null;
  readonly hovered: Slug | null;
  /** What the text would build; nothing of it has been built. */
  readonly isDraft: boolean;
}

/** From the drawing's units to pixels: `k` as large, moved by `x` and `y`. */
export interface Transform {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export interface PaintView {
  readonly transform: Transform;
  /** Of the canvas, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels of a CSS pixel. */
  readonly ratio: number;
  readonly colors: Colors;
}

/** How strong what is not related to the selection is still drawn, and what is but a draft. */
const PALE = 0.22;
const DRAFT = 0.6;
/** Scales from which on boxes have a second line, a name, an icon, are not merely filled. */
const FULL = 0.6;
const NAME = 0.35;
const ICON = 0.25;
/** Edges of so many have all their labels; of more, only the selected task's have. */
const MOST_LABELS = 300;

/** The part of the drawing that is in view. */
export const visibleArea = ({
  transform: { k, x, y },
  width,
  height,
}: Pick<PaintView, "transform" | "width" | "height">): Area => ({
  x: -x / k,
  y: -y / k,
  width: width / k,
  height: height / k,
});

/** Paints everything anew. Called at most once a frame. */
export function paint(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { view, shown }: { readonly view: PaintView; readonly shown: Shown },
): void {
  const { colors, ratio, transform } = view;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, view.width, view.height);
  context.translate(transform.x, transform.y);
  context.scale(transform.k, transform.k);
  const visible = visibleArea(view);
  const index = indexOf(scene);
  const boxes = index.boxesIn(visible);
  const arrows = index.arrowsIn(visible);
  if (isFar(view)) paintFar(context, { boxes, arrows, view, shown });
  else paintNear(context, { boxes, arrows, view, shown });
  drawWaffles(new CanvasPen(context, colors.family), boxes, {
    shown,
    colors,
    visible,
  });
}

/** The cells of the boxes that are opened. */
export function drawWaffles(
  pen: Pen,
  boxes: readonly Box[],
  manner: {
    readonly shown: Shown;
    readonly colors: Colors;
    readonly visible: Area;
  },
): void {
  const { shown, ...look } = manner;
  const { run, selected } = shown;
  for (const box of boxes) {
    if (!box.waffle) continue;
    pen.strength(strengthOf(box.slug, shown));
    drawWaffle(pen, { ...box, waffle: box.waffle }, { run, selected, ...look });
  }
  pen.strength(1);
}

interface Part {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly view: PaintView;
  readonly shown: Shown;
}

function paintNear(context: CanvasRenderingContext2D, { boxes, arrows, view, shown }: Part): void {
  const { colors, transform } = view;
  const pen = new CanvasPen(context, colors.family);
  const detail = transform.k >= FULL ? "full" : transform.k >= NAME ? "name" : "icon";
  drawScene(pen, { boxes, arrows }, { shown, colors, detail });
}

/** Draws boxes and edges as they are from near. Onto a canvas, or into a file. */
export function drawScene(
  pen: Pen,
  { boxes, arrows }: { readonly boxes: readonly Box[]; readonly arrows: readonly Arrow[] },
  manner: {
    readonly shown: Shown;
    readonly colors: Colors;
    readonly detail: BoxDetail;
    /** Of more edges, only the selected task's have their labels. */
    readonly mostLabels?: number;
  },
): void {
  const { shown, colors, detail, mostLabels = MOST_LABELS } = manner;
  const selected = chosenSlug(shown);
  const isNear = ({ edge }: Arrow): boolean =>
    edge.upstream === selected || edge.downstream === selected;
  const hasLabels = detail === "full" && arrows.length <= mostLabels;
  const drawOne = (arrow: Arrow, near: boolean): void => {
    const { upstream, downstream } = arrow.edge;
    pen.strength(Math.min(strengthOf(upstream, shown), strengthOf(downstream, shown)));
    drawArrow(pen, arrow, {
      isNear: near,
      hasLabel: hasLabels || (near && detail === "full"),
      colors,
    });
  };
  for (const arrow of arrows) if (!isNear(arrow)) drawOne(arrow, false);
  if (selected !== null) for (const arrow of arrows) if (isNear(arrow)) drawOne(arrow, true);
  for (const box of boxes) {
    pen.strength(strengthOf(box.slug, shown));
    drawBox(pen, box, lookOfBox(box, { shown, colors, detail }));
  }
  pen.strength(1);
}

function lookOfBox(
  { slug }: Box,
  {
    shown,
    colors,
    detail,
  }: { readonly shown: Shown; readonly colors: Colors; readonly detail: BoxDetail },
): BoxLook {
  const foreseen = foreseenOf(slug, shown.forecast);
  return {
    state: foreseen ?? boxStateOf(slug, shown.run),
    isForeseen: foreseen !== null,
    isSelected: chosenSlug(shown) === slug,
    isLit: shown.lit.has(slug),
    isHovered: shown.hovered === slug,
    detail,
    colors,
  };
}

/** Whether boxes are so small that they are plain shapes. */
export const isFar = ({ transform }: Pick<PaintView, "transform">): boolean => transform.k < ICON;

/** The state that a box has from far. */
export const farStateOf =
  ({ forecast, run }: Shown) =>
  ({ slug }: Box): StateType =>
    foreseenOf(slug, forecast)?.type ?? run?.taskRuns.get(slug)?.state.type ?? "Pending";

/** Paints plain shapes, in the drawing's own units. */
export function paintFar(
  context: CanvasRenderingContext2D,
  { boxes, arrows, view, shown }: Part,
): void {
  const { colors, transform } = view;
  const scale = transform.k;
  const selected = chosenSlug(shown);
  context.globalAlpha = shown.isDraft ? DRAFT : shown.related ? PALE : 1;
  paintFarArrows(context, arrows, { color: colors.edge, scale, isCurved: false });
  context.globalAlpha = 1;
  const near = arrows.filter(
    ({ edge }) =>
      edge.upstream === selected ||
      edge.downstream === selected ||
      (shown.related?.has(edge.upstream) === true && shown.related.has(edge.downstream)),
  );
  if (near.length > 0) {
    paintFarArrows(context, near, { color: colors.accent, scale: scale / 2, isCurved: true });
  }
  const stateOf = farStateOf(shown);
  const isPale = ({ slug }: Box): boolean => shown.related?.has(slug) === false;
  for (const wanted of [true, false]) {
    const group = shown.related ? boxes.filter((box) => isPale(box) === wanted) : boxes;
    if (!shown.related && wanted) continue;
    context.globalAlpha = wanted ? PALE : shown.isDraft ? DRAFT : 1;
    paintFarBoxes(context, group, { colors, stateOf, scale });
  }
  context.globalAlpha = 1;
  const marked = boxes.filter(({ slug }) => slug === selected || shown.lit.has(slug));
  for (const { slug, area } of marked) {
    context.setLineDash([]);
    context.lineWidth = 3 / scale;
    context.strokeStyle = slug === selected ? colors.text : colors.accent;
    const gap = 4 / scale;
    context.strokeRect(area.x - gap, area.y - gap, area.width + 2 * gap, area.height + 2 * gap);
  }
}

const strengthOf = (slug: Slug, { related, isDraft }: Shown): number =>
  related && !related.has(slug) ? PALE : isDraft ? DRAFT : 1;

/** The task that is selected, itself or by one of its children. */
export const chosenSlug = ({ selected }: Pick<Shown, "selected">): Slug | null =>
  selected === null ? null : slugIn(selected);
