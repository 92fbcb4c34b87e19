/** Two runs side by side: which parameters and which task runs differ, in state, result and duration. */

import { useEffect, useState } from "react";
import type { ComparedTaskRun, RunComparison } from "../../engine/api/runs.ts";
import type { RunId } from "../../engine/model/run.ts";
import { durationText } from "../run/duration-text.ts";
import { useSession } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { differs, inOrder } from "./differences.ts";

interface CompareDialogProps {
  readonly runs: readonly [RunId, RunId];
  readonly onClose: () => void;
}

/** As many rows as are shown; those that differ come first. */
const MOST_ROWS = 500;

export function CompareDialog({ runs: [one, other], onClose }: CompareDialogProps) {
  const session = useSession();
  const [comparison, setComparison] = useState<RunComparison | null>(null);
  const [isShort, setShort] = useState(true);
  useEffect(() => {
    void session
      .ask((api) => api.runs.compare(one, other))
      .then((found) => setComparison(found ?? null));
  }, [session, one, other]);
  return (
    <Dialog isWide onClose={onClose} title="Two runs compared">
      <label>
        <input
          checked={isShort}
          onChange={({ target }) => setShort(target.checked)}
          type="checkbox"
        />{" "}
        Only what differs
      </label>
      {comparison ? <Table comparison={comparison} isShort={isShort} /> : <p>Comparing…</p>}
    </Dialog>
  );
}

interface TableProps {
  readonly comparison: RunComparison;
  readonly isShort: boolean;
}

function Table({ comparison: { runs, parameters, taskRuns }, isShort }: TableProps) {
  const pairs = Object.entries(parameters).filter(([, [a, b]]) => !isShort || a !== b);
  const rows = inOrder(taskRuns).filter((each) => !isShort || differs(each));
  return (
    <table className="compare">
      <thead>
        <tr>
          <th scope="col">Task run</th>
          {runs.map(({ id, runName, startedAt }) => (
            <th key={id} scope="col">
              {runName} <small>{new Date(startedAt).toLocaleString()}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className={runs[0].state === runs[1].state ? undefined : "differs"}>
          <th scope="row">the run</th>
          {runs.map(({ id, state, message }) => (
            <td key={id}>
              {state} <small>{message}</small>
            </td>
          ))}
        </tr>
        {pairs.map(([name, values]) => (
          <tr className={values[0] === values[1] ? undefined : "differs"} key={`=${name}`}>
            <th scope="row">parameter {name}</th>
            {values.map((value, side) => (
              <td key={side}>{value ?? "not given"}</td>
            ))}
          </tr>
        ))}
        {rows.slice(0, MOST_ROWS).map((each) => (
          <TaskRunRow key={each.id} taskRun={each} />
        ))}
        {pairs.length + rows.length === 0 && (
          <tr>
            <td colSpan={3}>No task run differs in state or result.</td>
          </tr>
        )}
        {rows.length > MOST_ROWS && (
          <tr>
            <td colSpan={3}>{rows.length - MOST_ROWS} more are not shown.</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function TaskRunRow({ taskRun }: { readonly taskRun: ComparedTaskRun }) {
  const { id, states, results, durations } = taskRun;
  return (
    <tr className={differs(taskRun) ? "differs" : undefined}>
      <th scope="row">{id}</th>
      {([0, 1] as const).map((side) => {
        const duration = durations[side];
        return (
          <td key={side}>
            {states[side] ?? "not there"} {results[side] !== null && <code>{results[side]}</code>}{" "}
            {duration !== null && <small>{durationText(duration)}</small>}
          </td>
        );
      })}
    </tr>
  );
}
