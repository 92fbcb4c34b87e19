/** Sums a forecast up: what is asked, and what would come of it. */

import type { AssumedType, Assumptions, Forecast, Foresight } from "../../engine/model/forecast.ts";
import type { FlowGraph } from "../../engine/model/graph.ts";
import { isSuccessful } from "../../engine/model/state.ts";
import { listed, quoted } from "./words.ts";

const ASKED: Readonly<Record<AssumedType, string>> = {
  Failed: "fails",
  Skipped: "is skipped",
  Success: "succeeds without running",
};

/** `What if "load" fails and "clean" is skipped?` */
export function questionOf(graph: FlowGraph, assumptions: Assumptions): string {
  const asked = [...assumptions].map(([slug, type]) => `${quoted(graph, slug)} ${ASKED[type]}`);
  return `What if ${listed(asked, "and")}?`;
}

const HOW: Readonly<Record<string, string>> = {
  TriggerFailed: "trigger-failed",
  Skipped: "skipped",
  Failed: "failed, with nothing to map over",
};

/** `3 other tasks would not run: 2 trigger-failed, 1 skipped. The run would end Failed.` */
export function answerOf(
  assumptions: Assumptions,
  forecast: Forecast,
  flow: Foresight["flow"],
): string {
  const counts = new Map<string, number>();
  let unknown = 0;
  for (const [slug, { type }] of forecast) {
    if (assumptions.has(slug)) continue;
    if (type === "unknown") unknown += 1;
    else if (!isSuccessful({ type }) || type === "Skipped") {
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
  }
  const notRun = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const others = forecast.size - assumptions.size - notRun - unknown;
  const parts = [
    notRun === 0
      ? null
      : `${tasks(notRun)} would not run: ${[...counts]
          .map(([type, count]) => `${count} ${HOW[type] ?? type}`)
          .join(", ")}.`,
    unknown === 0
      ? null
      : `${tasks(unknown)} ${unknown === 1 ? "depends" : "depend"} on values or on your own code.`,
    notRun + unknown === 0 && others > 0 ? "All other tasks would run." : null,
    flow === "unknown" ? null : `The run would end as ${flow}.`,
  ];
  return parts.filter((part) => part !== null).join(" ");
}

const tasks = (count: number): string => `${count} other task${count === 1 ? "" : "s"}`;
