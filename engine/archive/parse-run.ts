/** Parses a run, whole, and plays its journal: what does not fold to a run is none. */

import { evolve } from "../core/evolve.ts";
import { optional } from "../host/parse-graph.ts";
import { parseSizedValue, type SizedValue } from "../host/parse-value.ts";
import {
  countOf,
  fieldsOf,
  flagOf,
  listOf,
  malformed,
  nameOf,
  numberOf,
  numberOrNull,
  recordOf,
  textOf,
  textOrNull,
  type Fields,
} from "../host/guards.ts";
import { isStateType } from "../model/state.ts";
import type { FlowRun, RunEvent, RunId } from "../model/run.ts";
import type { ResultKey } from "../model/value.ts";
import type { RunSummary, WholeRecord } from "../ports.ts";
import type { ArchivedRun } from "./archived.ts";
import { badArchive, readingPart } from "./errors.ts";
import { parseEvent, parseLogRecord } from "./parse-events.ts";
import { parseProgram } from "./parse-program.ts";
import { parseId, parseNotebookId, parseParent, RunRefs } from "./parse-refs.ts";
import { renameKey, SAME_NAMES } from "./renaming.ts";

const MAX_COMMITS = 1e9;
const MAX_EVENTS = 5_000_000;
const MAX_LOGS = 5_000_000;
const MAX_VALUES = 2_000_000;
const MAX_TEXT = 200_000;
/** Steps that folding a journal may take: a few lines of it can ask for a million children, again and again. */
const MAX_FOLDING = 100_000_000;
const MAX_CHILDREN = 2_000_000;

/** A run as it lay in the file or the store: nothing of it is believed yet. */
export interface RawRun {
  readonly summary: unknown;
  /** null: it has none. */
  readonly program: unknown;
  readonly records: readonly unknown[];
}

/**
 * @param renaming  gives the run, its notebook, and the runs whose values it uses other ids
 * @throws FlowbookError `badArchive`
 */
export function parseRun(raw: RawRun, renaming = SAME_NAMES): ArchivedRun {
  const { id } = readingPart("a run", () => parseSummary(raw.summary));
  return readingPart(`run "${id}"`, () => {
    const summary = parseSummary(raw.summary);
    const shells = parseShells(raw.records, id);
    const known = shells.flatMap(({ values }) =>
      values.map(({ key, sized }) => [key, sized] as const),
    );
    const refs = new RunRefs(id, new Map(known), renaming);
    const records = shells.map((shell): WholeRecord => {
      const { firstSeq, lastSeq, values, fields } = shell;
      return {
        firstSeq,
        lastSeq,
        events: listOf(fields["events"], "a journal", {
          max: MAX_EVENTS,
          item: (each) => parseEvent(each, id, refs),
        }),
        logs: listOf(fields["logs"], "the log of a run", { max: MAX_LOGS, item: parseLogRecord }),
        values: values.map(({ key, sized }) => ({
          key: renameKey(key, renaming),
          stored: sized.stored,
        })),
      };
    });
    const folded = fold(
      records.flatMap(({ events }) => events),
      id,
    );
    return {
      summary: {
        ...summary,
        id: renaming.run(id),
        notebook: renaming.notebook(summary.notebook),
        ...(summary.parent && { parent: refs.parent(summary.parent) }),
        /* What a list shows of it is what its journal says. */
        flow: folded.flow,
        state: folded.state.type,
      },
      program: raw.program === null ? null : parseProgram(raw.program),
      records,
    };
  });
}

function parseSummary(value: unknown): RunSummary {
  const fields = fieldsOf(value, "the summary of a run");
  const state = fields["state"];
  if (typeof state !== "string" || !isStateType(state)) throw malformed("a state", "a known state");
  return {
    id: parseId(fields["id"], "the id of a run"),
    notebook: parseNotebookId(fields["notebook"]),
    flow: nameOf(fields["flow"], "the flow of a run"),
    flowName: nameOf(fields["flowName"], "the name of a flow"),
    runName: nameOf(fields["runName"], "the name of a run"),
    parameters: recordOf(fields["parameters"], "the parameters of a run", {
      max: 100_000,
      item: (each) => textOf(each, "a parameter", MAX_TEXT),
    }),
    isNested: flagOf(fields["isNested"], "whether a run is nested"),
    ...optional(fields, "parent", parseParent),
    startedAt: numberOf(fields["startedAt"], "the start of a run"),
    endedAt: numberOrNull(fields["endedAt"], "the end of a run"),
    state,
    message: textOrNull(fields["message"], "the message of a run", MAX_TEXT),
  };
}

/** A record whose values are read, and the rest not yet: events refer to values of any record. */
interface Shell {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly values: readonly { readonly key: ResultKey; readonly sized: SizedValue }[];
  readonly fields: Fields;
}

function parseShells(raw: readonly unknown[], run: RunId): Shell[] {
  const what = "the numbers of commits";
  let nextSeq = 0;
  return raw.map((each) => {
    const fields = fieldsOf(each, "a record");
    const firstSeq = countOf(fields["firstSeq"], what, MAX_COMMITS);
    const lastSeq = countOf(fields["lastSeq"], what, MAX_COMMITS);
    if (firstSeq !== nextSeq || lastSeq < firstSeq) throw malformed(what, "without gaps");
    nextSeq = lastSeq + 1;
    return {
      firstSeq,
      lastSeq,
      values: parseValues(fields["values"], run, [firstSeq, lastSeq]),
      fields,
    };
  });
}

/** A commit's values lie in its order, from 0 on: that is how they are found. */
function parseValues(
  raw: unknown,
  run: RunId,
  [firstSeq, lastSeq]: readonly [number, number],
): Shell["values"] {
  let last = { seq: firstSeq, index: -1 };
  return listOf(raw, "the values of a run", {
    max: MAX_VALUES,
    item: (each) => {
      const fields = fieldsOf(each, "a value");
      const key = nameOf(fields["key"], "the key of a value");
      const [, seq = "", index = ""] = /\/(\d{1,12})\/(\d{1,12})$/.exec(key) ?? [];
      const next = { seq: Number(seq), index: Number(index) };
      const isNext = next.seq === last.seq ? next.index === last.index + 1 : next.index === 0;
      const isInOrder = isNext && next.seq >= last.seq && next.seq <= lastSeq;
      if (!isInOrder || key !== `${run}/${next.seq}/${next.index}`) {
        throw malformed(`the key "${key}"`, "that of the next value of its run");
      }
      last = next;
      return { key, sized: parseSizedValue(fields["stored"], `the value "${key}"`) };
    },
  });
}

function fold(events: readonly RunEvent[], id: RunId): FlowRun {
  const [first, ...rest] = events;
  if (first?.type !== "RunStarted" || rest.some(({ type }) => type === "RunStarted")) {
    throw malformed("a journal", "one that begins with RunStarted, and has it once");
  }
  boundFolding(events, first.graph.tasks.length);
  try {
    return evolve(null, events);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw badArchive(`the journal of run "${id}" is none (${error.message})`);
  }
}

function boundFolding(events: readonly RunEvent[], tasks: number): void {
  let steps = tasks;
  for (const event of events) {
    steps += 1;
    if (event.type === "PassStarted" || event.type === "RunResumed") steps += tasks;
    else if (event.type === "RunRestarted") steps += event.taskRuns.length;
    else if (event.type === "TaskStateChanged") {
      const children = event.state.mapCount ?? 0;
      if (children > MAX_CHILDREN)
        throw malformed("a mapped task", `one of at most ${MAX_CHILDREN} children`);
      steps += children;
    }
    if (steps > MAX_FOLDING) throw malformed("a journal", "one that can be played in time");
  }
}
