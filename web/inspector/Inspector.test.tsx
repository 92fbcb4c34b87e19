import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { RunEvent } from "../../engine/model/run.ts";
import { state, type State } from "../../engine/model/state.ts";
import { node } from "../../engine/testing/graphs.ts";
import { foldRun } from "../session/fold-run.ts";
import type { EngineClient } from "../../engine/browser.ts";
import { Session } from "../session/session.ts";
import { SessionContext } from "../session/use-session.ts";
import { ByHand } from "./ByHand.tsx";
import { Inspector } from "./Inspector.tsx";
import { selectionOf } from "./task-inputs.ts";

const NODE = node("add-1", {
  name: "add",
  tags: ["sum"],
  trigger: { name: "manualOnly" },
  place: { cell: "a", line: 1, column: 1 },
});
const LIST = { ...NODE, slug: "list-1", name: "list" };

const GRAPH: FlowGraph = {
  name: "flow",
  tasks: [LIST, NODE],
  edges: [{ upstream: "list-1", downstream: "add-1", key: "x", mapped: true, flattened: false }],
  constants: { "add-1": { y: { value: 0, preview: "7", length: null, size: 1 } } },
  referenceTasks: null,
  stateHandlers: 0,
  hasTerminalStateHandler: false,
  schedule: null,
};

const STARTED: RunEvent = {
  type: "RunStarted",
  at: 0,
  id: "run",
  flow: "a:0",
  graph: GRAPH,
  parameters: {},
  constants: {},
  options: {
    runName: "red-fox",
    executor: "pool",
    checkpointing: false,
    context: {},
    scheduledStartTime: 0,
    taskStates: {},
    flowState: null,
    taskRunnerStateHandlers: 0,
  },
};

const changed = (taskRun: string, to: State): RunEvent => ({
  type: "TaskStateChanged",
  at: 1000,
  taskRun,
  state: to,
  decision: { step: "checkTaskTrigger", rule: "manualOnly" },
  ends: true,
});

const ENDED: RunEvent = {
  type: "FlowStateChanged",
  at: 1000,
  state: state("Failed"),
  decision: { step: "determineFinalState", rule: "someFailed" },
};

function shown(events: readonly RunEvent[], selected = "add-1"): string {
  const log = { at: 0, level: "INFO", logger: "prefect.add", message: "hello" } as const;
  const logs = [{ ...log, taskRun: "add-1" }];
  /* Nothing is asked of the engine while it is only drawn. */
  const session = new Session({} as EngineClient, { poolSize: 1, skipWaits: false });
  return renderToStaticMarkup(
    <SessionContext value={session}>
      <Inspector
        byHand={(run, taskRun) => <ByHand run={run} taskRun={taskRun} />}
        graph={GRAPH}
        findItems={() => new Promise(() => undefined)}
        loadPreview={() => new Promise(() => undefined)}
        onSelect={vi.fn<() => void>()}
        onShowPlace={vi.fn<() => void>()}
        run={foldRun(null, events, logs)}
        selected={selected}
      />
    </SessionContext>,
  );
}

it("shows a task that has not run", () => {
  const html = shown([]);
  expect(html).toContain("Not run yet.");
  expect(html).toContain("Go to code");
  expect(html).toContain('from <button class="quiet task-link" type="button">list-1</button>');
  expect(html).toContain(">7</code>");
});

it("offers to approve what is paused and to cancel what runs", () => {
  const paused = shown([STARTED, changed("add-1", state("Paused", null, { startTime: null }))]);
  expect(paused).toContain(">Approve</button>");
  expect(paused).not.toContain(">Cancel</button>");
  expect(paused).toContain("lets it run only once somebody approves it");
  expect(paused).toContain("[1970-01-01 00:00:00+0000] INFO - prefect.add | hello");
  expect(shown([STARTED, changed("add-1", state("Running"))])).toContain(">Cancel</button>");
});

it("offers to restart from a task and to set its state once the run is over", () => {
  const over = { ...ENDED, at: 2000 };
  const html = shown([STARTED, changed("add-1", state("Failed")), over]);
  expect(html).toContain(">Restart from here</button>");
  expect(html).toContain(">Set state…</button>");
  const mapped = shown([STARTED, changed("add-1", state("Mapped", null, { mapCount: 2 })), over]);
  expect(mapped).toContain(">Restart from here</button>");
  expect(mapped).not.toContain(">Set state…</button>");
});

it("draws only some of many children, and counts them all by state", () => {
  const events = [
    STARTED,
    changed("add-1", state("Mapped", null, { mapCount: 50_000 })),
    changed("add-1[49000]", state("Failed")),
  ];
  const html = shown(events);
  expect(html.match(/aria-label="add-1\[/g)?.length).toBeGreaterThan(5);
  expect(html.match(/aria-label="add-1\[/g)?.length).toBeLessThan(60);
  expect(html).toContain('aria-rowcount="50001"');
  expect(html).toContain("49,999 Pending");
  expect(html).toContain("1 Failed");
});

it("tells each step of a life: who brought it, and why", () => {
  const html = shown([STARTED, changed("add-1", state("Paused", null, { startTime: null }))]);
  expect(html).toContain("The way it took: Pending, Paused");
  expect(html).toContain("by its trigger");
});

it("tells a child from a task", () => {
  expect(selectionOf(GRAPH, "add-1[12]")).toEqual({ slug: "add-1", mapIndex: 12 });
  expect(selectionOf(GRAPH, "add-1")).toEqual({ slug: "add-1", mapIndex: null });
  expect(shown([STARTED], "gone-1")).toContain("The flow has no task gone-1.");
});
