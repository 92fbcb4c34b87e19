/** Two runs side by side: which parameters and which task runs differ, in state, result and duration. */

import { useEffect, useState, type ReactNode } from "react";
import type { ComparedTaskRun, RunComparison } from "../../engine/api/runs.ts";
import type { RunId } from "../../engine/model/run.ts";
import type { StateType } from "../../engine/model/state.ts";
import { durationText } from "../run/duration-text.ts";
import { useSession } from "../session/use-session.ts";
import { StateIcon } from "../theme/StateIcon.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Problem } from "../ui/Problem.tsx";
import { differs, inOrder } from "./differences.ts";

interface CompareDialogProps {
  readonly runs: readonly [RunId, RunId];
  readonly onClose: () => void;
}

/** As many rows as are shown; those that differ come first. */
const MOST_ROWS = 500;

export function CompareDialog({ runs: [one, other], onClose }: CompareDialogProps) {
  const session = useSession();
  const [comparison, setComparison] = useState<RunComparison | "failed" | null>(null);
  const [isShort, setShort] = useState(true);
  useEffect(() => {
    let isStale = false;
    void session
      .ask((api) => api.runs.compare(one, other))
      .then((found) => {
        if (!isStale) setComparison(found ?? "failed");
      });
    return () => {
      isStale = true;
    };
  }, [session, one, other]);
  return (
    <Dialog isWide onClose={onClose} title="Two runs compared">
      <Problem />
      <label>
        <input
          checked={isShort}
          onChange={({ target }) => setShort(target.checked)}
          type="checkbox"
        />{" "}
        Only what differs
      </label>
      {comparison === null && <p role="status">Comparing…</p>}
      {comparison === "failed" && <p>These two could not be compared.</p>}
      {comparison !== null && comparison !== "failed" && (
        <Comparison comparison={comparison} isShort={isShort} />
      )}
    </Dialog>
  );
}

interface ComparisonProps {
  readonly comparison: RunComparison;
  readonly isShort: boolean;
}

/** What two runs were given and came to, a line for each thing. */
export function Comparison({ comparison, isShort }: ComparisonProps) {
  const { runs, parameters, taskRuns } = comparison;
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
        <Row differs={runs[0].state !== runs[1].state} name="the run">
          {runs.map(({ id, state, message }) => (
            <td key={id}>
              <StateOf type={state} /> <small>{message}</small>
            </td>
          ))}
        </Row>
        {pairs.map(([name, values]) => (
          <Row differs={values[0] !== values[1]} key={`=${name}`} name={`parameter ${name}`}>
            {values.map((value, side) => (
              <td key={side}>{value === null ? "not given" : <code>{value}</code>}</td>
            ))}
          </Row>
        ))}
        {rows.slice(0, MOST_ROWS).map((each) => (
          <TaskRunRow key={each.id} taskRun={each} />
        ))}
        {rows.length === 0 && (
          <tr>
            <td colSpan={3}>
              {isShort ? "No task run differs in state or result." : "Neither has a task run."}
            </td>
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
    <Row differs={differs(taskRun)} name={id}>
      {([0, 1] as const).map((side) => {
        const duration = durations[side];
        return (
          <td key={side}>
            <StateOf type={states[side]} /> {results[side] !== null && <code>{results[side]}</code>}{" "}
            {duration !== null && <small>{durationText(duration)}</small>}
          </td>
        );
      })}
    </Row>
  );
}

interface RowProps {
  readonly name: string;
  readonly differs: boolean;
  readonly children: ReactNode;
}

/** A line of the table; that it differs is said by more than its colour. */
function Row({ name, differs: isMarked, children }: RowProps) {
  return (
    <tr className={isMarked ? "differs" : undefined}>
      <th scope="row">
        {name}
        {isMarked && (
          <span className="compare-mark">
            <span aria-hidden="true"> ≠</span>
            <span className="visually-hidden"> differs</span>
          </span>
        )}
      </th>
      {children}
    </tr>
  );
}

function StateOf({ type }: { readonly type: StateType | null }) {
  if (type === null) return <small>not in this run</small>;
  return (
    <span className="history-state">
      <StateIcon type={type} /> {type}
    </span>
  );
}
