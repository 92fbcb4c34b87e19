/** Draws a picture of a flow into an SVG group with d3, and its states over it. */

import { curveBumpY, line, select, type Selection } from "d3";
import type { Forecast } from "../../engine/model/forecast.ts";
import type { Slug } from "../../engine/model/graph.ts";
import type { RunView } from "../session/run-view.ts";
import { lookOf } from "../theme/state-look.ts";
import {
  boxStateOf,
  entriesOf,
  foreseenOf,
  nameOf,
  type Arrow,
  type Box,
  type Picture,
} from "./flow-boxes.ts";
import type { Point } from "./layout.ts";

const BAND = 6;
const CORNER = 7;
/** Between a box and the ring of the selected or focused one. */
const RING_GAP = 4;
/** Milliseconds that a box takes to its new place. */
const MOVE = 180;
/** Above so many boxes nothing moves and edges have no labels, so that drawing stays quick. */
const MOST_IN_FULL = 300;

/** The group that is panned and zoomed; all is drawn into it. */
export type Scene = Selection<SVGGElement, unknown, null, undefined>;

const toPath = line<Point>(
  ({ x }) => x,
  ({ y }) => y,
).curve(curveBumpY);

const prefersCalm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Puts boxes and arrows where the picture has them. Called when the structure changes. */
export function drawPicture(scene: Scene, picture: Picture): void {
  const isPlain = picture.boxes.length > MOST_IN_FULL;
  const duration = isPlain || prefersCalm() ? 0 : MOVE;
  scene.classed("is-plain", isPlain);
  drawArrows(scene, picture, { isPlain, duration });
  drawBoxes(scene, picture, duration);
}

type Manner = { readonly isPlain: boolean; readonly duration: number };

function drawArrows(scene: Scene, picture: Picture, { isPlain, duration }: Manner): void {
  const pathOf = ({ points }: Arrow): string | null => toPath([...points]);
  const arrows = scene
    .selectAll<SVGGElement, Arrow>("g.arrow")
    .data(picture.arrows, ({ id }) => id)
    .join((enter) => {
      const arrow = enter.insert("g", "g.box");
      arrow.append("path").attr("class", "line").attr("d", pathOf);
      // The white inside of a double line; it bears the head, which so lies over both.
      arrow.append("path").attr("class", "core").attr("d", pathOf);
      arrow.append("text").attr("dy", -4);
      return arrow;
    })
    .attr("class", ({ kind }) => `arrow is-${kind}`);
  for (const name of ["line", "core"]) {
    const paths = arrows.select<SVGPathElement>(`path.${name}`).interrupt();
    if (duration === 0) paths.attr("d", pathOf);
    else paths.transition().duration(duration).attr("d", pathOf);
  }
  arrows
    .select("text")
    .attr("x", ({ points }) => labelPlace(points).x)
    .attr("y", ({ points }) => labelPlace(points).y)
    .text(({ label }) => (isPlain ? "" : label));
}

/** Near the end of an edge, for there the argument is filled. */
function labelPlace(points: readonly Point[]): Point {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return { x: 0, y: 0 };
  return { x: end.x * 0.7 + before.x * 0.3, y: end.y * 0.7 + before.y * 0.3 };
}

function drawBoxes(scene: Scene, picture: Picture, duration: number): void {
  const placeOf = ({ x, y, width, height }: Box): string =>
    `translate(${x - width / 2},${y - height / 2})`;
  const boxes = scene
    .selectAll<SVGGElement, Box>("g.box")
    .data(picture.boxes, ({ slug }) => slug)
    .join((enter) => {
      const box = enter
        .append("g")
        .attr("class", "box")
        .attr("role", "button")
        .attr("tabindex", 0)
        .attr("transform", placeOf);
      box.append("path").attr("class", "card");
      box.append("rect").attr("class", "band");
      box.append("path").attr("class", "icon");
      box.append("text").attr("class", "name");
      box.append("text").attr("class", "word");
      box.append("g").attr("class", "strip");
      box.append("rect").attr("class", "ring");
      return box;
    })
    .attr("data-slug", ({ slug }) => slug)
    .attr("data-shown", null)
    .interrupt();
  if (duration === 0) boxes.attr("transform", placeOf);
  else boxes.transition().duration(duration).attr("transform", placeOf);
  boxes
    .select("rect.ring")
    .attr("x", -RING_GAP)
    .attr("y", -RING_GAP)
    .attr("width", ({ width }) => width + 2 * RING_GAP)
    .attr("height", ({ height }) => height + 2 * RING_GAP)
    .attr("rx", CORNER + RING_GAP);
  boxes
    .select("rect.band")
    .attr("x", 1)
    .attr("y", 1)
    .attr("width", BAND)
    .attr("height", ({ height }) => height - 2)
    .attr("rx", 3);
  boxes
    .select("path.icon")
    .attr("transform", ({ height }) => `translate(${BAND + 9},${height / 2 - 7})`);
  boxes
    .select("text.name")
    .attr("x", BAND + 32)
    .attr("y", ({ isSmall, height }) => (isSmall ? height / 2 + 4.5 : 20))
    .text(shortName);
  boxes
    .select("text.word")
    .attr("x", BAND + 32)
    .attr("y", 36);
}

function shortName({ slug, width }: Box): string {
  const room = Math.floor((width - 44) / 7);
  return slug.length > room ? `${slug.slice(0, room - 1)}…` : slug;
}

/** What is shown over the picture. */
export interface Shown {
  readonly run: RunView | null;
  readonly selected: string | null;
  /** What the tasks would come to under what is assumed; null: nothing is. */
  readonly forecast: Forecast | null;
  /** Tasks that the line with the cursor calls. */
  readonly lit: ReadonlySet<Slug>;
}

/** Shows the states. Called at most once a frame while a run is under way. */
export function drawStates(scene: Scene, { run, selected, forecast, lit }: Shown): void {
  scene.selectAll<SVGGElement, Box>("g.box").each(function draw(box) {
    const foreseen = foreseenOf(box.slug, forecast);
    const state = foreseen ?? boxStateOf(box.slug, run);
    const look = lookOf(state.type);
    const isSelected = selected === box.slug || (selected?.startsWith(`${box.slug}[`) ?? false);
    const name = nameOf(box.slug, state);
    const { width, height } = box;
    const marks = [
      isSelected && "is-selected",
      box.isMapped && "is-mapped",
      foreseen && "is-foreseen",
      lit.has(box.slug) && "is-lit",
    ].filter(Boolean);
    const shown = [name, ...marks].join(" ");
    const group = select(this);
    if (group.attr("data-shown") === shown) return;
    group
      .attr("data-shown", shown)
      .attr("class", ["box", `is-${look.outline}`, ...marks].join(" "))
      .attr("aria-label", name)
      .attr("aria-pressed", isSelected)
      .style("--state", look.color);
    group.select("path.card").attr("d", cardPath(width, height, look.outline === "cut"));
    group.select("path.icon").attr("d", look.icon);
    group.select("text.word").text(box.isSmall ? "" : state.word);
    drawStrip(group.select<SVGGElement>("g.strip"), box, entriesOf(state.counts));
  });
  const slug = selected?.replace(/\[\d+\]$/, "") ?? null;
  const isNear = ({ edge }: Arrow): boolean => edge.upstream === slug || edge.downstream === slug;
  scene
    .selectAll<SVGGElement, Arrow>("g.arrow")
    .classed("is-near", isNear)
    .select("path.core")
    .attr("marker-end", (arrow) => `url(#arrow-head${isNear(arrow) ? "-near" : ""})`);
}

/** A bar of the children's states along the lower border; a state that is there is never invisible. */
function drawStrip(
  strip: Selection<SVGGElement, unknown, null, undefined>,
  { width, height }: Box,
  counts: readonly (readonly [Parameters<typeof lookOf>[0], number])[],
): void {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const room = width - BAND - 4;
  let x = BAND + 2;
  const parts = counts.map(([type, count]) => {
    const part = { type, x, width: Math.max(2, (room * count) / Math.max(1, total)) };
    x += part.width;
    return part;
  });
  strip
    .selectAll<SVGRectElement, (typeof parts)[number]>("rect")
    .data(parts, ({ type }) => type)
    .join("rect")
    .attr("x", (part) => part.x)
    .attr("y", height - 6)
    .attr("width", (part) => part.width)
    .attr("height", 4)
    .attr("fill", ({ type }) => lookOf(type).color);
}

/** A card with round corners; a failed one has its upper right corner cut off. */
function cardPath(width: number, height: number, isCut: boolean): string {
  const r = CORNER;
  const corner = isCut ? `H${width - 12}L${width} 12` : `H${width - r}a${r} ${r} 0 0 1 ${r} ${r}`;
  return `M${r} 0${corner}V${height - r}a${r} ${r} 0 0 1 ${-r} ${r}H${r}a${r} ${r} 0 0 1 ${-r} ${-r}V${r}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
}
