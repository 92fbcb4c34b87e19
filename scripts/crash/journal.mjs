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
        const { type, at, taskRun, ends, state, decision, taskRuns } = event;
        if (!/StateChanged$|^Run/.test(type)) continue;
        events.push({
          type, at, taskRun, ends, taskRuns, step: decision?.step,
          ...(type === "RunStarted" && {
            name: event.graph.name, isNested: event.options.isNested === true,
            parent: event.options.parent?.run,
          }),
          state: state && {
            type: state.type, runCount: state.runCount, loopCount: state.loopCount,
            startTime: state.startTime, preview: state.result?.preview ?? null,
            ...(${withValues} && { value: values.get(state.result?.key) ?? null }),
          },
        });
      }
    }
    return [...runs]
      .map(([id, events]) => {
        const { name, isNested, parent } = events[0];
        return { id, name, isNested, parent, events };
      })
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
