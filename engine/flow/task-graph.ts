/** The tasks, edges and constants of a flow, and how they come into it. */

import type { Place } from "../model/graph.ts";
import { unwrap } from "./annotations.ts";
import { asTask } from "./as-task.ts";
import { buildScope } from "./build-scope.ts";
import { Constant } from "./constant.ts";
import { EdgeSet } from "./edge-set.ts";
import type { EdgeView } from "./edge-set.ts";
import { Edge } from "./edge.ts";
import type { EdgeOptions } from "./edge.ts";
import { ValueError } from "./errors.ts";
import * as checks from "./flow-checks.ts";
import { defaultReferences, GraphQueries } from "./graph-queries.ts";
import { placeOfCall } from "./place.ts";
import { SlugBook } from "./slugs.ts";
import { isTask } from "./task.ts";
import type { Task } from "./task.ts";

type Constants = Record<string, unknown>;

/** The part of a flow that is its graph. */
export abstract class TaskGraph extends GraphQueries {
  readonly name: string;

  readonly #tasks = new Set<Task>();
  readonly #edges = new EdgeSet();
  readonly #constants = new Map<Task, Constants>();
  readonly #slugs = new SlugBook();
  readonly #places = new Map<Task, Place>();
  readonly #warnings = new Set<string>();
  /** null: the default. */
  #references: ReadonlySet<Task> | null = null;

  /** @throws ValueError without a name */
  constructor(name: string) {
    super();
    if (typeof name !== "string" || name === "") {
      throw new ValueError('A name must be provided for the flow: new Flow("etl").');
    }
    this.name = name;
  }

  get tasks(): ReadonlySet<Task> {
    return this.#tasks;
  }

  /** Equal edges are in it once; `has` finds equal ones. */
  get edges(): EdgeView {
    return this.#edges;
  }

  /** Values kept off the graph: by task, by argument. */
  get constants(): ReadonlyMap<Task, Readonly<Constants>> {
    return this.#constants;
  }

  /** Each task's stable name in this flow. */
  get slugs(): ReadonlyMap<Task, string> {
    return this.#slugs.all;
  }

  /** Things the author was told while building. */
  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  /** null while the default holds. */
  get explicitReferenceTasks(): ReadonlySet<Task> | null {
    return this.#references;
  }

  /** Where in a cell the call stands that added the task. */
  placeOf(task: Task): Place | undefined {
    return this.#places.get(task);
  }

  noteWarning(message: string): void {
    this.#warnings.add(message);
  }

  /**
   * Adds a task, once. Inside a `when` or resource block it becomes part of that.
   * @param place  where the call stands that made it, if not here
   * @throws TypeError if it is no task, ValueError if its slug is taken
   */
  addTask<T extends Task>(task: T, place?: Place): T {
    if (!isTask(task)) {
      throw new TypeError(
        `Tasks must be Task instances; received ${String(task)}. Make one with task(…).`,
      );
    }
    if (this.#tasks.has(task)) return task;
    this.#slugs.assign(task);
    this.#tasks.add(task);
    const here = place ?? placeOfCall();
    if (here !== undefined) this.#places.set(task, here);
    if (task.kind !== "parameter" && task.kind !== "constant") {
      const { caseBlock, resourceBlock } = buildScope();
      caseBlock?.addTask(task, this);
      resourceBlock?.addTask(task, this);
    }
    this.changed();
    return task;
  }

  /**
   * Adds a dependency; values that are no tasks are made into tasks. A constant that is only an
   * argument is kept off the graph, and then the edge that is returned is not in it either.
   */
  addEdge(
    upstream: unknown,
    downstream: unknown,
    options: EdgeOptions & { readonly validate?: boolean } = {},
  ): Edge {
    const wish = unwrap(upstream);
    const key = options.key ?? null;
    const mapped = wish.mapped ?? options.mapped ?? false;
    const flattened = wish.flattened || (options.flattened ?? false);
    const downstreamTask = asTask(downstream, this);
    checks.checkDownstream(downstreamTask, mapped);
    const upstreamTask = asTask(wish.value, this);
    const edge = new Edge(upstreamTask, downstreamTask, { key, mapped, flattened });
    if (options.validate === true) checks.checkKey(this, edge);
    else checks.warnOfKey(this, edge);
    const isArgumentOnly = key !== null && !mapped && !flattened;
    if (isArgumentOnly && upstreamTask instanceof Constant && !this.staysOnGraph(upstreamTask)) {
      this.addTask(downstreamTask);
      this.setConstant(downstreamTask, key, upstreamTask.value);
      return edge;
    }
    checks.warnOfUncalled(this, edge);
    this.addTask(upstreamTask);
    this.addTask(downstreamTask);
    const added = this.#edges.add(edge);
    if (options.validate === true) this.validate();
    this.changed();
    return added;
  }

  /** Keeps a value as an argument of a task, off the graph. */
  setConstant(task: Task, key: string, value: unknown): void {
    const constants = this.#constants.get(task) ?? {};
    constants[key] = value;
    this.#constants.set(task, constants);
    this.changed();
  }

  /** Each of the tasks before the next. */
  chain(...tasks: readonly unknown[]): Edge[] {
    return tasks.slice(1).map((task, index) => this.addEdge(tasks[index], task));
  }

  setDependencies(
    task: unknown,
    dependencies: {
      readonly upstreamTasks?: Iterable<unknown>;
      readonly downstreamTasks?: Iterable<unknown>;
      readonly keywordTasks?: Readonly<Record<string, unknown>>;
      readonly mapped?: boolean;
      readonly validate?: boolean;
    },
  ): void {
    const { upstreamTasks = [], downstreamTasks = [], keywordTasks = {} } = dependencies;
    const { mapped = false, validate = false } = dependencies;
    const self = this.addTask(asTask(task, this));
    for (const each of upstreamTasks) this.addEdge(each, self, { mapped, validate });
    /* Prefect: `mapped` is about what comes in. */
    for (const each of downstreamTasks) this.addEdge(self, each, { validate });
    for (const [key, each] of Object.entries(keywordTasks)) {
      this.addEdge(each, self, { key, mapped, validate });
    }
  }

  /**
   * Which tasks decide the flow's final state; none: the default again.
   * @throws ValueError for a task of another flow
   */
  setReferenceTasks(tasks: Iterable<Task>): void {
    const references = new Set(tasks);
    for (const task of references) {
      if (!this.#tasks.has(task)) {
        throw new ValueError(`reference tasks must be part of the flow. ${String(task)} is not.`);
      }
    }
    this.#references = references.size === 0 ? null : references;
    this.changed();
  }

  referenceTasks(): Set<Task> {
    return new Set(this.#references ?? defaultReferences(this));
  }

  edgesTo(task: Task): ReadonlySet<Edge> {
    return this.#edges.to(task);
  }

  edgesFrom(task: Task): ReadonlySet<Edge> {
    return this.#edges.from(task);
  }

  getTasks(wanted: checks.TaskQuery = {}): Task[] {
    return checks.findTasks(this, wanted);
  }

  /** @throws ValueError for a cycle, or an edge or reference to a task that is not in the flow */
  validate(): void {
    checks.validateFlow(this);
  }

  /** Takes a task out, with its edges and constants. Gives back the edges. */
  removeTask(task: Task): Edge[] {
    const edges = [...this.edgesTo(task), ...this.edgesFrom(task)];
    for (const edge of edges) this.#edges.delete(edge);
    this.#tasks.delete(task);
    this.#constants.delete(task);
    this.#places.delete(task);
    this.#slugs.release(task);
    if (this.#references?.has(task) === true) {
      this.#references = new Set([...this.#references].filter((each) => each !== task));
    }
    this.changed();
    return edges;
  }

  override toString(): string {
    return `<Flow: name="${this.name}">`;
  }

  /** Whether a constant is to be a task of the flow even where it is only an argument. */
  protected staysOnGraph(_constant: Constant): boolean {
    return false;
  }

  /** Called when the graph is not what it was. */
  protected abstract changed(): void;
}
