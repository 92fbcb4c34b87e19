/** Runs a flow that a cell built; where it has parameters, asks for them first. */

import { useState, type ReactNode } from "react";
import type { GivenTaskStates } from "../../engine/api/runs.ts";
import type { FlowGraph, FlowId } from "../../engine/model/graph.ts";
import { useSession } from "../session/use-session.ts";
import { useWhyNotRun } from "../tabs/use-why-not.ts";
import { ParameterForm } from "./ParameterForm.tsx";
import { entriesOf, keepEntries, notKept } from "./parameter-entries.ts";

export interface RunFlow {
  /** Why it cannot be run here; null: it can. */
  readonly whyNot: string | null;
  readonly hasParameters: boolean;
  /** @param taskStates  tasks that have ended so before the run begins */
  readonly run: (taskStates?: GivenTaskStates) => void;
  /** To be put on the page: the form, while it asks. */
  readonly form: ReactNode;
}

/** @param onRun  the run has been asked for: a form may have been left instead */
export function useRunFlow(flow: FlowId, graph: FlowGraph, onRun?: () => void): RunFlow {
  const session = useSession();
  const whyNot = useWhyNotRun();
  const [asking, setAsking] = useState<{ readonly taskStates: GivenTaskStates } | null>(null);
  const hasParameters = graph.tasks.some(({ kind }) => kind === "parameter");
  const start = (
    parameters: Readonly<Record<string, unknown>>,
    taskStates: GivenTaskStates,
  ): void => {
    void session.ask((api, id) => api.runFlow(id, flow, parameters, taskStates));
    onRun?.();
  };
  const notebook = session.getState().notebook.id;
  return {
    whyNot,
    hasParameters,
    run: (taskStates = {}) => (hasParameters ? setAsking({ taskStates }) : start({}, taskStates)),
    form: asking && (
      <ParameterForm
        entries={entriesOf(notebook, graph.name)}
        graph={graph}
        onClose={(entries) => {
          setAsking(null);
          if (keepEntries(notebook, graph.name, entries)) return;
          void session.ask(() => Promise.reject(notKept(graph.name)));
        }}
        onRun={(parameters) => start(parameters, asking.taskStates)}
        submit={Object.keys(asking.taskStates).length > 0 ? "Run it so" : "Run flow"}
      />
    ),
  };
}
