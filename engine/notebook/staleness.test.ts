import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dependenciesOf,
  freshCells,
  planFor,
  programFor,
  statusesOf,
  visibleTo,
  withEvaluation,
  type Evaluations,
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
const run = (
  plan: readonly string[],
  all: readonly PlannedCell[],
  evaluations: Evaluations = new Map(),
): Evaluations =>
  plan.reduce((before, cell) => {
    const hash = all.find((each) => each.cell === cell)?.hash ?? "";
    return withEvaluation(before, { cell, hash, ok: true }, all);
  }, evaluations);

const ran = (all: readonly PlannedCell[]): Evaluations =>
  run(
    all.map(({ cell }) => cell),
    all,
  );

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

describe("cells of two languages", () => {
  const all = cells("a =", "a =", "b = a").map((cell, index): PlannedCell => ({
    ...cell,
    language: index === 1 ? "python" : "typescript",
  }));

  it("do not share their names", () => {
    expect(dependenciesOf(all).get("c2")).toEqual(["c0"]);
    expect(visibleTo("c2", all, ran(all))).toEqual(["c0"]);
    expect(planFor("c2", all, new Map())).toEqual(["c0", "c2"]);
  });

  it("do not make one another stale, nor spoil one another's variables", () => {
    const edited = all.map((cell) => (cell.cell === "c1" ? { ...cell, hash: "edited" } : cell));
    expect(Object.fromEntries(statusesOf(edited, ran(all)))).toEqual({
      c0: "fresh",
      c1: "stale",
      c2: "fresh",
    });
    const changing = all.map((cell) => (cell.cell === "c1" ? { ...cell, mutates: ["a"] } : cell));
    expect(planFor("c2", changing, ran(changing))).toEqual(["c2"]);
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
    const failed = new Map([["c0", { hash: "a =", order: 1, ok: false, saw: [], changedBy: [] }]]);
    expect(statusesOf(all, failed).get("c0")).toBe("stale");
  });
});

it("takes a cell for stale when it would see another definition now", () => {
  const all = cells("a =", "a =", "b = a");
  const [first, , last] = all;
  const fewer = [first, last].filter((each) => each !== undefined);
  expect(statusesOf(fewer, ran(all)).get("c2")).toBe("stale");
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

  it("makes anew what a cell below, or one that is gone, has changed", () => {
    const all = cells("xs =", "y = xs", "! xs");
    expect(planFor("c1", all, ran(all))).toEqual(["c0", "c1"]);
    expect(planFor("c1", all.slice(0, 2), ran(all))).toEqual(["c0", "c1"]);
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
        let evaluations: Evaluations = new Map();
        for (const each of past) {
          const before = all[each % all.length];
          if (before) evaluations = run(planFor(before.cell, all, evaluations), all, evaluations);
        }
        const target = all[pick % all.length];
        if (!target) return;
        evaluations = run(planFor(target.cell, all, evaluations), all, evaluations);
        const fresh = freshCells(all, evaluations);
        for (const cell of programFor(target.cell, all)) expect(fresh).toContain(cell);
      }),
    );
  });
});

/** A kernel on paper: what variables hold is a text that tells how they came about. */
class PaperKernel {
  readonly #variables = new Map<string, Map<string, string>>();

  /** Evaluates a cell and answers all it saw. */
  evaluate(cell: PlannedCell, visible: readonly string[]): string {
    const holderOf = (name: string) =>
      visible.map((each) => this.#variables.get(each)).findLast((names) => names?.has(name));
    const names = [...new Set([...cell.uses, ...cell.mutates])].toSorted();
    const saw = `${cell.hash}(${names.map((name) => holderOf(name)?.get(name) ?? "").join()})`;
    for (const name of cell.mutates) {
      const holder = holderOf(name);
      holder?.set(name, `${holder.get(name) ?? ""}+${saw}`);
    }
    this.#variables.set(cell.cell, new Map(cell.defines.map((name) => [name, `${name}:${saw}`])));
    return saw;
  }
}

it("after any edits and runs, a target and all fresh cells saw what a new kernel would show them", () => {
  const names = (maxLength: number) => fc.subarray(["a", "b", "c"], { maxLength });
  const specs = fc.record({ defines: names(2), uses: names(2), mutates: names(1) });
  const steps = fc.array(
    fc.record({
      does: fc.constantFrom("run", "run", "run", "edit", "insert", "remove", "move"),
      at: fc.nat(6),
      to: fc.nat(6),
      spec: specs,
    }),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(fc.array(specs, { minLength: 1, maxLength: 6 }), steps, (first, doings) => {
      let count = 0;
      const make = (spec: (typeof first)[number], cell = `c${count}`): PlannedCell => ({
        ...spec,
        cell,
        language: "typescript",
        hash: `h${count++}`,
      });
      let all = first.map((spec) => make(spec));
      const kernel = new PaperKernel();
      let evaluations: Evaluations = new Map();
      const seen = new Map<string, string>();
      for (const { does, at, to, spec } of doings) {
        const cell = all[at % all.length];
        if (cell === undefined) break;
        let justRan: string | null = null;
        const others = all.filter((each) => each !== cell);
        if (does === "edit") all = all.with(all.indexOf(cell), make(spec, cell.cell));
        else if (does === "insert") all = all.toSpliced(to, 0, make(spec));
        else if (does === "remove") all = others.length > 0 ? others : all;
        else if (does === "move") all = others.toSpliced(to, 0, cell);
        else {
          for (const id of planFor(cell.cell, all, evaluations)) {
            const each = all.find((other) => other.cell === id);
            if (each === undefined) continue;
            seen.set(id, kernel.evaluate(each, visibleTo(id, all, evaluations)));
            evaluations = run([id], all, evaluations);
          }
          justRan = cell.cell;
        }
        const clean = new PaperKernel();
        const ids = all.map((each) => each.cell);
        const right = new Map(
          all.map((each, index) => [each.cell, clean.evaluate(each, ids.slice(0, index))]),
        );
        const fresh = freshCells(all, evaluations);
        for (const id of fresh) expect(seen.get(id)).toBe(right.get(id));
        expect(justRan === null || fresh.has(justRan)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
