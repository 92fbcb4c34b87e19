/** Builds a flow from a program in a worker made for it, and runs nothing. */

import type { FlowDescription, FlowId } from "../model/graph.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { RunProgram, SandboxWorker } from "../ports.ts";
import { wireProgram } from "./program.ts";

/** A program that takes longer than this to build its flows spins. */
const PATIENCE = 30_000;

/** null if the program does not build this flow. @throws FlowbookError where no worker can be had */
export async function buildFlow(
  program: RunProgram,
  flow: FlowId,
  open: (language: LanguageId) => Promise<SandboxWorker>,
): Promise<FlowDescription | null> {
  const worker = await open(program.language);
  const late = setTimeout(() => worker.end("Building the flow took too long."), PATIENCE);
  try {
    const { descriptions = [] } = await worker.load({ ...wireProgram(program), draft: true });
    return descriptions.find(({ id }) => id === flow) ?? null;
  } finally {
    clearTimeout(late);
    worker.end("The flow is built.");
  }
}
