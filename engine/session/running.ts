/** What a run is begun or gone on with, and what comes of it. */

import type { FlowRun, RunId } from "../model/run.ts";
import type { Crew, RunProgram } from "../ports.ts";
import type { RunValues } from "../run/values.ts";
import type { RunReply, WireRunRequest } from "../sandbox/protocol.ts";
import type { Home, RunHome } from "./run-home.ts";

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
}

export interface GoingOnWith extends RunWith {
  /** Its program is another than the one on record. */
  readonly isNew: boolean;
  /** What the later runs of its schedule are asked for with; null: it is not for this one to see to them. */
  readonly later: RunRequest | null;
}

/** A finished run, as its starter wants it. */
export interface EndedRun {
  readonly run: FlowRun;
  readonly values: RunValues;
  readonly reply: RunReply;
}
