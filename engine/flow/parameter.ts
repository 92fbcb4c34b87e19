/** Values that are given to a flow when it is run. */

import type { TaskKind } from "../model/graph.ts";
import type { Given } from "./binding.ts";
import { context } from "./context.ts";
import { ValueError } from "./errors.ts";
import type { Any } from "./inputs.ts";
import { toDate } from "./moments.ts";
import type { MomentInput } from "./moments.ts";
import { declareParameters } from "./signature.ts";
import { Task } from "./task.ts";
import type { CallOptions, TaskOverrides } from "./task.ts";

export interface ParameterOptions<T> {
  /** The value where none is given to the run. */
  readonly default?: T;
  /** Whether a run must give a value; if not said, it must unless there is a default. */
  readonly required?: boolean;
  readonly tags?: Iterable<string>;
}

/** What the class below cannot say of itself. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Parameter<T = Any> {
  /** Puts the parameter itself into the open flow. */
  (): Parameter<T>;
}

/** `new Parameter<string>("name", { default: "Marvin" })`. One name, one parameter in a flow. */
export class Parameter<T = Any> extends Task<[], T> {
  static override readonly typeName: string = "Parameter";
  static override readonly kind: TaskKind = "parameter";

  readonly default: T | null;
  readonly required: boolean;
  readonly hasDefault: boolean;

  constructor(name: string, options: ParameterOptions<T> = {}) {
    if (typeof name !== "string" || name === "") {
      throw new ValueError('A Parameter needs a name: new Parameter("n", { default: 1 }).');
    }
    const { default: value, required, tags } = options;
    super({ name, slug: name, ...(tags === undefined ? {} : { tags }) });
    this.default = value ?? null;
    this.hasDefault = value !== undefined;
    this.required = required ?? value === undefined;
  }

  /** The value the run was given, else the default. */
  override run(): T | Promise<T> {
    const given = context.get("parameters") ?? {};
    const value: unknown = Object.hasOwn(given, this.name) ? given[this.name] : undefined;
    if (value !== undefined) return value as T;
    if (!this.required) return this.default as T;
    throw new ValueError(`Parameter "${this.name}" was required but not provided.`);
  }

  /** The same under another name: one flow cannot have two of one name. */
  override copy(name?: string | TaskOverrides): this {
    if (typeof name !== "string") {
      throw new TypeError(
        `Parameter "${this.name}": missing a required argument: 'name'. ` +
          `A copy of a parameter needs a new name: ${this.name}.copy("other").`,
      );
    }
    return super.copy({ name, slug: name });
  }

  /** A call puts the parameter itself into the flow. */
  protected override invoke(given: Given, options: CallOptions): this {
    return this.bindGiven(given, options);
  }
}

declareParameters(Parameter.prototype.run);

export interface DateTimeParameterOptions extends ParameterOptions<MomentInput | null> {}

/**
 * A moment, given as a Date or as text. Unlike other parameters it is required unless told
 * otherwise, even with a default (as in Prefect).
 */
export class DateTimeParameter extends Parameter<Date | null> {
  static override readonly typeName: string = "DateTimeParameter";

  constructor(name: string, options: DateTimeParameterOptions = {}) {
    const { default: value, required = true, tags } = options;
    super(name, {
      required,
      ...(tags === undefined ? {} : { tags }),
      ...(value === undefined ? {} : { default: value === null ? null : toDate(value, name) }),
    });
  }

  override run(): Date | null {
    const value: unknown = super.run();
    return value === null || value === undefined ? null : toDate(value, `Parameter "${this.name}"`);
  }
}

declareParameters(DateTimeParameter.prototype.run);
