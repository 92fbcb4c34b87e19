/** Resources that are set up before a block of tasks and cleaned up after it, whatever happened. */

import type { TaskKind } from "../model/graph.ts";
import type { Trigger } from "../model/trigger.ts";
import { buildScope, withinScope } from "./build-scope.ts";
import type { Block } from "./build-scope.ts";
import { callable } from "./callable.ts";
import { ValueError } from "./errors.ts";
import type { TaskGraph } from "./task-graph.ts";
import { FunctionTask } from "./function-task.ts";
import type { Any, Arguments, Inputs } from "./inputs.ts";
import { declareParameters } from "./signature.ts";
import { Task } from "./task.ts";
import type { TaskOptions } from "./task-options.ts";

/** Runs once the block has finished, unless the resource never came to be. */
const cleanupTrigger: Trigger = { name: "resourceCleanup" };

class ResourceInitTask extends FunctionTask {
  static override readonly kind: TaskKind = "resourceInit";
  static override readonly typeName: string = "FunctionTask";
}

class ResourceSetupTask extends Task<[mgr: Any]> {
  static override readonly kind: TaskKind = "resourceSetup";
  static override readonly typeName: string = "ResourceSetupTask";
  readonly setup: (mgr: Any) => unknown;

  constructor(setup: (mgr: Any) => unknown, options: TaskOptions) {
    super(options);
    this.setup = setup;
  }

  override run(mgr: unknown): unknown {
    return this.setup(mgr);
  }
}

class ResourceCleanupTask extends Task<[mgr: Any, resource: Any]> {
  static override readonly kind: TaskKind = "resourceCleanup";
  static override readonly typeName: string = "ResourceCleanupTask";
  readonly cleanup: (mgr: Any, resource: Any) => unknown;

  constructor(cleanup: (mgr: Any, resource: Any) => unknown, options: TaskOptions) {
    super({ trigger: cleanupTrigger, skipOnUpstreamSkip: false, ...options });
    this.cleanup = cleanup;
  }

  override run(mgr: unknown, resource: unknown): unknown {
    return this.cleanup(mgr, resource);
  }
}

declareParameters(ResourceSetupTask.prototype.run, "mgr");
declareParameters(ResourceCleanupTask.prototype.run, "mgr", "resource");

/** How to come by a resource. Each part is a task of its own, so what passes between them is data. */
export interface ResourceOptions<A extends Arguments, M, R> {
  /** If not given, the name of the variable. */
  readonly name?: string;
  /** Gets the arguments of the block; gives what the other two work with. */
  readonly init?: (...args: A) => M;
  /** Gives the resource. Without it the resource is what `init` gave. */
  readonly setup?: (mgr: Awaited<M>) => R;
  readonly cleanup: (mgr: Awaited<M>, resource: Awaited<R>) => unknown;
  readonly initTaskArgs?: TaskOptions;
  readonly setupTaskArgs?: TaskOptions;
  readonly cleanupTaskArgs?: TaskOptions;
}

/** The tasks of one use of a resource, and those inside its block. */
export class ResourceContext<R = Any> implements Block {
  readonly initTask: Task;
  readonly setupTask: Task | null;
  readonly cleanupTask: Task;
  readonly #flow: TaskGraph;
  readonly #tasks = new Set<Task>();

  constructor(flow: TaskGraph, tasks: { init: Task; setup: Task | null; cleanup: Task }) {
    this.#flow = flow;
    this.initTask = tasks.init;
    this.setupTask = tasks.setup;
    this.cleanupTask = tasks.cleanup;
  }

  addTask(task: Task, flow: TaskGraph): void {
    if (flow !== this.#flow) {
      throw new ValueError("Multiple flows cannot be used with the same resource block.");
    }
    this.#tasks.add(task);
  }

  /** Tasks that are called inside run between set-up and clean-up. Gives back what `fn` returns. */
  with<T>(fn: (resource: Task<[], R>) => T): T {
    const resource: Task<[], R> = this.setupTask ?? this.initTask;
    const result = withinScope("with(…) of a resource", { resourceBlock: this }, () =>
      fn(resource),
    );
    for (const task of this.#tasks) this.#fasten(task, resource);
    return result;
  }

  #fasten(task: Task, resource: Task): void {
    const flow = this.#flow;
    const isMember = (each: Task): boolean => this.#tasks.has(each);
    const upstream = flow.upstreamTasks(task);
    if (![...upstream].some(isMember) && !upstream.has(resource)) {
      task.setUpstream(resource, { flow });
    }
    const downstream = flow.downstreamTasks(task);
    if (![...downstream].some(isMember) && !downstream.has(this.cleanupTask)) {
      task.setDownstream(this.cleanupTask, { flow });
    }
  }
}

/** `resource("arg").with((r) => { … })`, or `resource.with(…)` if there are no arguments. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface ResourceManager<A extends Arguments = Any, R = Any> {
  (...args: Inputs<A>): ResourceContext<R>;
}

export class ResourceManager<A extends Arguments = Any, R = Any> {
  /** null: nobody has named it yet. */
  declare name: string | null;
  declare private readonly options: ResourceOptions<A, Any, Any>;

  constructor(options: ResourceOptions<A, Any, Any>) {
    const self = callable<ResourceManager<A, R>>(new.target.prototype, (manager, args) =>
      manager.open(args),
    );
    Object.assign(self, { options, name: options.name ?? null });
    return self;
  }

  /** The block with no arguments for `init`. */
  with<T>(fn: (resource: Task<[], R>) => T): T {
    return this.open([]).with(fn);
  }

  private open(args: readonly unknown[]): ResourceContext<R> {
    const { flow } = buildScope();
    if (flow === null) {
      throw new ValueError(
        "Could not infer an active Flow context. Open a resource inside flow.with(() => …).",
      );
    }
    const { init = nothing, setup, cleanup, ...taskArgs } = this.options;
    const name = this.name ?? "resource";
    const initTask = new ResourceInitTask(init, { name, ...taskArgs.initTaskArgs });
    const mgr = initTask(...args);
    const setupArgs = { name: `${name}.setup`, ...taskArgs.setupTaskArgs };
    const resource = setup === undefined ? null : new ResourceSetupTask(setup, setupArgs)(mgr);
    const cleanupArgs = { name: `${name}.cleanup`, ...taskArgs.cleanupTaskArgs };
    const last = new ResourceCleanupTask(cleanup, cleanupArgs)(mgr, resource ?? mgr);
    return new ResourceContext(flow, { init: mgr, setup: resource, cleanup: last });
  }
}

const nothing = (): null => null;
declareParameters(nothing);

/** `resourceManager({ init, setup, cleanup })`; the parts get `(…args)`, `(mgr)`, `(mgr, resource)`. */
export function resourceManager<A extends Arguments, M, R = M>(
  options: ResourceOptions<A, M, R>,
): ResourceManager<A, Awaited<R>> {
  if (typeof options !== "object" || typeof options.cleanup !== "function") {
    throw new TypeError(
      "resourceManager is given its parts: resourceManager({ init, setup, cleanup }). " +
        "Without a cleanup it needs no manager.",
    );
  }
  return new ResourceManager<A, Awaited<R>>(options);
}
