/** Secrets: values a run is given apart from its parameters. */

import type { TaskKind } from "../model/graph.ts";
import { buildScope } from "./build-scope.ts";
import { context } from "./context.ts";
import { ValueError } from "./errors.ts";
import type { Any } from "./inputs.ts";
import { declareParameters } from "./signature.ts";
import { Task } from "./task.ts";
import type { TaskOptions } from "./task-options.ts";

/** `new Secret("TOKEN").get()`, inside a task. */
export class Secret {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /**
   * The value; a text that is JSON is read as JSON.
   * @throws ValueError if there is no such secret, or while a flow is being built
   */
  get(): Any {
    if (buildScope().flow !== null) {
      throw new ValueError(
        `Secret "${this.name}" is read while a flow is being built, so it would be part of the ` +
          "flow. Read it inside a task, or use new PrefectSecret(…) as a task.",
      );
    }
    const value = findSecret(this.name);
    if (value === undefined) {
      throw new ValueError(`Local Secret "${this.name}" was not found. Enter it before the run.`);
    }
    return fromJson(value);
  }

  exists(): boolean {
    return findSecret(this.name) !== undefined;
  }
}

function findSecret(name: string): unknown {
  const secrets = context.get("secrets") ?? {};
  return Object.hasOwn(secrets, name) ? secrets[name] : undefined;
}

function fromJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    /* A text that is no JSON is meant as it is. */
    return value;
  }
}

/** A task that yields a secret. Its name is that of the secret unless one is given. */
export class PrefectSecret<T = Any> extends Task<[name?: string], T> {
  static override readonly typeName: string = "PrefectSecret";
  static override readonly kind: TaskKind = "secret";

  readonly secretName: string;

  constructor(name: string, options: TaskOptions = {}) {
    super({ ...options, name: options.name ?? name });
    this.secretName = name;
  }

  override run(name: string = this.secretName): T {
    return new Secret(name).get() as T;
  }
}

declareParameters(PrefectSecret.prototype.run, "name?");

export interface EnvVarSecretOptions<T> extends TaskOptions {
  /** Makes of the text what the tasks need. */
  readonly cast?: (text: string) => T;
  /** Fail if it is missing, in place of yielding null. */
  readonly raiseIfMissing?: boolean;
}

/** Prefect's secret from an environment variable. A browser has none: the run's secrets serve. */
export class EnvVarSecret<T = string> extends Task<[name?: string], T | null> {
  static override readonly typeName: string = "EnvVarSecret";
  static override readonly kind: TaskKind = "secret";

  readonly secretName: string;
  readonly cast: ((text: string) => T) | null;
  readonly raiseIfMissing: boolean;

  constructor(name: string, options: EnvVarSecretOptions<T> = {}) {
    const { cast = null, raiseIfMissing = false, ...rest } = options;
    super({ ...rest, name: rest.name ?? name });
    this.secretName = name;
    this.cast = cast;
    this.raiseIfMissing = raiseIfMissing;
  }

  override run(name: string = this.secretName): T | null {
    const value = findSecret(name);
    if (value === undefined) {
      if (!this.raiseIfMissing) return null;
      throw new ValueError(`Environment variable not set: ${name}. Enter it as a secret.`);
    }
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return this.cast === null ? (text as T) : this.cast(text);
  }
}

declareParameters(EnvVarSecret.prototype.run, "name?");
