/** Says of a foreseen run what each task would come to and why, in sentences. */

import {
  isAssumable,
  type AssumedType,
  type Assumptions,
  type Forecast,
  type Foreseen,
  type ForeseenEnd,
  type Foresight,
} from "../../engine/model/forecast.ts";
import type { FlowGraph, Slug, TaskNode } from "../../engine/model/graph.ts";
import { state } from "../../engine/model/state.ts";
import { whyOf } from "../inspector/why.ts";
import { valueSentence } from "./value-sentence.ts";
import { doesText, hasUpstream, listed, mayText, nameOf, quoted } from "./words.ts";

/** The forecast with its sentences, as the drawing and the lists want it. */
export function forecastOf(
  graph: FlowGraph,
  assumptions: Assumptions,
  { tasks }: Foresight,
): Forecast {
  return new Map(
    graph.tasks.map((node) => {
      const foreseen = tasks.get(node.slug);
      const assumed = assumptions.get(node.slug);
      const [end] = foreseen?.ends ?? [];
      const type = foreseen?.isCertain === true && end ? end.type : "unknown";
      if (assumed !== undefined) return [node.slug, { type: assumed, why: ASSUMED[assumed] }];
      return [node.slug, { type, why: foreseen ? whyForeseen(node, foreseen, graph) : "" }];
    }),
  );
}

const ASSUMED: Readonly<Record<AssumedType, string>> = {
  Failed: "You assume that it fails: it would not be run.",
  Skipped: "You assume that it is skipped: it would not be run.",
  Success:
    "You assume that it has succeeded: it would not be run, so it has no result, and who reads it gets none (null, None).",
};

/** Why a task cannot have its state before a run; null: it can. */
export function whyNotAssumed(node: TaskNode): string | null {
  if (isAssumable(node)) return null;
  if (node.kind === "constant") return "It is a constant: its value is there from the start.";
  return node.kind === "secret"
    ? "Each run asks for a secret anew, so it has no state before."
    : "Each run sets its resources up and cleans them up anew, so this task has no state before.";
}

function whyForeseen(node: TaskNode, foreseen: Foreseen, graph: FlowGraph): string {
  const { ends, isCertain, forks } = foreseen;
  const [end] = ends;
  if (!end) return "";
  const handled = forks.some(({ about }) => about === "handlers")
    ? " Its state handlers may give it another state."
    : "";
  const others = forks.filter(({ about }) => about !== "handlers");
  if (isCertain || others.length === 0) return `${certain(node, end, foreseen, graph)}${handled}`;
  const [fork] = others;
  if (others.length > 1 || !fork || ends.every(({ when }) => when.length === 0)) {
    const may = listed(
      ends.map(({ type }) => mayText(type)),
      "or",
    );
    const on = others.map(({ about, task }) =>
      about === "value"
        ? `what ${quoted(graph, task)} yields`
        : `the trigger of ${quoted(graph, task)}`,
    );
    return `It depends on ${listed(on, "and")}: it may ${may}.${handled}`;
  }
  if (fork.about === "value") return `${valueSentence(graph, fork.task, ends)}${handled}`;
  return `${triggerSentence(node, fork.task, ends, graph)}${handled}`;
}

function triggerSentence(
  node: TaskNode,
  task: Slug,
  ends: readonly ForeseenEnd[],
  graph: FlowGraph,
): string {
  const label = graph.tasks.find(({ slug }) => slug === task)?.trigger.label;
  const own = label === undefined ? "" : ` ${label}`;
  if (task === node.slug) {
    return `Its own trigger${own} decides over the states above it: it runs, its trigger fails, or it is skipped.`;
  }
  const ways = ends.map(
    ({ type, when }) =>
      `${doesText(type)} if that ${listed(
        when.map((way) => TRIGGER_SAYS[way] ?? way),
        "or",
      )}`,
  );
  return `It depends on what the trigger${own} of ${quoted(graph, task)} makes of that task: it ${listed(ways, "and")}.`;
}

const TRIGGER_SAYS: Readonly<Record<string, string>> = {
  run: "is let run",
  fail: "is not",
  skip: "is skipped",
};

function certain(
  node: TaskNode,
  end: ForeseenEnd,
  { isPaused }: Foreseen,
  graph: FlowGraph,
): string {
  const { decision } = end;
  if (decision === null) return `It would stay ${end.type}.`;
  if (decision.step === "getTaskRunState" || decision.step === "cacheResult") {
    if (node.kind === "parameter") return "It is a parameter: its value is given to the run.";
    if (isPaused) return "It would wait until somebody approves it, and then run.";
    return `It would run${triggerNote(node, graph)}.`;
  }
  if (end.type === "Mapped") return "It would run, once for each item it is mapped over.";
  const because = decision.because?.map((id) => nameOf(graph, id.replace(/\[0\]$/, "")));
  const told = {
    ...decision,
    ...(because && { because: [...new Set(because)] }),
  };
  return whyOf(
    {
      id: node.slug,
      slug: node.slug,
      mapIndex: null,
      state: state(end.type, end.message),
      decision: told,
      inputs: null,
      history: [],
      duration: null,
      worker: null,
      wantedAt: null,
      wantedEvent: null,
      calls: 0,
    },
    graph,
  );
}

function triggerNote({ slug, trigger }: TaskNode, graph: FlowGraph): string {
  if (!hasUpstream(graph, slug) || trigger.name === "custom") return "";
  return trigger.name === "allSuccessful"
    ? ": everything before it succeeds"
    : `: its trigger ${trigger.name} lets it`;
}
