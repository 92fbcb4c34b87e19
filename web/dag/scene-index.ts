/** Finds what lies where in a drawing: a uniform grid, made once for each scene. */

import { rowsIn } from "./box-size.ts";
import type { Area, Arrow, Box, Hit, Point, Scene, Waffle } from "./scene.ts";

/** Side of a cell of the grid, in the drawing's units. */
const CELL = 600;
/** An arrow over more cells than this is looked at each time: there are few such. */
const MOST_CELLS = 48;
/** Cells are numbered row by row, as if none were further to the right than this. */
const STRIDE = 1 << 20;

export interface SceneIndex {
  /** At least those that meet the area; some beside it may come along. */
  readonly boxesIn: (area: Area) => readonly Box[];
  readonly arrowsIn: (area: Area) => readonly Arrow[];
}

const indexes = new WeakMap<Scene, SceneIndex>();

export function indexOf(scene: Scene): SceneIndex {
  const known = indexes.get(scene) ?? makeIndex(scene);
  indexes.set(scene, known);
  return known;
}

function makeIndex({ boxes, arrows }: Scene): SceneIndex {
  const boxesIn = new Grid<Box>();
  for (const box of boxes) boxesIn.add(box, box.area);
  const arrowsIn = new Grid<Arrow>();
  for (const arrow of arrows) if (arrow.points.length > 0) arrowsIn.add(arrow, boundsOf(arrow));
  return { boxesIn: (area) => boxesIn.in(area), arrowsIn: (area) => arrowsIn.in(area) };
}

function boundsOf({ points }: Arrow): Area {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

class Grid<T> {
  readonly #cells = new Map<number, T[]>();
  readonly #large: T[] = [];
  readonly #all: T[] = [];

  add(thing: T, area: Area): void {
    this.#all.push(thing);
    const cells = cellsOf(area, MOST_CELLS);
    if (!cells) this.#large.push(thing);
    for (const cell of cells ?? []) {
      const list = this.#cells.get(cell);
      if (list) list.push(thing);
      else this.#cells.set(cell, [thing]);
    }
  }

  in(area: Area): readonly T[] {
    const cells = cellsOf(area, Math.max(64, this.#cells.size / 3));
    if (!cells) return this.#all;
    const found = new Set(this.#large);
    for (const cell of cells) for (const thing of this.#cells.get(cell) ?? []) found.add(thing);
    return [...found];
  }
}

/** The numbers of the cells that an area meets; null: more than so many. */
function cellsOf({ x, y, width, height }: Area, most: number): number[] | null {
  const [left, right] = [Math.floor(x / CELL), Math.floor((x + width) / CELL)];
  const [top, bottom] = [Math.floor(y / CELL), Math.floor((y + height) / CELL)];
  if ((right - left + 1) * (bottom - top + 1) > most) return null;
  const cells: number[] = [];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) cells.push(row * STRIDE + column);
  }
  return cells;
}

/** What lies at a place of the drawing; the last drawn, for it lies on top. */
export function hitTest(scene: Scene, { x, y }: Point): Hit | null {
  const near = indexOf(scene).boxesIn({ x, y, width: 0, height: 0 });
  const box = near.findLast(({ area }) => isIn(area, { x, y }));
  if (!box) return null;
  return { box, mapIndex: box.waffle ? childAt(box.area, box.waffle, { x, y }) : null };
}

const isIn = (area: Area, { x, y }: Point): boolean =>
  x >= area.x && y >= area.y && x <= area.x + area.width && y <= area.y + area.height;

function childAt(area: Area, waffle: Waffle, point: Point): number | null {
  const column = Math.floor((point.x - area.x - waffle.x) / waffle.cell);
  const row = Math.floor((point.y - area.y - waffle.y) / waffle.cell);
  if (column < 0 || column >= waffle.columns || row < 0 || row >= rowsIn(waffle)) return null;
  const index = row * waffle.columns + column;
  return index < waffle.count ? index : null;
}

/** Where a child's cell lies. */
export function cellArea({ area }: Box, { cell, columns, x, y }: Waffle, index: number): Area {
  const [column, row] = [index % columns, Math.floor(index / columns)];
  return { x: area.x + x + column * cell, y: area.y + y + row * cell, width: cell, height: cell };
}
