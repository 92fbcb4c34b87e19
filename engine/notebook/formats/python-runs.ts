/**
 * Finds what of a notebook has to wait for the end of a script: its flows' runs, and all that must
 * come after them so that the script does what the notebook does, in the order in which it does it.
 * Pure.
 */

import { Kinds } from "./python-kinds.ts";
import { readStatements, type Statement } from "./python-statements.ts";

/** A cell of Python in two parts; empty: it has no such part. */
export interface PartedCell {
  /** Stays where it is: it runs when the script is imported, too. */
  readonly stays: string;
  /** Waits for the end, and runs only where the script itself is run. */
  readonly waits: string;
}

export interface PartedNotebook {
  readonly cells: readonly PartedCell[];
  /** `from __future__ import …`, which must stand at the top. */
  readonly futures: readonly string[];
  /** The flow that was built last; null: none, or nobody can tell. */
  readonly lastFlow: string | null;
  readonly hasRun: boolean;
  /** Flows that are built only at the end, since an earlier run comes before them. */
  readonly lateFlows: readonly { readonly name: string; readonly cell: number }[];
  /** Cells, by their number in the list from 0, that the parser stumbled over. */
  readonly broken: readonly number[];
  /** Cells that await something outside of a function. */
  readonly awaiting: readonly number[];
}

const FUTURE = /^from\s+__future__\s+import\b/;

/** A cell of Python to be parted. */
export interface WholeCell {
  readonly text: string;
  /** All of it waits: it checks an exercise, and would fail whoever imports the script. */
  readonly isCheck: boolean;
}

/** @param whole  the cells of Python, in order */
export function partRuns(whole: readonly WholeCell[]): PartedNotebook {
  const kinds = new Kinds();
  const order = new Order();
  const futures: string[] = [];
  const lateFlows: { name: string; cell: number }[] = [];
  let hasRun = false;
  const read = whole.map(({ text }) => readStatements(text));
  const cells = read.map(({ statements }, cell) => {
    const stays: string[] = [];
    const waits: string[] = [];
    for (const statement of statements) {
      const { text, node, source } = statement;
      if (node !== null && FUTURE.test(source.slice(node.from, node.to))) {
        futures.push(text.trim());
        continue;
      }
      const isRun = kinds.runs(statement);
      kinds.learn(statement);
      hasRun ||= isRun;
      const isForced = isRun || whole[cell]?.isCheck === true;
      const isLate = order.take(statement, { isForced, isBelowRun: waits.length > 0 });
      (isLate ? waits : stays).push(text);
      if (!isLate || isForced) continue;
      for (const name of statement.defines) if (kinds.isFlow(name)) lateFlows.push({ name, cell });
    }
    return { stays: stays.join("\n"), waits: waits.join("\n") };
  });
  const numbers = (is: (each: (typeof read)[number]) => boolean) =>
    read.flatMap((each, index) => (is(each) ? [index] : []));
  return {
    cells,
    futures,
    lateFlows,
    lastFlow: kinds.lastFlow,
    hasRun,
    broken: numbers(({ isBroken }) => isBroken),
    awaiting: numbers(({ hasAwait }) => hasAwait),
  };
}

const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...a].some((name) => b.has(name));

/** Who must wait for whom. A statement waits if it runs a flow, or must stand behind one that waits. */
class Order {
  /** Names that waiting statements bind or alter. */
  readonly #written = new Set<string>();
  /** Names that they read, themselves or in the functions that a run calls. */
  readonly #read = new Set<string>();
  /** What a name was made from, and what its functions read when they run, and alter. */
  readonly #made = new Map<string, Made>();

  take(
    statement: Statement,
    { isForced, isBelowRun }: { readonly isForced: boolean; readonly isBelowRun: boolean },
  ): boolean {
    const { defines, uses, mutates } = statement;
    const writes = new Set([...defines, ...mutates]);
    /* What only acts – prints, asserts, shows – stays behind the run that it stands below. */
    const isActing = isBelowRun && writes.size === 0;
    const isLate =
      isForced ||
      isActing ||
      meets(uses, this.#written) ||
      meets(writes, this.#written) ||
      meets(writes, this.#read);
    /* Before it gives its names another meaning: `go = go()`. */
    const { reads, alters } = this.#reached(uses);
    this.#note(statement);
    if (!isLate) return false;
    for (const name of writes) this.#written.add(name);
    for (const name of uses) this.#read.add(name);
    for (const name of reads) this.#read.add(name);
    for (const name of alters) this.#written.add(name);
    return true;
  }

  #note({ defines, mutates, uses, hasFunction, altersLater }: Statement): void {
    for (const name of [...defines, ...mutates]) {
      const before = defines.has(name) ? undefined : this.#made.get(name);
      this.#made.set(name, {
        from: new Set([...(before?.from ?? []), ...uses]),
        reads: new Set([...(before?.reads ?? []), ...(hasFunction ? uses : [])]),
        alters: new Set([...(before?.alters ?? []), ...altersLater]),
      });
    }
  }

  /** What the functions behind these names read and alter: a flow's are its tasks'. */
  #reached(names: ReadonlySet<string>): Pick<Made, "reads" | "alters"> {
    const reads = new Set<string>();
    const alters = new Set<string>();
    const seen = new Set<string>();
    const open = [...names];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const made = this.#made.get(name);
      if (made === undefined || seen.has(name)) continue;
      seen.add(name);
      for (const each of made.reads) reads.add(each);
      for (const each of made.alters) alters.add(each);
      open.push(...made.from);
    }
    return { reads, alters };
  }
}

interface Made {
  readonly from: ReadonlySet<string>;
  readonly reads: ReadonlySet<string>;
  readonly alters: ReadonlySet<string>;
}
