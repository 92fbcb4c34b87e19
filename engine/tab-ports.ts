/** Several tabs on one notebook: one of them executes it, the others follow. */

import type { EngineEvent } from "./api.ts";
import type { GivenState } from "./api/runs.ts";
import type { RunId, TaskRunId } from "./model/run.ts";

export type Role = "leader" | "follower";

/** What a follower's page may ask of the tab that executes: all of it is about a run under way. */
export type TabRequest =
  | { readonly type: "cancel"; readonly run: RunId }
  | { readonly type: "cancelTaskRun"; readonly run: RunId; readonly taskRun: TaskRunId }
  | { readonly type: "approve"; readonly run: RunId; readonly taskRun: TaskRunId }
  | {
      readonly type: "setState";
      readonly run: RunId;
      readonly taskRun: TaskRunId;
      readonly state: GivenState;
    }
  | { readonly type: "rename"; readonly run: RunId; readonly name: string };

/** What a tab does when it is told something about a notebook. */
export interface TabPart {
  /** It executes the notebook from now on: whoever did has died, or was asked to let go. */
  lead(): Promise<void>;
  /**
   * Another tab wants to execute it, or does already: leaves its runs as they are, and ends what it
   * works with. Nothing may be written for the notebook's runs once it resolves.
   */
  follow(): Promise<void>;
  /** Events as the leader tells them to its own page, and documents that other tabs saved. */
  hear(events: readonly EngineEvent[]): void;
  /** As the leader: what shows a tab that has just come how things stand. */
  snapshot(): readonly EngineEvent[];
  /** As the leader: does what a follower asks. What it rejects with, the follower is told. */
  answer(request: TabRequest): Promise<void>;
}

/** A tab's place among those that have a notebook open. */
export interface Membership {
  readonly role: Role;
  /** Tells all other tabs: the leader what happens, everybody what they saved. */
  tell(events: readonly EngineEvent[]): void;
  /**
   * As a follower: has the leader do something.
   * @throws FlowbookError what the leader says; `wrongMoment` where none answers
   */
  ask(request: TabRequest): Promise<void>;
  /** Becomes the leader, with the present one's consent or without. Resolves when it leads. */
  takeOver(): Promise<void>;
  /** Others may execute the notebook from now on. */
  leave(): void;
}

export interface Tabs {
  /**
   * Takes a place among those that have this notebook open: the first one leads. Which role it has is
   * known when it resolves; only what changes later, the part is told.
   */
  join(notebook: string, part: TabPart): Promise<Membership>;
  /** The notebooks that some tab executes now, this one among them; null: that cannot be known. */
  taken(): Promise<ReadonlySet<string> | null>;
}
