/** What is under the pointer, where the drawing itself cannot say it. */

import { taskRunId } from "../../engine/model/run.ts";
import type { RunView } from "../session/run-view.ts";
import { durationText } from "../run/duration-text.ts";
import type { Hit } from "./scene.ts";

export interface DagTipProps {
  readonly hit: Hit;
  readonly run: RunView | null;
  /** Where the pointer is, from the drawing's upper left corner. */
  readonly at: { readonly x: number; readonly y: number };
  /** Names are too small to be read. */
  readonly isFar: boolean;
}

/** Nothing where the box says it all. */
export function DagTip({ hit: { box, mapIndex }, run, at, isFar }: DagTipProps) {
  const isCut = box.label !== box.slug;
  if (mapIndex === null && !isCut && !isFar) return null;
  const id = mapIndex === null ? box.slug : taskRunId(box.slug, mapIndex);
  const taskRun = run?.taskRuns.get(id);
  const { type, message } = taskRun?.state ?? { type: "not run", message: "" };
  const duration = taskRun?.duration ?? null;
  return (
    <div className="dag-tip" role="tooltip" style={{ left: at.x + 12, top: at.y + 12 }}>
      <strong>{id}</strong> {type}
      {duration !== null && `, ran ${durationText(duration)}`}
      {message && <span>{message}</span>}
    </div>
  );
}
