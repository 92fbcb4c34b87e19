/** What is under the pointer in the timeline, and what a click there does. */

import { pointer } from "d3";
import { useState, type MouseEvent } from "react";
import type { RunView } from "../session/run-view.ts";
import { hitOf, type Hit, type Place, type Row } from "./dots.ts";
import { profileOf, runningBetween } from "./profile.ts";
import { dotText, segmentText, sinceText, tellingOf } from "./row-text.ts";

/** A tooltip: where and what. */
export interface Tip {
  /** From the frame's upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly isDot: boolean;
}

export interface PointerOptions {
  readonly rows: readonly Row[];
  /** The run as far as it is known. */
  readonly run: RunView;
  readonly place: Place;
  /** Of the names' column, in pixels. */
  readonly left: number;
  readonly frame: () => HTMLElement | null;
  readonly onSelect: (row: Row, hit: Hit | null) => void;
  readonly onGoTo: (event: number) => void;
}

/** The tooltip and the handlers of the rows. */
export function usePointer(options: PointerOptions) {
  const [tip, setTip] = useState<Tip | null>(null);
  const find = (event: MouseEvent): { row: Row; hit: Hit | null } | null => {
    const { rows, run, place, left } = options;
    const element = event.target instanceof Element ? event.target.closest(".timeline-row") : null;
    const row = rows[Number(element?.getAttribute("data-index") ?? NaN)];
    if (!row || !element) return null;
    const x = pointer(event.nativeEvent, element)[0] - left;
    return { row, hit: x < 0 ? null : hitOf(row, run, place, x) };
  };
  return {
    tip,
    onPointerLeave: () => setTip(null),
    onPointerMove: (event: MouseEvent) => {
      const { run, place, frame } = options;
      const found = event.buttons === 0 ? find(event) : null;
      const lines = found?.hit ? linesOf(found.row, found.hit, run, place) : [];
      const element = frame();
      if (lines.length === 0 || !element) {
        setTip(null);
        return;
      }
      const [x, y] = pointer(event.nativeEvent, element);
      setTip({ x, y, lines, isDot: found?.hit?.type === "dot" });
    },
    onClick: (event: MouseEvent) => {
      const { onGoTo, onSelect } = options;
      if (event.target instanceof Element && event.target.closest("button")) return;
      const found = find(event);
      if (!found) return;
      const { row, hit } = found;
      const last = hit?.type === "dot" ? hit.dot.entries.at(-1) : undefined;
      if (last) onGoTo(last.event);
      else onSelect(row, hit);
    },
  };
}

/** More states at one place are only counted. */
const MOST_LINES = 5;

function linesOf(row: Row, hit: Hit, run: RunView, { axis, now }: Place): readonly string[] {
  const origin = run.startedAt;
  switch (hit.type) {
    case "dot": {
      const entries = hit.dot.entries.slice(-MOST_LINES);
      const more = hit.dot.entries.length - entries.length;
      const earlier = more > 0 ? [`${more} more before`] : [];
      return [...earlier, ...entries.map((entry) => dotText(entry, origin))];
    }
    case "segment":
      return [`${row.id} ${segmentText(hit.segment, tellingOf(row.id, run, now.at))}`];
    case "call":
      return [
        `${hit.call.taskRun} ${segmentText(hit.call.segment, tellingOf(hit.call.taskRun, run, now.at))}`,
      ];
    case "children": {
      if (row.kind === "lane") return [];
      const profile = profileOf(row, run);
      const isTime = axis.kind === "time";
      const marks = isTime ? profile.time : profile.event;
      const running = runningBetween(marks, hit.at, hit.at + 1);
      const at = isTime ? sinceText(hit.at - origin) : `event ${Math.round(hit.at)}`;
      const states = profile.counts.map(([type, count]) => `${count} ${type}`).join(", ");
      return [`${row.id}: ${running} running at ${at}`, states];
    }
  }
}
