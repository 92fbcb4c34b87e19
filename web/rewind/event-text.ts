/** What happened with an event, in a few words. */

import type { Question, RunEvent } from "../../engine/model/run.ts";
import { durationText } from "../run/duration-text.ts";

const ABOUT: Readonly<Record<Question["about"], string>> = {
  trigger: "its trigger function",
  cache: "its cache validator",
  target: "its result location",
  location: "its result location",
  runName: "its run name template",
  handlers: "its state handlers",
};

/** `inc[1] → Running`, `pass 2 begins`, `sum waits for a worker` */
export function eventText(event: RunEvent): string {
  switch (event.type) {
    case "RunStarted":
      return "the run begins";
    case "RunResumed":
      return "the run goes on after an interruption";
    case "RunRestarted":
      return `restart: ${event.reason}`;
    case "RunRenamed":
      return `the run is named ${event.name}`;
    case "PassStarted": {
      const { pass, skipped = 0 } = event;
      const wait = skipped > 0 ? `, ${durationText(skipped)} of waiting skipped` : "";
      return `pass ${pass} begins${wait}`;
    }
    case "PassEnded":
      return event.waitUntil === null
        ? "the pass ends; the run waits for somebody"
        : "the pass ends; the run waits for its time";
    case "FlowStateChanged":
      return `the run → ${event.state.type}`;
    case "FlowAsked":
      return event.question.about === "terminal"
        ? "the terminal state handler is asked"
        : "the flow's state handlers are asked";
    case "TaskStateChanged":
      return `${event.taskRun} → ${event.state.type}`;
    case "TaskVisited":
      return `${event.taskRun} is not ready in this pass`;
    case "TaskCallWanted":
      return `${event.taskRun} waits for a worker`;
    case "TaskAsked":
      return `${event.taskRun} asks ${ABOUT[event.question.about]}`;
    case "TaskAnswered":
      return `${event.taskRun} has the answer of ${ABOUT[event.about]}`;
  }
}
