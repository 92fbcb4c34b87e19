import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dependenciesOf,
  freshCells,
  planFor,
  programFor,
  statusesOf,
  type Evaluation,
  type PlannedCell,
} from "./staleness.ts";

/** `"a = b, c ! d"`: defines a, uses b and c, changes d. */
function cells(...texts: string[]): PlannedCell[] {
  return texts.map((text, index) => {
    const [left = "", changed = ""] = text.split("!");
    const [defined = "", used = ""] = left.split("=");
    const names = (part: string) =>
      part
        .split(",")
        .map((each) => each.trim())
        .filter((each) => each !== "");
    return {
      cell: `c${index}`,
      language: "typescript",
      hash: text,
      defines: names(defined),
      uses: [...names(used), ...names(changed)],
      mutates: names(changed),
    };
  });
}

/** Runs a plan on paper. */
function run(
  plan: readonly string[],
  all: readonly PlannedCell[],
  evaluations: Map<string, Evaluation>,
): void {
  for (const id of plan) {
    const order = Math.max(0, ...[...evaluations.values()].map((each) => each.order)) + 1;
    const hash = all.find(({ cell }) => cell === id)?.hash ?? "";
    evaluations.set(id, { hash, order, ok: true });
  }
}

const ran = (all: readonly PlannedCell[]): Map<string, Evaluation> => {
  const evaluations = new Map<string, Evaluation>();
  run(
    all.map(({ cell }) => cell),
    all,
    evaluations,
  );
  return evaluations;
};

describe("dependenciesOf", () => {
  it("finds the nearest definition above, not an earlier or a later one", () => {
    const found = dependenciesOf(cells("flow =", "flow =", "x = flow", "flow ="));
    expect(found.get("c2")).toEqual(["c1"]);
  });

  it("adds the cells between that change what is used", () => {
    const found = dependenciesOf(cells("flow =", "! flow", "x = flow"));
    expect(found.get("c2")).toEqual(["c0", "c1"]);
  });
});

describe("statusesOf", () => {
  it("marks an edited cell and all that depends on it as stale, and nothing else", () => {
    const before = cells("a =", "b = a", "c = b", "d =");
    const after = before.map((cell) => (cell.cell === "c0" ? { ...cell, hash: "edited" } : cell));
    expect(Object.fromEntries(statusesOf(after, ran(before)))).toEqual({
      c0: "stale",
      c1: "stale",
      c2: "stale",
      c3: "fresh",
    });
  });

  it("calls cells that have not run in this session never run", () => {
    expect(statusesOf(cells("a ="), new Map()).get("c0")).toBe("never");
  });

  it("does not take a cell that failed for fresh", () => {
    const all = cells("a =");
    const failed = new Map([["c0", { hash: "a =", order: 1, ok: false }]]);
    expect(statusesOf(all, failed).get("c0")).toBe("stale");
  });
});

describe("planFor", () => {
  it("runs what the target needs and is not fresh, then the target", () => {
    const all = cells("a =", "b = a", "x =", "c = b");
    expect(planFor("c3", all, new Map())).toEqual(["c0", "c1", "c3"]);
    expect(planFor("c3", all, ran(all))).toEqual(["c3"]);
  });

  it("makes anew what the target would change a second time", () => {
    const all = cells("flow =", "! flow", "! flow");
    expect(planFor("c2", all, ran(all))).toEqual(["c0", "c1", "c2"]);
  });

  const anyCells = fc
    .array(
      fc.record({
        defines: fc.subarray(["a", "b", "c"]),
        uses: fc.subarray(["a", "b", "c"]),
        mutates: fc.subarray(["a", "b"], { maxLength: 1 }),
      }),
      { minLength: 1, maxLength: 7 },
    )
    .map((specs) =>
      specs.map((spec, index): PlannedCell => ({
        ...spec,
        cell: `c${index}`,
        language: "typescript",
        hash: `h${index}`,
      })),
    );

  it("leaves the target and all it depends on fresh, whatever ran before", () => {
    fc.assert(
      fc.property(anyCells, fc.array(fc.nat(6), { maxLength: 6 }), fc.nat(6), (all, past, pick) => {
        const evaluations = new Map<string, Evaluation>();
        for (const each of past) {
          const before = all[each % all.length];
          if (before) run(planFor(before.cell, all, evaluations), all, evaluations);
        }
        const target = all[pick % all.length];
        if (!target) return;
        run(planFor(target.cell, all, evaluations), all, evaluations);
        const fresh = freshCells(all, evaluations);
        for (const cell of programFor(target.cell, all)) expect(fresh).toContain(cell);
      }),
    );
  });
});
