/** Draws a picture of a flow into an SVG group with d3, and its states over it. */

import { curveBumpY, line, select, type Selection } from "d3";
import type { RunView } from "../session/run-view.ts";
import { lookOf } from "../theme/state-look.ts";
import { boxStateOf, entriesOf, nameOf, type Arrow, type Box, type Picture } from "./flow-boxes.ts";

const BAND = 6;
const CORNER = 7;

export type Scene = Selection<SVGGElement, unknown, null, undefined>;

const toPath = line<{ x: number; y: number }>(
  ({ x }) => x,
  ({ y }) => y,
).curve(curveBumpY);

/** Puts boxes and arrows where the picture has them. Called when the structure changes. */
export function drawPicture(scene: Scene, picture: Picture): void {
  scene
    .selectAll<SVGGElement, Arrow>("g.arrow")
    .data(picture.arrows, ({ id }) => id)
    .join((enter) => {
      const arrow = enter.insert("g", "g.box").attr("class", "arrow");
      arrow.append("path");
      arrow.append("text").attr("dy", -4);
      return arrow;
    })
    .attr(
      "class",
      ({ edge }) => `arrow is-${edge.mapped ? "mapped" : edge.key === null ? "state" : "data"}`,
    )
    .each(function draw({ edge, points }) {
      const arrow = select(this);
      arrow
        .select("path")
        .attr("d", toPath([...points]))
        .attr("marker-end", "url(#arrow-head)");
      const end = points.at(-1);
      const before = points.at(-2);
      const x = end && before ? end.x * 0.7 + before.x * 0.3 : 0;
      const y = end && before ? end.y * 0.7 + before.y * 0.3 : 0;
      const label = edge.key === null ? "" : edge.flattened ? `${edge.key} (flat)` : edge.key;
      arrow.select("text").attr("x", x).attr("y", y).text(label);
    });
  scene
    .selectAll<SVGGElement, Box>("g.box")
    .data(picture.boxes, ({ slug }) => slug)
    .join((enter) => {
      const box = enter.append("g").attr("role", "button").attr("tabindex", 0);
      box.append("path").attr("class", "card");
      box.append("rect").attr("class", "band");
      box.append("path").attr("class", "icon");
      box.append("text").attr("class", "name");
      box.append("text").attr("class", "word");
      box.append("g").attr("class", "strip");
      return box;
    })
    .attr("data-slug", ({ slug }) => slug)
    .attr(
      "transform",
      ({ x, y, width, height }) => `translate(${x - width / 2},${y - height / 2})`,
    );
}

/** Shows the states. Called at most once a frame while a run is under way. */
export function drawStates(scene: Scene, run: RunView | null, selected: string | null): void {
  scene.selectAll<SVGGElement, Box>("g.box").each(function draw(box) {
    const state = boxStateOf(box.slug, run);
    const look = lookOf(state.type);
    const isSelected = selected === box.slug || (selected?.startsWith(`${box.slug}[`) ?? false);
    const name = nameOf(box.slug, state);
    const { width, height } = box;
    const group = select(this)
      .attr(
        "class",
        `box is-${look.outline}${isSelected ? " is-selected" : ""}${box.isMapped ? " is-mapped" : ""}`,
      )
      .attr("aria-label", name)
      .attr("aria-pressed", isSelected)
      .style("--state", look.color);
    group.select("path.card").attr("d", cardPath(width, height, look.outline === "cut"));
    group
      .select("rect.band")
      .attr("x", 1)
      .attr("y", 1)
      .attr("width", BAND)
      .attr("height", height - 2)
      .attr("rx", 3);
    group
      .select("path.icon")
      .attr("d", look.icon)
      .attr("transform", `translate(${BAND + 9},${height / 2 - 7})`);
    const room = Math.floor((width - 44) / 7);
    const text = box.slug.length > room ? `${box.slug.slice(0, room - 1)}…` : box.slug;
    group
      .select("text.name")
      .attr("x", BAND + 32)
      .attr("y", 20)
      .text(text);
    group
      .select("text.word")
      .attr("x", BAND + 32)
      .attr("y", 36)
      .text(state.word);
    drawStrip(group.select<SVGGElement>("g.strip"), box, entriesOf(state.counts));
  });
  scene.selectAll<SVGGElement, Arrow>("g.arrow").classed("is-near", ({ edge }) => {
    const slug = selected?.replace(/\[\d+\]$/, "") ?? null;
    return edge.upstream === slug || edge.downstream === slug;
  });
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
