/** Which children of a mapped task a page of its table shows. */

import { taskRunId } from "../../engine/model/run.ts";
import type { Slug } from "../../engine/model/graph.ts";
import type { StateType } from "../../engine/model/state.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";

const PAGE_SIZE = 100;

export interface MappedPage {
  readonly rows: readonly TaskRunView[];
  /** Counts from 0, and is always one that exists. */
  readonly page: number;
  readonly pages: number;
  /** How many children the filter lets through. */
  readonly total: number;
}

/** One page of the children; without a filter no child outside of it is looked at. */
export function mappedPage(
  run: RunView,
  slug: Slug,
  filter: StateType | null,
  wanted: number,
): MappedPage {
  const count = run.taskRuns.get(slug)?.state.mapCount ?? 0;
  const total = filter === null ? count : Math.max(0, run.children.get(slug)?.[filter] ?? 0);
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const rows: TaskRunView[] = [];
  let before = page * PAGE_SIZE;
  for (let index = filter === null ? before : 0; index < count; index++) {
    if (rows.length >= PAGE_SIZE) break;
    const child = run.taskRuns.get(taskRunId(slug, index));
    if (!child || (filter !== null && child.state.type !== filter)) continue;
    if (filter !== null && before > 0) before -= 1;
    else rows.push(child);
  }
  return { rows, page, pages, total };
}
