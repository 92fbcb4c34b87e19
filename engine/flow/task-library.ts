/** Ready tasks that need no server, and pausing from inside a task. */

import { context } from "./context.ts";
import { toMillis } from "./durations.ts";
import type { Duration } from "./durations.ts";
import type { Any } from "./inputs.ts";
import { KeywordTask } from "./keyword-task.ts";
import { now } from "./realm-clock.ts";
import { str } from "./repr.ts";
import { PAUSE } from "./signals.ts";
import type { TaskOptions } from "./task-options.ts";

/**
 * Pauses the task it is called in, until a person approves or the time is over. The task then starts
 * again from its beginning, and this lets it pass.
 */
export function pauseTask(
  message?: string | null,
  options: { readonly duration?: Duration } = {},
): void {
  if (context.get("resume", false) === true) return;
  const { duration } = options;
  const until = duration === undefined ? null : now() + toMillis(duration, "duration");
  throw new PAUSE(message ?? "Pause signal raised during task execution.", {
    startTime: until === null ? null : new Date(until),
  });
}

/** Puts its arguments into a text: `new StringFormatter({ template: "Hi {name}" }).named({ name })`. */
export class StringFormatter extends KeywordTask<string> {
  static override readonly typeName: string = "StringFormatter";
  readonly template: string;

  constructor({ template, ...options }: TaskOptions & { readonly template: string }) {
    super(options);
    this.template = template;
  }

  /* `{today}` and the like are filled in too, from the context. */
  override run(args: Readonly<Record<string, Any>>): string {
    const values: Readonly<Record<string, unknown>> = { ...context.toObject(), ...args };
    return this.template.replace(/\{(\w+)\}/g, (hole, name: string) =>
      Object.hasOwn(values, name) ? str(values[name]) : hole,
    );
  }
}
