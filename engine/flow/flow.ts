/** Prefect's Flow: tasks and the edges between them. Building one runs nothing. */

import type { FlowId } from "../model/graph.ts";
import { withinScope } from "./build-scope.ts";
import { toStateHandlers } from "./callbacks.ts";
import type { StateHandler } from "./callbacks.ts";
import { RuntimeError } from "./errors.ts";
import * as checks from "./flow-checks.ts";
import type { FlowOptions, TerminalStateHandler } from "./flow-options.ts";
import { registerFlow } from "./flow-registry.ts";
// Puts `t.add(…)`, `t.get(…)` and their like onto tasks.
import "./operators.ts";
import { nextFlowId, realmHost } from "./realm.ts";
import type { Result } from "./results.ts";
import type { Executor, FlowRunOptions } from "./run-options.ts";
import { runFlow } from "./run.ts";
import type { FinalState } from "./run.ts";
import type { Schedule } from "./schedules.ts";
import { serializedHash, serializeFlow } from "./serialize.ts";
import type { SerializedFlow } from "./serialize.ts";
import { TaskGraph } from "./task-graph.ts";
import type { Task } from "./task.ts";
import { copyFlow, replaceTask, updateFlow } from "./update.ts";
import type { UpdateOptions } from "./update.ts";
import { visualizeFlow } from "./visualize.ts";

/** `new Flow("etl")`, then `flow.with(() => { … })`. */
export class Flow extends TaskGraph {
  readonly id: FlowId;
  executor: Executor | null;
  result: Result | null;
  readonly stateHandlers: readonly StateHandler<Flow>[];
  readonly terminalStateHandler: TerminalStateHandler | null;

  #schedule: Schedule | null;

  constructor(name: string, options: FlowOptions = {}) {
    super(name);
    this.#schedule = checks.checkSchedule(options.schedule ?? null);
    this.executor = options.executor ?? null;
    this.result = options.result ?? null;
    this.stateHandlers = toStateHandlers(options.stateHandlers, options.onFailure);
    this.terminalStateHandler = options.terminalStateHandler ?? null;
    this.id = this.makeId();
    for (const task of options.tasks ?? []) this.addTask(task);
    for (const edge of options.edges ?? []) {
      this.addEdge(edge.upstreamTask, edge.downstreamTask, edge);
    }
    if (options.referenceTasks !== undefined) this.setReferenceTasks(options.referenceTasks);
    if (options.validate === true) this.validate();
    this.changed();
  }

  /** When the flow runs by itself; null: when it is told to. */
  get schedule(): Schedule | null {
    return this.#schedule;
  }

  set schedule(schedule: Schedule | null) {
    this.#schedule = checks.checkSchedule(schedule);
    this.changed();
  }

  /**
   * Opens the flow while `fn` runs: calls of tasks add to it. Gives back what `fn` returns. Can be
   * opened again later, and inside another flow's block.
   */
  with<T>(fn: (flow: this) => T): T {
    const unused = new Set<Task>();
    const result = withinScope("flow.with(…)", { flow: this, unused }, () => fn(this));
    checks.warnOfUnused(this, unused);
    return result;
  }

  /** Takes over all of another flow. */
  update(other: Flow, options: UpdateOptions = {}): void {
    updateFlow(this, other, options);
  }

  /** Puts another task (or a value) in a task's place, at the ends of the same edges. */
  replace(old: Task, replacement: unknown): void {
    replaceTask(this, old, replacement);
  }

  /** A flow of its own with the same tasks. */
  copy(): Flow {
    return copyFlow(this, (name, options) => new Flow(name, options));
  }

  /** The same name, tasks, edges and reference tasks. */
  equals(other: unknown): boolean {
    return other instanceof Flow && checks.areEqual(this, other);
  }

  serialize(): SerializedFlow {
    this.validate();
    return serializeFlow(this);
  }

  /** Equal for flows that are built alike. */
  serializedHash(): string {
    return serializedHash(this.serialize());
  }

  /** A drawing of the flow, as SVG. */
  visualize(): string {
    return visualizeFlow(this);
  }

  /**
   * Runs the flow, and resolves to its final state; `state.result` has the state of each task.
   * @throws ValueError for unexpected or missing parameters, RuntimeError inside the flow's own block
   */
  async run(
    parameters: Readonly<Record<string, unknown>> = {},
    options: FlowRunOptions = {},
  ): Promise<FinalState> {
    return runFlow(this, parameters, options);
  }

  register(_options: { readonly projectName?: string } = {}): never {
    throw new RuntimeError(
      `Flow "${this.name}" cannot be registered: there is no backend here to register with. ` +
        "Run it with await flow.run().",
    );
  }

  /** What the engine knows it by. */
  protected makeId(): FlowId {
    return nextFlowId();
  }

  /** The graph is not what it was. */
  protected override changed(): void {
    registerFlow(this);
    realmHost()?.flowChanged(this);
  }
}
