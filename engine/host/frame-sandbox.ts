/** Opens sandboxed workers in the page's frame, from the engine worker. */

import { FlowbookError } from "../model/errors.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { Sandbox } from "../ports.ts";
import type { FrameReport, FrameRequest } from "./boot-script.ts";
import { fieldsOf, oneOf, textOf } from "./guards.ts";
import { WorkerHandle } from "./worker-handle.ts";

/** How long a worker may take to start. */
const PATIENCE = 20_000;

export interface FrameSandboxOptions {
  /** The port that `openSandboxFrame` gave the page. */
  readonly port: MessagePort;
  /** The text of a worker for each language: classic scripts, which start themselves. */
  readonly texts: Readonly<Partial<Record<LanguageId, string>>>;
}

interface Starting {
  readonly started: () => void;
  readonly failed: (message: string) => void;
}

/** A sandbox that speaks to the frame's boot script. Texts are sent once, with the first spawn. */
export function frameSandbox({ port, texts }: FrameSandboxOptions): Sandbox {
  const starting = new Map<string, Starting>();
  const running = new Map<string, WorkerHandle>();
  const sent = new Set<LanguageId>();
  let count = 0;
  const tell = (request: FrameRequest, ports: MessagePort[] = []) =>
    port.postMessage(request, ports);

  port.addEventListener("message", (event: MessageEvent<unknown>) => {
    const report = parseFrameReport(event.data);
    const waiting = starting.get(report.id);
    if (report.type === "started") waiting?.started();
    else if (waiting !== undefined) waiting.failed(report.message);
    else running.get(report.id)?.crash(report.message);
  });
  port.start();

  const spawn = (language: LanguageId, id: string, ports: MessagePort[]): void => {
    const text = sent.has(language) ? undefined : texts[language];
    sent.add(language);
    tell({ type: "spawn", id, program: language, ...(text === undefined ? {} : { text }) }, ports);
  };

  return {
    async open(language) {
      if (texts[language] === undefined) {
        throw new FlowbookError("notFound", `There is no worker for cells in ${language}.`);
      }
      const id = `${language}-${++count}`;
      const api = new MessageChannel();
      const reports = new MessageChannel();
      const up = waitForStart(id, starting);
      spawn(language, id, [api.port2, reports.port2]);
      try {
        await up;
      } catch (error) {
        tell({ type: "kill", id });
        throw error;
      } finally {
        starting.delete(id);
      }
      const handle = new WorkerHandle({
        id,
        api: api.port1,
        reports: reports.port1,
        kill: () => {
          running.delete(id);
          tell({ type: "kill", id });
        },
      });
      running.set(id, handle);
      return handle;
    },
  };
}

function waitForStart(id: string, starting: Map<string, Starting>): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (message: string) => {
      clearTimeout(timer);
      reject(
        new FlowbookError(
          "cannotIsolate",
          `This browser does not start a worker in a sandboxed frame (${message}), so code cannot ` +
            "be run safely here. Reading and editing still work.",
        ),
      );
    };
    const timer = setTimeout(() => failed(`no answer for ${PATIENCE / 1000} seconds`), PATIENCE);
    starting.set(id, {
      started: () => {
        clearTimeout(timer);
        resolve();
      },
      failed,
    });
  });
}

const REPORTS: ReadonlySet<FrameReport["type"]> = new Set(["started", "crashed", "cannotIsolate"]);

function parseFrameReport(value: unknown) {
  const fields = fieldsOf(value, "a report of the frame");
  const message = fields["message"];
  return {
    type: oneOf(fields["type"], "the type of a frame's report", REPORTS),
    id: textOf(fields["id"], "the id of a worker", 1000),
    message: typeof message === "string" ? message.slice(0, 1000) : "it gave no reason",
  };
}
