/** What the browser's storage says of the runs of an app: read as it is, past the app. */

/** Evaluated in a page of the app's folder: the events of each run, in the order the runs began. */
export const READ_JOURNAL = reading(false);

/** The same, each state with the value of its result as text. */
export const READ_WHOLE = reading(true);

function reading(withValues) {
  return `(async () => {
  const name = "flowbook:" + location.pathname.replace(/[^/]*$/, "");
  const known = await indexedDB.databases();
  if (!known.some((each) => each.name === name)) return [];
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open(name));
  try {
    if (!database.objectStoreNames.contains("journal")) return [];
    const transaction = database.transaction(["journal", "values"]);
    const rows = async (name) => {
      const table = transaction.objectStore(name);
      const [keys, records] = await Promise.all([asked(table.getAllKeys()), asked(table.getAll())]);
      return keys.map((key, index) => ({ run: key[0], record: records[index] }));
    };
    const journal = await rows("journal");
    const values = new Map();
    for (const { run, record } of ${withValues} ? await rows("values") : []) {
      for (const commit of record.commits) {
        commit.values.forEach((value, index) =>
          values.set([run, commit.seq, index].join("/"), (${textOf.toString()})(value)));
      }
    }
    const runs = new Map();
    for (const { run, record } of journal) {
      const events = runs.get(run) ?? [];
      runs.set(run, events);
      for (const event of record.events) {
        const { type, at, taskRun, ends, state } = event;
        if (!/StateChanged$|^Run/.test(type)) continue;
        events.push({
          type, at, taskRun, ends,
          state: state && {
            type: state.type, runCount: state.runCount, loopCount: state.loopCount,
            startTime: state.startTime, preview: state.result?.preview ?? null,
            ...(${withValues} && { value: values.get(state.result?.key) ?? null }),
          },
        });
      }
    }
    return [...runs].map(([id, events]) => ({ id, events }))
      .sort((a, b) => a.events[0].at - b.events[0].at);
  } finally {
    database.close();
  }
})()`;
}

/**
 * A stored value as text that is the same for the same value: in full, but for the stack of an exception
 * and what holds it in Python's encoding. Evaluated in the page too.
 */
function textOf(value) {
  if (value.kind === "failure") return `${value.failure.type}: ${value.failure.message}`;
  if (value.kind === "large") return `${value.size} bytes`;
  if (value.kind === "value") return JSON.stringify(value.value) ?? "undefined";
  return value.json ?? [...value.bytes].join(" ");
}

const FINISHED = /^(Success|Failed|Skipped|TriggerFailed|TimedOut|Cached|Cancelled|Mapped)$/;

/** What is on record of each task run: ended or not, how many attempts and iterations have. */
export function checkpoints(events) {
  const known = new Map();
  for (const { type, taskRun, state, ends } of events) {
    if (type !== "TaskStateChanged") continue;
    const before = known.get(taskRun) ?? { isDone: false, attempts: 0, iterations: 0, due: 0 };
    known.set(taskRun, {
      isDone: ends && FINISHED.test(state.type),
      attempts:
        state.type === "Retrying" ? Math.max(before.attempts, state.runCount) : before.attempts,
      iterations:
        state.type === "Looped" ? Math.max(before.iterations, state.loopCount) : before.iterations,
      due: state.type === "Retrying" ? state.startTime : before.due,
    });
  }
  return known;
}

/** The clock of another process may be some milliseconds off. */
const SLACK = 20;

/** What is wrong with a call that was made after this was on record; null: nothing. */
export function violation(note, known) {
  const on = known.get(note.taskRun);
  if (!on) return null;
  const call = `${note.taskRun}, attempt ${note.attempt}, iteration ${note.iteration}`;
  if (on.isDone) return `${call}: it had ended`;
  if (note.iteration <= on.iterations) return `${call}: that iteration had ended`;
  if (note.attempt <= on.attempts) return `${call}: that attempt had ended`;
  if (on.due > note.at + SLACK) return `${call}: ${on.due - note.at} ms before its retry was due`;
  return null;
}

/** What was on record and is not any more, after whoever wrote it was killed: a journal only grows. */
export function losses(before, after) {
  const at = before.findIndex((event, n) => JSON.stringify(event) !== JSON.stringify(after[n]));
  if (at < 0) return [];
  const { type, taskRun } = before[at];
  return [`event ${at} of ${before.length} was on record and is lost: ${type} ${taskRun ?? ""}`];
}

/** What is wrong with all calls that were made, once the whole journal is there. */
export function repeated(notes, events) {
  const changes = events.filter(({ type }) => type === "TaskStateChanged");
  const wrong = notes.flatMap((note) => {
    const before = changes.filter(({ at }) => at + SLACK < note.calledAt);
    const found = violation({ ...note, at: note.calledAt }, checkpoints(before));
    return found === null ? [] : [`${found} (by the whole journal)`];
  });
  const called = new Set(notes.map(({ taskRun }) => taskRun));
  const made = changes.filter(({ state, ends }) => ends && state.type === "Success");
  /* What has no number is a parameter, and no function of the notebook's. */
  const silent = made.filter(
    ({ taskRun }) => /-\d+(\[\d+\])?$/.test(taskRun) && !called.has(taskRun),
  );
  return [...wrong, ...silent.map(({ taskRun }) => `${taskRun}: Success, and was never called`)];
}

/** How a run ended: the flow's state, and of each task run the state and the result. */
export function outcome(events) {
  const states = {};
  let flow = null;
  for (const { type, taskRun, state } of events) {
    if (type === "TaskStateChanged")
      states[taskRun] = `${state.type} ${state.value ?? state.preview}`;
    if (type === "FlowStateChanged") flow = state.type;
  }
  const sorted = Object.fromEntries(Object.entries(states).sort(([a], [b]) => a.localeCompare(b)));
  return { flow, isOver: flow !== null && FINISHED.test(flow), states: sorted };
}
