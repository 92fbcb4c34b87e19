/** What the browser's storage says of the runs of an app: read as it is, past the app. */

/** Evaluated in a page of the app's folder: the events of each run, in the order the runs began. */
export const READ_JOURNAL = `(async () => {
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
    const table = database.transaction("journal").objectStore("journal");
    const [keys, records] = await Promise.all([asked(table.getAllKeys()), asked(table.getAll())]);
    const runs = new Map();
    keys.forEach(([run], index) => {
      const events = runs.get(run) ?? [];
      runs.set(run, events);
      for (const event of records[index].events) {
        const { type, at, taskRun, ends, state } = event;
        if (!/StateChanged$|^Run/.test(type)) continue;
        events.push({
          type, at, taskRun, ends,
          state: state && {
            type: state.type, runCount: state.runCount, loopCount: state.loopCount,
            startTime: state.startTime, preview: state.result?.preview ?? null,
          },
        });
      }
    });
    return [...runs].map(([id, events]) => ({ id, events }))
      .sort((a, b) => a.events[0].at - b.events[0].at);
  } finally {
    database.close();
  }
})()`;

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

/** What is wrong with a call that was made after this was on record; null: nothing. */
export function violation(note, known) {
  const on = known.get(note.taskRun);
  if (!on) return null;
  const call = `${note.taskRun}, attempt ${note.attempt}, iteration ${note.iteration}`;
  if (on.isDone) return `${call}: it had ended`;
  if (note.iteration <= on.iterations) return `${call}: that iteration had ended`;
  if (note.attempt <= on.attempts) return `${call}: that attempt had ended`;
  /* A clock of another process: a few milliseconds are no matter. */
  if (on.due > note.at + 20) return `${call}: ${on.due - note.at} ms before its retry was due`;
  return null;
}

/** How a run ended: the flow's state, and of each task run the state and the result. */
export function outcome(events) {
  const states = {};
  let flow = null;
  for (const { type, taskRun, state } of events) {
    if (type === "TaskStateChanged") states[taskRun] = `${state.type} ${state.preview}`;
    if (type === "FlowStateChanged") flow = state.type;
  }
  const sorted = Object.fromEntries(Object.entries(states).sort(([a], [b]) => a.localeCompare(b)));
  return { flow, isOver: flow !== null && FINISHED.test(flow), states: sorted };
}
