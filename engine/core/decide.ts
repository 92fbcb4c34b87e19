/**
 * What follows from news: the events that happen now, in order. Pure: the run it is given is not
 * touched. One call takes a whole batch, for one decision per outcome would be quadratic.
 */

import type { FlowRun, RunEvent } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import { Deciding } from "./deciding.ts";
import { endPass } from "./pass.ts";
import { visit } from "./pipeline.ts";
import { receiveFlowNews } from "./flow-news.ts";
import type { News } from "./news.ts";
import { receiveTaskNews } from "./task-news.ts";

/** @param now milliseconds since the epoch, by the run's own clock (it may have skipped waits) */
export function decide(run: FlowRun, news: readonly News[], now: Millis): RunEvent[] {
  const deciding = new Deciding(run, now);
  for (const each of news) {
    /* Late outcomes of what is being stopped are no news. */
    if (deciding.run.state.type === "Cancelling" && !isForCancelling(each)) continue;
    if (!receiveFlowNews(deciding, each)) receiveTaskNews(deciding, each);
    settle(deciding);
  }
  return deciding.events;
}

const isForCancelling = ({ type }: News): boolean =>
  type === "stopped" || type === "resumed" || type === "renamed" || type === "broke";

/** Visits whoever is due until nobody is, and ends the pass once all have been visited. */
function settle(deciding: Deciding): void {
  if (deciding.run.state.type === "Cancelling") return;
  do {
    for (let due = deciding.nextDue(); due !== null; due = deciding.nextDue()) visit(deciding, due);
    if (!deciding.isPassOver()) return;
    endPass(deciding);
  } while (deciding.run.inPass);
}
