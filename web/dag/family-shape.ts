/**
 * How states look where there is no room for an icon – a box from afar, a child's cell, a part of a
 * strip: each family has a filling of its own, so that none is told by its colour alone. Pure.
 */

import { path as pathText } from "d3";
import type { Family } from "../theme/state-look.ts";
import type { Pen } from "./pen.ts";
import type { Area } from "./scene.ts";

/** What a shape is drawn into: a canvas, or the text of a path. */
export interface Sink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** Draws a part of a shape into this area. @param line  how thick the lines are */
export type Draw = (sink: Sink, area: Area, line: number) => void;

/** A shape is what is filled, then lines in the same colour, then lines in the ground's. */
export interface FamilyShape {
  readonly fill?: Draw;
  readonly lines?: Draw;
  readonly gaps?: Draw;
}

const line = (sink: Sink, ...points: readonly (readonly [number, number])[]): void =>
  points.forEach(([x, y], index) => (index === 0 ? sink.moveTo(x, y) : sink.lineTo(x, y)));

const ring = (sink: Sink, ...points: readonly (readonly [number, number])[]): void => {
  line(sink, ...points);
  sink.closePath();
};

const whole: Draw = (sink, { x, y, width, height }) =>
  ring(sink, [x, y], [x + width, y], [x + width, y + height], [x, y + height]);

const edge: Draw = (sink, { x, y, width, height }, thick) => {
  const inset = thick / 2;
  const area = { x: x + inset, y: y + inset, width: width - thick, height: height - thick };
  whole(sink, area, thick);
};

/** As far as the shorter side: it is seen however small the shape is. */
const cut: Draw = (sink, { x, y, width, height }) => {
  const corner = Math.min(width, height) * 0.75;
  const [right, bottom] = [x + width, y + height];
  ring(sink, [x, y], [right - corner, y], [right, y + corner], [right, bottom], [x, bottom]);
};

const leftHalf: Draw = (sink, { x, y, width, height }, thick) =>
  whole(sink, { x, y, width: width / 2, height }, thick);

const diagonal: Draw = (sink, { x, y, width, height }, thick) =>
  line(sink, [x + thick / 2, y + height - thick / 2], [x + width - thick / 2, y + thick / 2]);

/** Slanted lines, as many as there is room for. */
const hatches: Draw = (sink, { x, y, width, height }, thick) => {
  const count = Math.min(5, Math.max(1, Math.floor(width / (4 * thick))));
  const step = width / count;
  const slant = Math.min(step, height) / 2;
  for (let index = 0; index < count; index++) {
    const middle = x + (index + 0.5) * step;
    line(sink, [middle - slant, y + height], [middle + slant, y]);
  }
};

/** A smaller frame in it. */
const frame: Draw = (sink, { x, y, width, height }, thick) => {
  const inset = Math.min(1.5 * thick, width / 4, height / 4);
  const area = { x: x + inset, y: y + inset, width: width - 2 * inset, height: height - 2 * inset };
  whole(sink, area, thick);
};

const cross: Draw = (sink, { x, y, width, height }) => {
  line(sink, [x + width / 2, y], [x + width / 2, y + height]);
  line(sink, [x, y + height / 2], [x + width, y + height / 2]);
};

const bar: Draw = (sink, { x, y, width, height }) =>
  line(sink, [x, y + height / 2], [x + width, y + height / 2]);

const SHAPES: Readonly<Record<Family, FamilyShape>> = {
  waiting: { lines: edge },
  running: { fill: whole, gaps: frame },
  success: { fill: whole },
  failed: { fill: cut },
  trigger: {
    lines: (...where) => {
      edge(...where);
      diagonal(...where);
    },
  },
  retry: { fill: leftHalf, lines: edge },
  mapped: { fill: whole, gaps: cross },
  skipped: { lines: hatches },
  cancelled: { fill: whole, gaps: bar },
};

/** The shape of a family of states. */
export const shapeOf = (family: Family): FamilyShape => SHAPES[family];

/** What one family's shapes are drawn with. */
export interface ShapeInk {
  readonly family: Family;
  readonly color: string;
  readonly ground: string;
  /** How thick lines are. */
  readonly line: number;
}

/** Draws shapes of one family with a pen: a handful of paths, however many they are. */
export function drawShapes(
  pen: Pen,
  areas: readonly Area[],
  { family, color, ground, line: width }: ShapeInk,
): void {
  const { fill, lines, gaps } = shapeOf(family);
  const inOne = (draw: Draw): string => {
    const text = pathText();
    for (const area of areas) draw(text, area, width);
    return text.toString();
  };
  const origin = { x: 0, y: 0 };
  if (fill) pen.path(inOne(fill), origin, { fill: color });
  if (lines) pen.path(inOne(lines), origin, { stroke: color, width });
  if (gaps) pen.path(inOne(gaps), origin, { stroke: ground, width });
}
