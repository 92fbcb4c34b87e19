/** What is right and what is wrong, by what is on record of the runs and by the calls that were noted. Pure. */

const FINISHED = /^(Success|Failed|Skipped|TriggerFailed|TimedOut|Cached|Cancelled|Mapped)$/;

/** What is on record of each task run: ended or not, how many attempts and iterations have. */
function checkpointsOf(events) {
  const known = new Map();
  for (const { type, taskRun, taskRuns, state, ends } of events) {
    /* As if they had never begun. */
    if (type === "RunRestarted") for (const again of taskRuns) known.delete(again);
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

/** The same of each run, by its id. */
export const checkpoints = (runs) =>
  new Map(runs.map(({ id, events }) => [id, checkpointsOf(events)]));

/** The clock of another process may be some milliseconds off. */
const SLACK = 20;

/** What is wrong with a call that was made after this was on record; null: nothing. */
export function violation(note, known) {
  const on = known.get(note.run)?.get(note.taskRun);
  if (!on) return null;
  const call = `${note.taskRun} of ${note.run}, attempt ${note.attempt}, iteration ${note.iteration}`;
  if (on.isDone) return `${call}: it had ended`;
  if (note.iteration <= on.iterations) return `${call}: that iteration had ended`;
  if (note.attempt <= on.attempts) return `${call}: that attempt had ended`;
  if (on.due > note.at + SLACK) return `${call}: ${on.due - note.at} ms before its retry was due`;
  return null;
}

/** What was on record and is not any more, after whoever wrote it was killed: a journal only grows. */
export function losses(before, after) {
  return before.flatMap(({ id, name, events }) => {
    const now = after.find((run) => run.id === id)?.events ?? [];
    const at = events.findIndex((event, n) => JSON.stringify(event) !== JSON.stringify(now[n]));
    if (at < 0) return [];
    const { type, taskRun } = events[at];
    const what = `${type} ${taskRun ?? ""} of ${name}`;
    return [`event ${at} of ${events.length} was on record and is lost: ${what}`];
  });
}

/** What is wrong with all calls that were made in a run, once its whole journal is there. */
export function repeated(notes, { id, name, events }) {
  const own = notes.filter(({ run }) => run === id);
  const wrong = own.flatMap((note) => {
    const before = events.filter(({ at }) => at + SLACK < note.calledAt);
    const known = new Map([[id, checkpointsOf(before)]]);
    const found = violation({ ...note, at: note.calledAt }, known);
    return found === null ? [] : [`${found} (by the whole journal)`];
  });
  const silent = made(events).filter(
    ({ taskRun, since }) =>
      !own.some((note) => note.taskRun === taskRun && note.calledAt + SLACK > since),
  );
  return [...wrong, ...silent.map(({ taskRun }) => `${taskRun} of ${name}: was never called`)];
}

/** The task runs whose results their functions must have made, and since when they were to be done (again). */
function made(events) {
  const found = new Map();
  let since = 0;
  for (const { type, at, taskRun, taskRuns, state, ends, step } of events) {
    if (type === "RunRestarted") {
      since = at;
      for (const again of taskRuns) found.delete(again);
    }
    if (type !== "TaskStateChanged" || !ends) continue;
    /* What has no number is a parameter, and no function of the notebook's. */
    if (!/-\d+(\[\d+\])?$/.test(taskRun) || found.has(taskRun)) continue;
    const isOwn = state.type === "Success" || (state.type === "Cached" && step === "cacheResult");
    if (isOwn) found.set(taskRun, { taskRun, since });
  }
  return [...found.values()];
}

/**
 * What was done again by a restart though nothing that it reads had failed.
 * @param tasks  those of its flow, each with the names of those it reads
 */
export function restartedInVain({ events }, tasks) {
  return events.flatMap(({ type, taskRuns }, at) => {
    if (type !== "RunRestarted") return [];
    const { states } = outcome({ events: events.slice(0, at) });
    const again = new Set(
      Object.keys(states).flatMap((id) => (FAILED.test(states[id]) ? [nameIn(id)] : [])),
    );
    /* They stand in the order of what reads what. */
    for (const { name, reads } of tasks) {
      if (reads.some((each) => again.has(each))) again.add(name);
    }
    return taskRuns
      .filter((id) => !again.has(nameIn(id)))
      .map((id) => `${id}: done again by the restart, though it had not failed`);
  });
}

const FAILED = /^(Failed|TriggerFailed|TimedOut|Cancelled) /;

/** The task of `t3-1[2]`. */
const nameIn = (id) => id.replace(/-\d+(\[\d+\])?$/, "");

/** How a run stands, or ended: the flow's state, and of each task run the state and the result. */
export function outcome({ events }) {
  const states = {};
  let flow = null;
  for (const { type, taskRun, taskRuns, state } of events) {
    if (type === "TaskStateChanged")
      states[taskRun] = `${state.type} ${state.value ?? state.preview}`;
    if (type === "FlowStateChanged") flow = state.type;
    if (type === "RunRestarted") {
      flow = null;
      for (const again of taskRuns) delete states[again];
    }
  }
  const sorted = Object.fromEntries(Object.entries(states).sort(([a], [b]) => a.localeCompare(b)));
  return { flow, isOver: flow !== null && FINISHED.test(flow), states: sorted };
}

/** The runs of the notebook itself, each with those that tasks of its asked for, in the order they began. */
export const topRuns = (runs) =>
  runs
    .filter(({ isNested }) => !isNested)
    .map((run) => ({ ...run, nested: runs.filter(({ parent }) => parent === run.id) }));

/** How two top runs ended otherwise, in words. */
export const differences = (one, other) => [
  ...differencesOf("", outcome(one), outcome(other)),
  ...nestedDifferences(one.nested, other.nested),
];

function differencesOf(name, one, other) {
  const states = Object.keys({ ...one.states, ...other.states })
    .filter((id) => one.states[id] !== other.states[id])
    .map((id) => `${id}: ${one.states[id]} instead of ${other.states[id]}`);
  const flow = one.flow === other.flow ? [] : [`${one.flow} instead of ${other.flow}`];
  return [...flow, ...states].map((each) => `${name}ended otherwise: ${each}`);
}

/** Those of one name are held against each other in the order they began. */
function nestedDifferences(ones, others) {
  const names = new Set([...ones, ...others].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [mine, theirs] = [ones, others].map((runs) => runs.filter((run) => run.name === name));
    if (mine.length !== theirs.length) {
      return [`${name} was run ${mine.length} times instead of ${theirs.length}`];
    }
    return mine.flatMap((run, n) =>
      differencesOf(`${name} (${n + 1}) `, outcome(run), outcome(theirs[n])),
    );
  });
}
