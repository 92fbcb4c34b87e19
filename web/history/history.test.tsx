/** What the history shows of runs, and the questions it asks, as a person reads them. */

import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import type { EngineClient } from "../../engine/browser.ts";
import type { ComparedTaskRun, ListedRun, RunComparison } from "../../engine/api/runs.ts";
import { Session } from "../session/session.ts";
import { SessionContext } from "../session/use-session.ts";
import { Comparison } from "./CompareDialog.tsx";
import { HistoryRow } from "./HistoryRow.tsx";
import { handOver, runAgain } from "./up-to-date.ts";

const RUN: ListedRun = {
  id: "r",
  notebook: "n",
  flow: "a:0",
  flowName: "etl",
  runName: "calm-cat",
  parameters: { day: "'monday'" },
  isNested: false,
  startedAt: 0,
  endedAt: 1500,
  state: "Success",
  message: "All reference tasks succeeded.",
  standing: "ended",
};

/** An engine that notes what it is asked, and knows nothing. */
function noting(): { readonly api: EngineClient; readonly asked: string[] } {
  const asked: string[] = [];
  const api = {
    setNetwork: () => Promise.resolve(),
    openNotebook: () => Promise.resolve(null),
    saveNotebook: (_: string, { text }: { text: string }, base: number) => {
      asked.push(`save ${text.includes("changed") ? "changed" : "first"}`);
      return Promise.resolve({ isSaved: true, revision: base + 1 });
    },
    setCells: (_: string, cells: readonly { text: string }[]) => {
      asked.push(`cells ${cells.map(({ text }) => text).join()}`);
      return Promise.resolve();
    },
    runs: {
      again: (run: string) => {
        asked.push(`again ${run}`);
        return Promise.resolve();
      },
    },
  };
  return { api: api as unknown as EngineClient, asked };
}

const shown = (node: ReactNode): string => {
  const session = new Session(noting().api, { poolSize: 1, skipWaits: false });
  return renderToStaticMarkup(<SessionContext value={session}>{node}</SessionContext>);
};

const row = (more: Partial<ListedRun> = {}, whyNot: string | null = null): string => {
  const nothing = vi.fn<() => void>();
  return shown(
    <HistoryRow
      isChosen={false}
      onChoose={nothing}
      onOpen={nothing}
      onRestart={nothing}
      onResume={nothing}
      run={{ ...RUN, ...more }}
      whyNot={whyNot}
    />,
  );
};

describe("a run in the history", () => {
  it("says its name, flow, parameters, state and how long it took", () => {
    const html = row();
    for (const text of ["calm-cat", "etl", "day = &#x27;monday&#x27;", "Success", "1.5 s"]) {
      expect(html).toContain(text);
    }
  });

  it("can be restarted from failed only if it failed, and resumed only if it was cut off", () => {
    expect(row()).not.toMatch(/Restart from failed|Resume/);
    expect(row({ state: "Failed" })).toContain("Restart from failed");
    const cutOff = row({ state: "Running", standing: "interrupted", endedAt: null });
    expect(cutOff).toContain("Resume");
    expect(cutOff).toContain("Interrupted");
    expect(cutOff).not.toMatch(/Running|Restart from failed/);
    expect(row({ state: "Running", standing: "live" })).not.toMatch(/Resume|Run again/);
  });

  it("can be looked at and taken out, and not run, where another tab runs the notebook", () => {
    const html = row({ state: "Failed" }, "It runs elsewhere.");
    expect(
      html.match(/<button disabled=""[^>]*>[^<]*/g)?.map((tag) => tag.replace(/.*>/, "")),
    ).toEqual(["Restart from failed", "Run again"]);
  });
});

const compared = (id: string, more: Partial<ComparedTaskRun> = {}): ComparedTaskRun => ({
  id,
  states: ["Success", "Success"],
  results: ["1", "1"],
  durations: [1000, 3000],
  isSameResult: true,
  ...more,
});

const comparison = (taskRuns: readonly ComparedTaskRun[]): RunComparison => ({
  runs: [RUN, { ...RUN, id: "s", runName: "red-fox" }],
  parameters: { day: ["'monday'", "'friday'"], n: ["1", "1"], limit: [null, "9"] },
  taskRuns,
});

/** The first cell of each row, and whether the row is marked. */
const rowsOf = (html: string): (readonly [string, boolean])[] =>
  [...html.matchAll(/<tr( class="differs")?><th scope="row">([^<]*)/g)].map(
    ([, mark, name = ""]) => [name, mark !== undefined] as const,
  );

describe("two runs compared", () => {
  const all = comparison([
    compared("same"),
    compared("failed", { states: ["Success", "Failed"], isSameResult: false }),
    compared("gone", { states: ["Success", null], results: ["1", null], isSameResult: false }),
  ]);

  it("shows what differs first, and marks it", () => {
    const html = shown(<Comparison comparison={all} isShort={false} />);
    expect(rowsOf(html)).toEqual([
      ["the run", false],
      ["parameter day", true],
      ["parameter n", false],
      ["parameter limit", true],
      ["failed", true],
      ["gone", true],
      ["same", false],
    ]);
    for (const text of ["not in this run", "not given", "1.0 s", "3.0 s"]) {
      expect(html).toContain(text);
    }
  });

  it("leaves out what does not differ; that one took longer is no difference", () => {
    const html = shown(<Comparison comparison={all} isShort />);
    expect(rowsOf(html).map(([name]) => name)).toEqual([
      "the run",
      "parameter day",
      "parameter limit",
      "failed",
      "gone",
    ]);
    const same = shown(<Comparison comparison={comparison([compared("same")])} isShort />);
    expect(same).toContain("No task run differs in state or result.");
  });
});

describe("what is done with the notebook as it is now", () => {
  const TEXT = "```ts\nfirst\n```\n";

  it("is done with what was typed a moment ago", async () => {
    const { api, asked } = noting();
    const session = new Session(api, { poolSize: 1, skipWaits: false });
    await session.open("n", TEXT);
    asked.length = 0;
    session.editCell(session.getState().notebook.cells[0]?.id ?? "", "changed");
    await handOver(session);
    expect(asked).toEqual(["save changed", "cells changed"]);
  });

  it("is run again only after that", async () => {
    const { api, asked } = noting();
    const session = new Session(api, { poolSize: 1, skipWaits: false });
    await session.open("n", TEXT);
    asked.length = 0;
    session.editCell(session.getState().notebook.cells[0]?.id ?? "", "changed");
    await runAgain(session, "r");
    expect(asked).toEqual(["save changed", "cells changed", "again r"]);
  });
});
