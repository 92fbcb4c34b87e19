/** Loggers of user code. Lines go into the run's log, or under the cell. */

import type { LogLevel } from "../model/log.ts";
import { realmHost } from "./realm.ts";
import { repr } from "./repr.ts";

/** Several arguments are joined with blanks; what is not text is written as Python would. */
export interface Logger {
  readonly name: string;
  debug(...message: unknown[]): void;
  info(...message: unknown[]): void;
  warning(...message: unknown[]): void;
  /** The same as `warning`. */
  warn(...message: unknown[]): void;
  error(...message: unknown[]): void;
  critical(...message: unknown[]): void;
}

const text = (message: readonly unknown[]): string =>
  message.map((part) => (typeof part === "string" ? part : repr(part))).join(" ");

/** The logger `prefect.<name>`; without a name, `prefect` itself. */
export function getLogger(name = ""): Logger {
  const full =
    name === "" || name === "prefect" || name.startsWith("prefect.") ? name : `prefect.${name}`;
  const logger = full === "" ? "prefect" : full;
  const at =
    (level: LogLevel) =>
    (...message: unknown[]): void =>
      realmHost()?.log(level, logger, text(message));
  return {
    name: logger,
    debug: at("DEBUG"),
    info: at("INFO"),
    warning: at("WARNING"),
    warn: at("WARNING"),
    error: at("ERROR"),
    critical: at("CRITICAL"),
  };
}
