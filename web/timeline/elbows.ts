/** The dependencies of the selected row as lines between the rows that are there. Pure. */

import { slugIn } from "../../engine/model/run.ts";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { RunView } from "../session/run-view.ts";
import { upstreamsOf } from "./critical-path.ts";
import { LEAST_BAR, ROW_HEIGHT, spanOf, type Place, type Row } from "./dots.ts";
import type { TaskRow } from "./rows.ts";
import { segmentsOf } from "./segments.ts";

/** From the end of what was upstream to the beginning of what came after it; pixels, from the first row's top. */
export interface Elbow {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  /** It ended last of all upstreams: it decided when the other began. */
  readonly isDecisive: boolean;
}

/** A row with many children has so many lines at most. */
const MOST_LINES = 60;

/** The lines into and out of a row. Children whose parent is closed stand at the parent's row. */
export function elbowsOf(
  {
    graph,
    run,
    rows,
  }: { readonly graph: FlowGraph; readonly run: RunView; readonly rows: readonly Row[] },
  selected: string | null,
  place: Place,
): readonly Elbow[] {
  if (selected === null) return [];
  const tasks = rows.map((row, index) => ({ row, index })).filter(isTask);
  const places = new Map(tasks.map(({ row, index }) => [row.id, { row, index }]));
  const own = places.get(selected);
  if (!own) return [];
  const pairs: { up: Placed; down: Placed }[] = [];
  for (const up of rowsUpstream(own.row, graph, run, places)) pairs.push({ up, down: own });
  for (const { downstream } of graph.edges.filter(({ upstream }) => upstream === own.row.slug)) {
    const sibling = places.get(`${downstream}[${own.row.taskRun?.mapIndex ?? ""}]`);
    const down = sibling ?? places.get(downstream);
    if (down && !pairs.some((pair) => pair.down === down && pair.up === own)) {
      pairs.push({ up: own, down });
    }
  }
  const ends = pairs.map(({ up }) => endOf(up.row, run));
  const latest = Math.max(
    ...pairs.map(({ down }, index) => (down === own ? (ends[index] ?? 0) : 0)),
  );
  return pairs.slice(0, MOST_LINES).map(({ up, down }, index) => ({
    from: { x: edgeOf(up.row, run, place).end, y: (up.index + 0.5) * ROW_HEIGHT },
    to: { x: edgeOf(down.row, run, place).start, y: (down.index + 0.5) * ROW_HEIGHT },
    isDecisive: down === own && ends[index] === latest,
  }));
}

interface Placed {
  readonly row: TaskRow;
  readonly index: number;
}

const isTask = (each: { row: Row; index: number }): each is Placed => each.row.kind === "task";

function rowsUpstream(
  row: TaskRow,
  graph: FlowGraph,
  run: RunView,
  places: ReadonlyMap<string, Placed>,
): readonly Placed[] {
  const mapIndex = row.taskRun?.mapIndex ?? null;
  const found = new Set<Placed>();
  for (const id of upstreamsOf({ slug: row.slug, mapIndex }, graph, run)) {
    const place = places.get(id) ?? places.get(slugIn(id));
    if (place) found.add(place);
  }
  return [...found];
}

/** When it was over: of a mapped task, when its last child was. */
function endOf({ slug, taskRun, children }: TaskRow, run: RunView): number {
  let end = taskRun?.history.at(-1)?.at ?? 0;
  for (let index = 0; index < (children ?? 0); index++) {
    end = Math.max(end, run.taskRuns.get(`${slug}[${index}]`)?.history.at(-1)?.at ?? 0);
  }
  return end;
}

/** Where its first call began and where its last mark stands, in pixels. */
function edgeOf(row: TaskRow, run: RunView, place: Place): { start: number; end: number } {
  const taskRun = run.taskRuns.get(row.id);
  const segments = taskRun ? segmentsOf(taskRun, run) : [];
  const runs = segments.filter(({ kind }) => kind === "running" || kind === "children");
  const first = runs[0] ?? segments.at(-1);
  const last = runs.at(-1) ?? segments.at(-1);
  if (!first || !last) return { start: 0, end: 0 };
  const { x, width } = spanOf(last, place, LEAST_BAR);
  if (row.children !== null) {
    const at = endOf(row, run);
    const moment = { at, event: last.to?.event ?? place.now.event };
    const { x: start } = spanOf(first, place);
    return { start, end: spanOf({ from: moment, to: moment }, place).x };
  }
  return { start: spanOf(first, place).x - 4, end: x + width };
}
