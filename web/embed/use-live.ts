/** Brings an embed to life when somebody says so: only then are engine, sandbox and graph loaded. */

import { useState, type ComponentType } from "react";
import type { Cell } from "../../engine/model/notebook.ts";
import type { Session } from "../session/session.ts";

export interface Live {
  readonly session: Session;
  /** What is shown of a run. */
  readonly parts: {
    readonly CellOutputs: ComponentType<{ readonly cell: Cell }>;
    readonly RanBefore: ComponentType<{ readonly cells: readonly Cell[] }>;
    readonly RunStage: ComponentType;
  };
}

export type LiveState = "idle" | "starting" | "running";

interface LiveOptions {
  readonly id: string;
  readonly markdown: string;
  /** The cell to run; null: all. */
  readonly cell: string | null;
}

export function useLive({ id, markdown, cell }: LiveOptions) {
  const [live, setLive] = useState<Live | null>(null);
  const [state, setState] = useState<LiveState>("idle");
  const [problem, setProblem] = useState<string | null>(null);
  const start = async (): Promise<void> => {
    setProblem(null);
    setState("starting");
    const started = live ?? (await load(id, markdown));
    setLive(started);
    setState("running");
    const { session } = started;
    await (cell === null ? session.runAll() : session.runCell(cell));
  };
  const run = (): void => {
    start()
      .catch((error: unknown) => setProblem(notStarted(error)))
      .finally(() => setState("idle"));
  };
  return { live, state, problem, run, stop: () => void live?.session.interrupt() };
}

async function load(id: string, markdown: string): Promise<Live> {
  const [{ openSession }, { CellOutputs, RanBefore, RunStage }] = await Promise.all([
    import("./open-session.ts"),
    import("./LiveParts.tsx"),
  ]);
  const session = await openSession(id, markdown);
  return { session, parts: { CellOutputs, RanBefore, RunStage } };
}

/** Most likely a part could not be fetched: the network is gone, or a newer version has come. */
function notStarted(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `The notebook could not be started: ${why}. Reload the page, and try again.`;
}
