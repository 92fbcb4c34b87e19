/** What a task's box looks like, near enough to be read. */

import { lookOf, type Outline } from "../theme/state-look.ts";
import type { Colors } from "../theme/colors.ts";
import { CHIP_HEIGHT, closedHeight, TEXT_X } from "./box-size.ts";
import { entriesOf, type BoxState } from "./box-state.ts";
import { drawShapes } from "./family-shape.ts";
import type { Pen, Stroke } from "./pen.ts";
import type { Box } from "./scene.ts";

const BAND = 6;
const CORNER = 7;
/** Between a box and the ring of the selected or focused one. */
const RING_GAP = 4;
/** How far the sheets of a mapped task's stack stand out. */
const SHEET = 4;

/** How much of a box there is room for: all; no second line; icon without words. */
export type BoxDetail = "full" | "name" | "icon";

/** What is said of a box apart from its shape. */
export interface BoxLook {
  readonly state: BoxState;
  readonly isForeseen: boolean;
  readonly isSelected: boolean;
  /** Called by the line with the cursor, or found by the search. */
  readonly isLit: boolean;
  readonly isHovered: boolean;
  readonly detail: BoxDetail;
  readonly colors: Colors;
}

const DASHES: Readonly<Partial<Record<Outline, readonly number[]>>> = {
  dashed: [5, 3],
  dotted: [1.5, 3.5],
  "dash-dot": [8, 3, 2, 3],
};

/** The box with all that is on it, but the cells of an opened one. */
export function drawBox(pen: Pen, box: Box, look: BoxLook): void {
  const { area, isMapped, isSmall } = box;
  const { state, colors, isForeseen, isSelected, isLit, detail } = look;
  const { icon, outline } = lookOf(state.type);
  const color = colors.ofState(state.type);
  const edge: Stroke = {
    stroke: color,
    width: (outline === "thick" || outline === "struck" ? 3 : 1.5) * (colors.isStrong ? 1.6 : 1),
    dash: isForeseen ? [2, 3] : (DASHES[outline] ?? []),
  };
  const card = cardPath(area.width, area.height, outline);
  if (isMapped) drawSheets(pen, box, { stroke: color, width: 0.8, fill: colors.surface });
  pen.path(card, area, {
    ...edge,
    fill: isSelected || look.isHovered ? colors.raised : colors.surface,
  });
  if (outline === "double") {
    const inner = cardPath(area.width - 6, area.height - 6, "solid");
    pen.path(inner, { x: area.x + 3, y: area.y + 3 }, { stroke: color, width: 0.8 });
  }
  if (outline === "struck") {
    const [right, reach] = [area.width - 1, Math.min(20, area.height / 2)];
    pen.path(`M${right - reach} 1L${right} ${1 + reach}`, area, { stroke: color, width: 2 });
  }
  const band = roundRect(BAND, area.height - 2, 3);
  const ghost: Stroke = { stroke: color, width: 1, dash: [2, 2] };
  pen.path(band, { x: area.x + 1, y: area.y + 1 }, isForeseen ? ghost : { fill: color });
  const closed = closedHeight(box);
  const middle = area.y + (isSmall ? 14 : 23);
  pen.path(icon, { x: area.x + BAND + 9, y: middle - 7 }, { stroke: color, width: 1.7 });
  if (detail !== "icon") drawWords(pen, box, look);
  if (detail === "full") drawChips(pen, box, colors);
  drawStrip(pen, { ...area, height: closed }, look);
  if (isSelected || isLit) {
    const ring = roundRect(
      area.width + 2 * RING_GAP,
      area.height + 2 * RING_GAP,
      CORNER + RING_GAP,
    );
    pen.path(
      ring,
      { x: area.x - RING_GAP, y: area.y - RING_GAP },
      isSelected
        ? { stroke: colors.text, width: 2 }
        : { stroke: colors.accent, width: 2, dash: [4, 3] },
    );
  }
}

/** Two sheets behind: many of one kind. */
function drawSheets(pen: Pen, { area }: Box, stroke: Stroke): void {
  const sheet = cardPath(area.width, area.height, "solid");
  for (const step of [2, 1]) {
    pen.path(sheet, { x: area.x + step * SHEET, y: area.y + step * SHEET }, stroke);
  }
}

function drawWords(pen: Pen, box: Box, { state, detail, colors, isForeseen }: BoxLook): void {
  const { area, isSmall, label, isMapped } = box;
  const x = area.x + TEXT_X;
  const isAlone = isSmall || detail === "name";
  const base = area.y + (isSmall ? 18.5 : isAlone ? 28 : 20);
  /* From further away, where there is but one line, it is larger: so it can still be read. */
  const size = detail === "name" && !isSmall ? 15 : 13;
  pen.word(label, { x, y: base }, { size, color: colors.text, isBold: true });
  if (isAlone) return;
  const isUnknown = isMapped && state.counts === null && state.type === "Pending";
  /* In full it would not fit: "would be" is said by the dashes, the slant and the question mark. */
  const foreseen = isForeseen ? `${state.type}?` : state.word;
  const word = isUnknown ? `${state.word} × ?` : foreseen;
  const lettering = { size: 11.5, color: colors.muted, isItalic: isForeseen };
  pen.word(word, { x, y: area.y + 36 }, lettering);
}

function drawChips(pen: Pen, box: Box, colors: Colors): void {
  const y = box.area.y + closedHeight(box) - CHIP_HEIGHT - 9;
  for (const { text, x, width } of box.chips) {
    const left = box.area.x + x;
    pen.path(roundRect(width, CHIP_HEIGHT, 4), { x: left, y }, { fill: colors.raised });
    pen.word(text, { x: left + 4, y: y + 11 }, { size: 10, color: colors.muted });
  }
}

/** A bar of the children's states along the lower border; a state that is there is never invisible. */
function drawStrip(pen: Pen, area: Box["area"], { state, colors }: BoxLook): void {
  const entries = entriesOf(state.counts);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return;
  const room = area.width - BAND - 4;
  let x = area.x + BAND + 2;
  for (const [type, count] of entries) {
    const width = Math.max(2, (room * count) / total);
    const gap = width > 4 ? 1 : 0;
    const part = { x, y: area.y + area.height - 7, width: width - gap, height: 5 };
    drawShapes(pen, [part], {
      family: lookOf(type).family,
      color: colors.ofState(type),
      ground: colors.surface,
      line: 1,
    });
    x += width;
  }
}

/** A card with round corners; a failed one has its upper right corner cut off, a cancelled one is square. */
function cardPath(width: number, height: number, outline: Outline): string {
  if (outline === "square") return `M0 0H${width}V${height}H0Z`;
  const r = CORNER;
  const isCut = outline === "cut";
  const corner = isCut ? `H${width - 12}L${width} 12` : `H${width - r}a${r} ${r} 0 0 1 ${r} ${r}`;
  const right = `V${height - r}a${r} ${r} 0 0 1 ${-r} ${r}`;
  return `M${r} 0${corner}${right}H${r}a${r} ${r} 0 0 1 ${-r} ${-r}V${r}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
}

function roundRect(width: number, height: number, radius: number): string {
  const r = Math.min(radius, width / 2, height / 2);
  const [w, h] = [width - 2 * r, height - 2 * r];
  return `M${r} 0h${w}a${r} ${r} 0 0 1 ${r} ${r}v${h}a${r} ${r} 0 0 1 ${-r} ${r}h${-w}a${r} ${r} 0 0 1 ${-r} ${-r}v${-h}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
}
