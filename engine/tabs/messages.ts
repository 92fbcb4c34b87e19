/**
 * What tabs of one notebook say to each other. Only our own origin can speak there, but another
 * version of the app may: what is not understood is not heard.
 */

import type { EngineEvent } from "../api.ts";
import type { GivenState } from "../api/runs.ts";
import type { TabRequest } from "../tab-ports.ts";

/** Changes whenever a message means something else than before. */
const VERSION = 1;

export type TabMessage =
  /** Somebody has come, and wants to know how things stand. */
  | { readonly type: "hello" }
  /** `to`: one tab; null: all. */
  | { readonly type: "events"; readonly to: string | null; readonly events: readonly EngineEvent[] }
  | { readonly type: "ask"; readonly id: string; readonly request: TabRequest | StepDown }
  | {
      readonly type: "answer";
      readonly to: string;
      readonly id: string;
      /** Why it was not done; null: it was. */
      readonly error: { readonly code: string; readonly message: string } | null;
    };

/** Let another tab execute the notebook. */
export interface StepDown {
  readonly type: "stepDown";
}

export interface Received {
  readonly from: string;
  readonly message: TabMessage;
}

export const toWire = (from: string, message: TabMessage): unknown => ({
  flowbook: VERSION,
  from,
  message,
});

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** @returns null: nothing that this version understands */
export function fromWire(data: unknown, notebook: string): Received | null {
  if (!isFields(data) || data["flowbook"] !== VERSION) return null;
  const { from, message } = data;
  if (typeof from !== "string" || !isFields(message)) return null;
  const read = readMessage(message, notebook);
  return read && { from, message: read };
}

function readMessage(message: Fields, notebook: string): TabMessage | null {
  const { type, to, id } = message;
  switch (type) {
    case "hello":
      return { type };
    case "events": {
      const { events } = message;
      if (!Array.isArray(events) || (to !== null && typeof to !== "string")) return null;
      return { type, to, events: events.filter((event) => isEvent(event, notebook)) };
    }
    case "ask": {
      const request = readRequest(message["request"]);
      return typeof id === "string" && request ? { type, id, request } : null;
    }
    case "answer": {
      if (typeof to !== "string" || typeof id !== "string") return null;
      const error = readError(message["error"]);
      return error === undefined ? null : { type, to, id, error };
    }
    default:
      return null;
  }
}

/** What an event holds is for the page to show: nothing is executed for it. */
const isEvent = (value: unknown, notebook: string): value is EngineEvent =>
  isFields(value) && typeof value["type"] === "string" && value["notebook"] === notebook;

function readError(value: unknown): { code: string; message: string } | null | undefined {
  if (value === null) return null;
  if (!isFields(value)) return undefined;
  const { code, message } = value;
  return typeof code === "string" && typeof message === "string" ? { code, message } : undefined;
}

function readRequest(value: unknown): TabRequest | StepDown | null {
  if (!isFields(value)) return null;
  const { type, run, taskRun, name } = value;
  if (type === "stepDown") return { type };
  if (typeof run !== "string") return null;
  if (type === "cancel") return { type, run };
  if (type === "rename") return typeof name === "string" ? { type, run, name } : null;
  if (typeof taskRun !== "string") return null;
  if (type === "cancelTaskRun" || type === "approve") return { type, run, taskRun };
  if (type !== "setState") return null;
  const state = readGivenState(value["state"]);
  return state && { type, run, taskRun, state };
}

const GIVEN: readonly unknown[] = [
  "Success",
  "Failed",
  "Skipped",
  "Pending",
] satisfies readonly GivenState["type"][];

const isGiven = (type: unknown): type is GivenState["type"] => GIVEN.includes(type);

function readGivenState(value: unknown): GivenState | null {
  if (!isFields(value)) return null;
  const { type, reason } = value;
  return isGiven(type) && typeof reason === "string" ? { type, reason } : null;
}
