/** All that the page shows, as one immutable record, and how the engine's events change it. Pure. */

import type { CellStatus, EngineEvent, EngineSettings } from "../../engine/api.ts";
import type { FlowDescription, FlowId, Place } from "../../engine/model/graph.ts";
import type { CellId, Diagnostic, LanguageId, Notebook } from "../../engine/model/notebook.ts";
import type { RunId, TaskRunId } from "../../engine/model/run.ts";
import { isFinished, type Millis } from "../../engine/model/state.ts";
import { joinOutputs } from "../../engine/notebook/join-outputs.ts";
import type { Conflict } from "../../engine/notebook/merge.ts";
import type { CellOutput } from "../../engine/ports.ts";
import { followRun, foldRun } from "./fold-run.ts";
import type { RunView } from "./run-view.ts";
import { placedAs, structureOf } from "./structure.ts";
import { NO_STEPS, type Steps } from "./undo.ts";

export type CellEnd = "ok" | "failed" | "interrupted";

export interface ShownFlow {
  readonly description: FlowDescription;
  /** What the text would build, not what was built. */
  readonly draft: boolean;
  /** A draft that is drawn as the flow's last run was: then that run goes for it. */
  readonly isLikeRun: boolean;
}

type RuntimeEvent = Extract<EngineEvent, { type: "runtimeLoading" }>;

export type RuntimeLoading = Pick<RuntimeEvent, "language" | "step" | "loaded" | "total">;

export interface SessionState {
  readonly notebook: Notebook;
  /** Of the code cell last written in: the next one's, unless somebody chooses. */
  readonly language: LanguageId;
  readonly isReady: boolean;
  readonly isSaved: boolean;
  /** A text is being typed that is not in the notebook yet. */
  readonly hasDraft: boolean;
  /** follower: another tab executes the notebook, and this one follows. */
  readonly role: "leader" | "follower";
  /** Cells that another tab changed too, and what it made of them. */
  readonly conflicts: readonly Conflict[];
  readonly statuses: Readonly<Record<CellId, CellStatus>>;
  readonly outputs: Readonly<Record<CellId, readonly CellOutput[]>>;
  readonly ends: Readonly<Record<CellId, CellEnd>>;
  /** When cells last began to run. */
  readonly begun: Readonly<Record<CellId, Millis>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly kernel: { readonly status: string; readonly reason: string | null };
  /** What a language runs on, while it is on its way. */
  readonly runtime: RuntimeLoading | null;
  readonly flows: ReadonlyMap<FlowId, ShownFlow>;
  readonly shownFlow: FlowId | null;
  /** The last run of each flow. */
  readonly runs: ReadonlyMap<FlowId, RunView>;
  readonly selectedTask: TaskRunId | null;
  readonly selectedCell: CellId | null;
  /** A line somebody asked to see; a new object each time. */
  readonly jump: Place | null;
  readonly settings: EngineSettings;
  /** Hosts that code of the notebook asked for and could not reach. */
  readonly networkAsked: readonly string[];
  /** Names of the secrets entered; their values are with the engine only. */
  readonly secretNames: readonly string[];
  readonly problem: string | null;
  /** Runs that wait for room in the browser's storage, and why. */
  readonly held: ReadonlyMap<RunId, string>;
  /** Goes up when the list of runs is not what it was. */
  readonly runsChanged: number;
  /** What can be taken back, and done again. */
  readonly steps: Steps;
  /** What the last step deleted, in words; null: it was none that deletes. */
  readonly deleted: string | null;
}

export const emptyState = (settings: EngineSettings): SessionState => ({
  notebook: { id: "", title: "", cells: [] },
  language: "typescript",
  isReady: false,
  isSaved: true,
  hasDraft: false,
  role: "leader",
  conflicts: [],
  statuses: {},
  outputs: {},
  ends: {},
  begun: {},
  diagnostics: [],
  kernel: { status: "none", reason: null },
  runtime: null,
  flows: new Map(),
  shownFlow: null,
  runs: new Map(),
  selectedTask: null,
  selectedCell: null,
  jump: null,
  settings,
  networkAsked: [],
  secretNames: [],
  problem: null,
  held: new Map(),
  runsChanged: 0,
  steps: NO_STEPS,
  deleted: null,
});

/** The state after a batch of events about its notebook; events about others change nothing. */
export function receive(state: SessionState, events: readonly EngineEvent[]): SessionState {
  return events
    .filter(({ notebook }) => notebook === null || notebook === state.notebook.id)
    .reduce(receiveOne, state);
}

function receiveOne(state: SessionState, event: EngineEvent): SessionState {
  switch (event.type) {
    case "checked":
      return { ...state, diagnostics: event.diagnostics };
    case "staleChanged":
      return { ...state, statuses: event.cells };
    case "cellStarted":
      return {
        ...state,
        outputs: { ...state.outputs, [event.cell]: [] },
        ends: without(state.ends, event.cell),
        begun: { ...state.begun, [event.cell]: event.at },
      };
    case "cellOutput": {
      const outputs = joinOutputs(state.outputs[event.cell] ?? [], event.outputs);
      return { ...state, outputs: { ...state.outputs, [event.cell]: outputs } };
    }
    case "cellEnded":
      return { ...state, ends: { ...state.ends, [event.cell]: event.status } };
    case "kernelChanged":
      return { ...state, kernel: { status: event.status, reason: event.reason ?? null } };
    case "flowBuilt":
      return event.isRetold === true ? learnFlow(state, event) : showFlow(state, event);
    case "runProgress":
      return showProgress(state, event);
    case "runtimeLoading":
      return showRuntime(state, event);
    case "roleChanged":
      return { ...state, role: event.role };
    case "runHeld":
      return { ...state, held: withHeld(state.held, event.run, event.why) };
    case "runsChanged":
      return { ...state, runsChanged: state.runsChanged + 1 };
    case "networkAsked":
      return { ...state, networkAsked: event.hosts };
    case "takenIn":
      /* What it was allowed is forgotten, where that is kept. */
      return state;
    case "documentChanged":
      /* Taken in where documents are saved. */
      return state;
    case "problem":
      return { ...state, problem: event.message };
  }
}

function withHeld(
  held: SessionState["held"],
  run: RunId,
  why: string | null,
): SessionState["held"] {
  const next = new Map(held);
  if (why === null) next.delete(run);
  else next.set(run, why);
  return next;
}

function showRuntime(state: SessionState, event: RuntimeEvent): SessionState {
  const { language, step, loaded, total, message } = event;
  if (step === "ready") return { ...state, runtime: null };
  if (step === "failed") return { ...state, runtime: null, problem: message ?? state.problem };
  return { ...state, runtime: { language, step, loaded, total } };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}

type FlowBuilt = Extract<EngineEvent, { type: "flowBuilt" }>;

/** A flow built before this page was there: what runs of it are known stay, and what is on show. */
function learnFlow(state: SessionState, { description, draft }: FlowBuilt): SessionState {
  const { id } = description;
  const flows = new Map(state.flows).set(id, { description, draft, isLikeRun: false });
  return { ...state, flows, shownFlow: state.shownFlow ?? id };
}

/** Building is not running: a flow built anew has no states yet. */
function showFlow(state: SessionState, { description, draft }: FlowBuilt): SessionState {
  const { id } = description;
  const run = state.runs.get(id);
  const shown = draft && run ? draftOver(run, description) : null;
  const flow = shown ?? { description, draft, isLikeRun: false };
  const flows = new Map(state.flows).set(id, flow);
  const runs = new Map(state.runs);
  if (run && !draft && isFinished(run.state)) runs.delete(id);
  const isShown = !draft || state.shownFlow === null || state.shownFlow === id;
  return { ...state, flows, runs, shownFlow: isShown ? id : state.shownFlow };
}

/** One mends a task with its traceback in view: a text that builds the same keeps its run on show. */
function draftOver({ graph }: RunView, description: FlowDescription): ShownFlow {
  const isLikeRun = structureOf(graph) === structureOf(description.graph);
  return {
    description: isLikeRun
      ? { ...description, graph: placedAs(graph, description.graph) }
      : description,
    draft: true,
    isLikeRun,
  };
}

type Progress = Extract<EngineEvent, { type: "runProgress" }>;

function showProgress(state: SessionState, news: Progress): SessionState {
  const { run: id, events, logs, from } = news;
  const [first] = events;
  if (first?.type === "RunStarted") {
    const run = foldRun(null, events, logs);
    return run ? takeInRun(state, run) : state;
  }
  for (const [flow, run] of state.runs) {
    if (run.id !== id) continue;
    /* Where news are missing in between it is read back, and until then stays as it is. */
    const next = followRun(run, { events, logs }, from);
    if (!next) return state;
    if (events.some(({ type }) => type === "RunRestarted" || type === "RunResumed")) {
      return takeInRun(state, next);
    }
    return { ...state, runs: new Map(state.runs).set(flow, next) };
  }
  return state;
}

/**
 * A run that begins or goes on by itself is put on show. One inside a task can be looked up, but the one
 * it belongs to stays on show.
 */
export function takeInRun(state: SessionState, run: RunView): SessionState {
  const { shownFlow } = state;
  const shown = showRun(state, run);
  return run.isNested ? { ...shown, shownFlow } : shown;
}

/** Puts a run on show, and with it the graph it ran. */
export function showRun(state: SessionState, run: RunView): SessionState {
  const known = state.flows.get(run.flow);
  const description =
    known && !known.draft
      ? { ...known.description, graph: run.graph }
      : { id: run.flow, graph: run.graph, values: [], warnings: [] };
  return {
    ...state,
    flows: new Map(state.flows).set(run.flow, {
      description,
      draft: false,
      isLikeRun: false,
    }),
    runs: new Map(state.runs).set(run.flow, run),
    shownFlow: run.flow,
  };
}
