/** What cells import from "prefect". */

export { applyMap } from "./apply-map.ts";
export { flatten, mapped, unmapped } from "./annotations.ts";
export { asTask } from "./as-task.ts";
export { ifElse, merge, Merge, switchOn } from "./branches.ts";
export * as cacheValidators from "./cache-validators.ts";
export { callbackFactory } from "./callbacks.ts";
export type { StateHandler } from "./callbacks.ts";
export { Dict, List, Set, Tuple } from "./collections.ts";
export { CompareValue } from "./compare-value.ts";
export { Constant } from "./constant.ts";
export { context } from "./context.ts";
export type { Context, ContextValues } from "./context.ts";
export { raiseOnException } from "./debug.ts";
export type { Duration } from "./durations.ts";
export { Edge } from "./edge.ts";
export {
  AttributeError,
  IndexError,
  KeyError,
  RuntimeError,
  ValueError,
  ZeroDivisionError,
} from "./errors.ts";
export { FilterTask } from "./filter-task.ts";
export { Flow } from "./flow.ts";
export type { FlowOptions } from "./flow-options.ts";
export { FunctionTask, task } from "./function-task.ts";
export type { Input, Yields } from "./inputs.ts";
export { getLogger } from "./logger.ts";
export type { Logger } from "./logger.ts";
export { GetAttr, GetItem } from "./operators.ts";
export { DateTimeParameter, Parameter } from "./parameter.ts";
export { ResourceManager, resourceManager } from "./resource-manager.ts";
export {
  CompressedSerializer,
  ConstantResult,
  DateTimeSerializer,
  JSONSerializer,
  LocalResult,
  PandasSerializer,
  PickleSerializer,
  PrefectResult,
  Result,
} from "./results.ts";
export { DaskExecutor, LocalDaskExecutor, LocalExecutor } from "./run-options.ts";
export type { FlowRunOptions } from "./run-options.ts";
export {
  adjustments,
  CronClock,
  CronSchedule,
  DatesClock,
  filters,
  IntervalClock,
  IntervalSchedule,
  RRuleClock,
  RRuleSchedule,
  Schedule,
} from "./schedules.ts";
export { EnvVarSecret, PrefectSecret, Secret } from "./secrets.ts";
export * as signals from "./signals.ts";
export * as states from "./states.ts";
export { State } from "./states.ts";
export { tags } from "./tags.ts";
export { pauseTask, StringFormatter } from "./task-library.ts";
export { Task } from "./task.ts";
export { runTask } from "./testing.ts";
export type { RunTaskOptions } from "./testing.ts";
export type { TaskOptions } from "./task-options.ts";
export { TaskStates } from "./task-states.ts";
export * as triggers from "./triggers.ts";
export { when } from "./when.ts";
