/** The tasks behind `t.add(1)`, `t.get("a")` and their like, and the methods themselves. */

import * as python from "./arithmetic.ts";
import { isTruthy } from "./comparison.ts";
import type { Any, Input, IsAny, KeyOf, ValueAt, Widen, Yields } from "./inputs.ts";
import { repr } from "./repr.ts";
import { declareParameters } from "./signature.ts";
import { isTask, Task } from "./task.ts";
import type { TaskOptions } from "./task-options.ts";

type Binary = Task<[x: Any, y: Any]>;

/** A class of tasks that put two values together, named as in Prefect. */
function operator(typeName: string, compute: (x: unknown, y: unknown) => unknown) {
  class Operator extends Task<[x: Any, y: Any]> {
    static override readonly typeName: string = typeName;

    override run(x: unknown, y: unknown): unknown {
      return compute(x, y);
    }
  }
  declareParameters(Operator.prototype.run, "x", "y");
  return Operator;
}

const Add = operator("Add", python.add);
const Sub = operator("Sub", python.sub);
const Mul = operator("Mul", python.mul);
const Div = operator("Div", python.div);
const FloorDiv = operator("FloorDiv", python.floorDiv);
const Mod = operator("Mod", python.mod);
const Pow = operator("Pow", python.pow);
const And = operator("And", python.and);
const Or = operator("Or", python.or);
const Equal = operator("Equal", python.eq);
const NotEqual = operator("NotEqual", python.neq);
const GreaterThan = operator("GreaterThan", python.gt);
const GreaterThanOrEqual = operator("GreaterThanOrEqual", python.ge);
const LessThan = operator("LessThan", python.lt);
const LessThanOrEqual = operator("LessThanOrEqual", python.le);

class Not extends Task<[x: Any], boolean> {
  static override readonly typeName: string = "Not";

  override run(x: unknown): boolean {
    return !isTruthy(x);
  }
}

declareParameters(Not.prototype.run, "x");

export class GetItem extends Task<[task_result: Any, key: Any]> {
  static override readonly typeName: string = "GetItem";

  override run(taskResult: unknown, key: unknown): unknown {
    return python.getItem(taskResult, key);
  }
}

declareParameters(GetItem.prototype.run, "task_result", "key");

/** `new GetAttr({ default: null })(t, "a.b")`. Without a default a missing part is an error. */
export class GetAttr extends Task<[task_result: Any, attr: string]> {
  static override readonly typeName: string = "GetAttr";
  readonly fallback: { value: unknown } | null;

  constructor({ default: value, ...options }: TaskOptions & { readonly default?: unknown } = {}) {
    super(options);
    this.fallback = value === undefined ? null : { value };
  }

  override run(taskResult: unknown, attr: string): unknown {
    return python.getAttr(taskResult, attr, this.fallback);
  }
}

declareParameters(GetAttr.prototype.run, "task_result", "attr");

type Quotient<R> = IsAny<R> extends true ? Any : [R] extends [number] ? number : Any;
type Sum<R> = IsAny<R> extends true ? Any : [R] extends [string] ? string : Quotient<R>;

/** What can stand on the other side of an operator. */
type Operand<R> = Input<Widen<R>>;

/** Prefect's operators on tasks. Operands are values or tasks. */
export interface TaskOperators<R> {
  /** `this + other`: numbers, texts, lists. */
  add(other: Operand<R>): Task<Any, Sum<R>>;
  sub(other: Operand<R>): Task<Any, Quotient<R>>;
  mul(other: unknown): Task<Any, Sum<R>>;
  /** `this / other`, never rounded. */
  div(other: Operand<R>): Task<Any, Quotient<R>>;
  /** Rounds down, as Python's `//`. */
  floorDiv(other: Operand<R>): Task<Any, Quotient<R>>;
  /** Takes the sign of `other`, as Python's `%`. */
  mod(other: Operand<R>): Task<Any, Quotient<R>>;
  pow(other: Operand<R>): Task<Any, Quotient<R>>;
  /** `other` if this is truthy in Python's sense, else this. */
  and<S>(other: S | Yields<S>): Task<Any, R | S>;
  /** This if it is truthy in Python's sense, else `other`. */
  or<S>(other: S | Yields<S>): Task<Any, R | S>;
  not(): Task<Any, boolean>;
  /** Equal by value, through lists and dictionaries. */
  eq(other: unknown): Task<Any, boolean>;
  neq(other: unknown): Task<Any, boolean>;
  gt(other: Operand<R>): Task<Any, boolean>;
  ge(other: Operand<R>): Task<Any, boolean>;
  lt(other: Operand<R>): Task<Any, boolean>;
  le(other: Operand<R>): Task<Any, boolean>;
  /** One item of the result, by position (from the end if negative) or by key. */
  get<K extends KeyOf<R>>(key: K | Yields<K>): Task<Any, ValueAt<R, K>>;
}

const METHODS = {
  add: Add,
  sub: Sub,
  mul: Mul,
  div: Div,
  floorDiv: FloorDiv,
  mod: Mod,
  pow: Pow,
  and: And,
  or: Or,
  eq: Equal,
  neq: NotEqual,
  gt: GreaterThan,
  ge: GreaterThanOrEqual,
  lt: LessThan,
  le: LessThanOrEqual,
} as const satisfies Record<string, new () => Binary>;

/** Index tasks are named after what they read, and are kept where it is. */
function get(this: Task, key: unknown): Task {
  const index = isTask(key) ? key.name : repr(key);
  const { checkpoint, result } = this;
  const options = { name: `${this.name}[${index}]`, checkpoint, ...(result ? { result } : {}) };
  return new GetItem(options).bind({ task_result: this, key });
}

function not(this: Task): Task {
  return new Not().bind({ x: this });
}

/* The methods stand here and not in the class, for these tasks are tasks themselves. */
const define = (name: string, value: unknown): void => {
  Object.defineProperty(Task.prototype, name, { value, writable: true, configurable: true });
};
define("get", get);
define("not", not);
for (const [name, Operator] of Object.entries(METHODS)) {
  define(name, function (this: Task, other: unknown): Task {
    if (other === undefined) throw new TypeError(`.${name}(…) needs what it is to work with.`);
    return new Operator().bind({ x: this, y: other });
  });
}
