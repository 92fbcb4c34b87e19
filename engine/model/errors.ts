/** The one error class of our own code. Faults of user code are data (`Failure`), not these. */

export type ErrorCode =
  | "badMessage"
  | "cannotIsolate"
  /** What a language's workers run on could not be fetched, or did not start. */
  | "runtime"
  | "workerEnded"
  | "notDeterministic"
  | "notFound"
  /** Something of the network could not be had, or may not be. */
  | "network"
  | "storage"
  | "wrongMoment"
  /** A run was asked for with parameters that its flow does not take. */
  | "badParameters"
  | "badNotebook"
  | "badSchedule"
  /** A file that should hold runs or notebooks is damaged, or none of ours. */
  | "badArchive"
  /** A file that should hold one notebook is damaged, or of no kind that can be read. */
  | "badFile"
  /** A link that should hold a notebook is damaged, or too long. */
  | "badLink"
  | "bug";

/** Says what happened, to which thing, and what to do instead. */
export class FlowbookError extends Error {
  override readonly name = "FlowbookError";
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, data: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** What whatever was thrown says. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
