/** The children of an opened mapped task: one cell each, told apart by colour and by how it is filled. */

import { taskRunId } from "../../engine/model/run.ts";
import type { StateType } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import type { Colors } from "../theme/colors.ts";
import { lookOf, type Family } from "../theme/state-look.ts";
import type { Pen } from "./pen.ts";
import type { Area, Box, Waffle } from "./scene.ts";
import { cellArea } from "./scene-index.ts";

/** Filled, edged only, or filled with a mark: a cell has no room for an icon. */
type Manner = "full" | "hollow" | "crossed" | "barred";

const MANNERS: Readonly<Record<Family, Manner>> = {
  waiting: "hollow",
  running: "barred",
  success: "full",
  failed: "crossed",
  trigger: "barred",
  retry: "barred",
  mapped: "full",
  skipped: "hollow",
  cancelled: "crossed",
};

/** Marks are drawn where a cell is at least so many pixels wide. */
const LEAST_MARK = 6;

export interface WaffleLook {
  readonly run: RunView | null;
  readonly selected: string | null;
  readonly colors: Colors;
  /** Pixels of one unit of the drawing. */
  readonly scale: number;
  /** What of the drawing is in view: cells beside it are left out. */
  readonly visible: Area;
}

export type OpenBox = Box & { readonly waffle: Waffle };

/** Cells of one state go into one path: ten thousand cells are a handful of fills. */
export function drawWaffle(pen: Pen, box: OpenBox, look: WaffleLook): void {
  const { run, selected, colors, scale, visible } = look;
  const { waffle, area } = box;
  const side = waffle.cell - Math.min(2, waffle.cell / 4);
  for (const [type, cells] of byState(box, run, visible)) {
    const manner = MANNERS[lookOf(type).family];
    const color = colors.ofState(type);
    const inset = manner === "hollow" ? 0.5 : 0;
    let path = "";
    let marks = "";
    const hasMarks = manner !== "full" && manner !== "hollow" && waffle.cell * scale >= LEAST_MARK;
    for (const index of cells) {
      const cell = cellArea(box, waffle, index);
      const [x, y] = [cell.x - area.x, cell.y - area.y];
      path += `M${x + inset} ${y + inset}h${side - 2 * inset}v${side - 2 * inset}h${2 * inset - side}Z`;
      if (hasMarks) marks += markIn(x, y, { side, manner });
    }
    pen.path(path, area, manner === "hollow" ? { stroke: color, width: 1 } : { fill: color });
    if (marks !== "") pen.path(marks, area, { stroke: colors.surface, width: 1.4 });
  }
  const chosen = indexIn(box, selected);
  if (chosen === null || chosen >= waffle.count) return;
  const ring = `M-1 -1h${side + 2}v${side + 2}h${-side - 2}Z`;
  pen.path(ring, cellArea(box, waffle, chosen), { stroke: colors.text, width: 2 });
}

/** Which child of this box `slug[i]` is; null: none. */
export function indexIn({ slug }: Box, taskRun: string | null): number | null {
  if (taskRun === null || !taskRun.startsWith(`${slug}[`)) return null;
  const index = Number(taskRun.slice(slug.length + 1, -1));
  return Number.isInteger(index) ? index : null;
}

/** The children in view, by state. */
function byState({ slug, area, waffle }: OpenBox, run: RunView | null, visible: Area) {
  const { columns, cell, y, count } = waffle;
  const [top, bottom] = [visible.y - area.y - y, visible.y + visible.height - area.y - y];
  const first = Math.max(0, Math.floor(top / cell)) * columns;
  const end = Math.min(count, (Math.floor(bottom / cell) + 1) * columns);
  const cells = new Map<StateType, number[]>();
  for (let index = first; index < end; index++) {
    const type = run?.taskRuns.get(taskRunId(slug, index))?.state.type ?? "Pending";
    const list = cells.get(type);
    if (list) list.push(index);
    else cells.set(type, [index]);
  }
  return cells;
}

function markIn(
  x: number,
  y: number,
  { side, manner }: { readonly side: number; readonly manner: Manner },
): string {
  const [near, far, middle] = [side * 0.28, side * 0.72, side / 2];
  const line = (x1: number, y1: number, [x2, y2]: readonly [number, number]): string =>
    `M${x + x1} ${y + y1}L${x + x2} ${y + y2}`;
  return manner === "crossed"
    ? line(near, near, [far, far]) + line(far, near, [near, far])
    : line(near, middle, [far, middle]);
}
