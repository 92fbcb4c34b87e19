/** What a run is begun or gone on with, and what comes of it. */

import type { FlowDescription, FlowId } from "../model/graph.ts";
import type { LogRecord } from "../model/log.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { FlowRun, ParentCall, RunEvent, RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { Clock, Crew, LocationStore, RunProgram, RunStore, SandboxWorker } from "../ports.ts";
import type { Explain } from "../run/outcomes.ts";
import type { Published } from "../run/recorder.ts";
import type { RunValues } from "../run/values.ts";
import type { RunReply, WireRunRequest } from "../sandbox/protocol.ts";
import type { Home, RunHome } from "./run-home.ts";

export interface FlowRunsOptions {
  readonly notebook: string;
  readonly store: RunStore;
  readonly locations: LocationStore;
  /** @param ahead  by how much it is to be ahead of the machine's from the start */
  readonly clock: (ahead?: Millis) => Clock;
  readonly open: (language: LanguageId) => Promise<SandboxWorker>;
  /** Leads failures back to the text of the program they came out of. */
  readonly explainIn: (program: RunProgram) => Explain;
  /** What a person entered for the notebook; a run sees them as they are when it begins. */
  readonly secrets: () => Readonly<Record<string, unknown>>;
  /** A flow with its tasks' places in the user's text. */
  readonly placed: (description: FlowDescription) => FlowDescription;
  readonly publish: (
    run: RunId,
    told: {
      readonly events: readonly RunEvent[];
      readonly logs: readonly LogRecord[];
      readonly from: Published;
    },
  ) => void;
  /** A run waits for the store (null: no more). */
  readonly held: (run: RunId, why: string | null) => void;
  /** Runs have begun, ended or been left. */
  readonly changed: () => void;
}

/** What a run is asked for with. */
export type RunRequest = WireRunRequest;

export interface RunWith {
  /** A crew for one run; called again for each run of a schedule. */
  readonly crew: (home: RunHome) => Crew;
  /** Whose objects the flow is made of; null: a worker of the run's own has to make them again. */
  readonly kernel: Home | null;
  readonly program: RunProgram;
  readonly begun: (run: RunId) => void;
  /** A task or a handler of another run asked for it. */
  readonly isNested?: boolean;
  /** The call of that run which did. */
  readonly parent?: ParentCall | null;
}

export interface GoingOnWith extends RunWith {
  /** Its program is another than the one on record. */
  readonly isNew: boolean;
  /** What the flow is called where it is made of now, if that is not what it was called. */
  readonly flow?: FlowId;
  /** Those that it was asked for with, this time. */
  readonly secrets?: Readonly<Record<string, unknown>>;
  /** What the later runs of its schedule are asked for with; null: it is not for this one to see to them. */
  readonly later: RunRequest | null;
}

/** A finished run, as its starter wants it. */
export interface EndedRun {
  readonly run: FlowRun;
  readonly values: RunValues;
  readonly reply: RunReply;
}
