/** The children of an opened mapped task: one cell each, told apart by colour and by how it is filled. */

import { taskRunId } from "../../engine/model/run.ts";
import type { StateType } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import type { Colors } from "../theme/colors.ts";
import { lookOf } from "../theme/state-look.ts";
import { drawShapes } from "./family-shape.ts";
import type { Pen } from "./pen.ts";
import type { Area, Box, Waffle } from "./scene.ts";
import { cellArea } from "./scene-index.ts";

export interface WaffleLook {
  readonly run: RunView | null;
  readonly selected: string | null;
  readonly colors: Colors;
  /** What of the drawing is in view: cells beside it are left out. */
  readonly visible: Area;
}

export type OpenBox = Box & { readonly waffle: Waffle };

/** Cells of one state go into one path: ten thousand cells are a handful of fills. */
export function drawWaffle(pen: Pen, box: OpenBox, look: WaffleLook): void {
  const { run, selected, colors, visible } = look;
  const { waffle } = box;
  const side = waffle.cell - Math.min(2, waffle.cell / 4);
  for (const [type, cells] of byState(box, run, visible)) {
    const areas = cells.map((index) => {
      const { x, y } = cellArea(box, waffle, index);
      return { x, y, width: side, height: side };
    });
    drawShapes(pen, areas, {
      family: lookOf(type).family,
      color: colors.ofState(type),
      ground: colors.surface,
      line: Math.min(1.4, side / 4),
    });
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
