/**
 * Where the flow API meets the worker it lives in. The flow API never touches a port: it calls the
 * `RealmHost` that the sandbox worker set, and the sandbox worker drives it through the functions
 * here. One realm per worker; this module's state is that realm.
 */

import type { Signature } from "../model/graph.ts";
import type { LogLevel } from "../model/log.ts";
import type { Flow } from "./flow.ts";
import type { FlowRunOptions } from "./run-options.ts";
import type { State } from "./states.ts";

export interface RealmHost {
  /** A flow was made, or its graph changed. Called often; the host gathers. */
  flowChanged(flow: Flow): void;
  /** `flow.run(…)`: resolves to the final state, whose result maps tasks to states. */
  runFlow(
    flow: Flow,
    parameters: Readonly<Record<string, unknown>>,
    options: FlowRunOptions,
  ): Promise<State>;
  /** A line by a logger of user code (`context.logger`, `task.logger`). */
  log(level: LogLevel, logger: string, message: string): void;
  /** Something to tell the author, shown under the cell. */
  warn(message: string): void;
  now(): number;
  /** Whether a task or a handler runs, not a cell; absent: never. */
  isCalling?(): boolean;
}

let host: RealmHost | null = null;
let cell = "cell";
let flowsInCell = 0;
let flowsInCalls = 0;
const signatures = new WeakMap<object, Signature>();

/** Set once, before any user code runs. */
export function setRealmHost(next: RealmHost): void {
  host = next;
}

/** The host; null in a bare unit test, where building works and running does not. */
export const realmHost = (): RealmHost | null => host;

/** From now on flows are named `<cell>:<n>`, n counting from 0. */
export function enterCell(id: string): void {
  cell = id;
  flowsInCell = 0;
}

/**
 * A fresh flow id. Deterministic: the same cell evaluated again gives the same ids, whatever flows
 * its tasks made meanwhile.
 */
export const nextFlowId = (): string =>
  host?.isCalling?.() === true ? `${cell}:call${flowsInCalls++}` : `${cell}:${flowsInCell++}`;

/** The compiled code says what a function looked like in the user's text (types included). */
export function registerSignature<F extends object>(fn: F, signature: Signature): F {
  signatures.set(fn, signature);
  return fn;
}

export const registeredSignature = (fn: object): Signature | undefined => signatures.get(fn);
