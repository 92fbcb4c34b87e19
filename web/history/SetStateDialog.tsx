/** Gives a task run a state by hand, and asks why. */

import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import type { GivenState } from "../../engine/api/runs.ts";
import type { TaskRunId } from "../../engine/model/run.ts";
import "../ui/list-dialog.css";

interface SetStateDialogProps {
  readonly taskRun: TaskRunId;
  readonly onGiven: (state: GivenState) => void;
  readonly onClose: () => void;
}

const MEANINGS: Readonly<Record<GivenState["type"], string>> = {
  Success: "it counts as done; what it would have given is None",
  Failed: "it counts as failed",
  Skipped: "it counts as skipped, and so does what skips with it",
  Pending: "it is done again",
};

const TYPES = Object.keys(MEANINGS) as readonly GivenState["type"][];

export function SetStateDialog({ taskRun, onGiven, onClose }: SetStateDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [type, setType] = useState<GivenState["type"]>("Success");
  const [reason, setReason] = useState("");
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const give = (event: FormEvent) => {
    event.preventDefault();
    dialog.current?.close();
    onGiven({ type, reason });
  };
  return (
    <dialog aria-labelledby={id} className="list-dialog" onClose={onClose} ref={dialog}>
      <header>
        <h2 id={id}>
          Set the state of <code>{taskRun}</code>
        </h2>
        <button onClick={() => dialog.current?.close()} type="button">
          Cancel
        </button>
      </header>
      <form className="parameter-form" onSubmit={give}>
        <p>
          <label htmlFor={`${id}-state`}>State</label>
          <select
            id={`${id}-state`}
            onChange={({ target }) => setType(TYPES.find((each) => each === target.value) ?? type)}
            value={type}
          >
            {TYPES.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
          <small>{MEANINGS[type]}. What depends on it is done again.</small>
        </p>
        <p>
          <label htmlFor={`${id}-reason`}>Reason</label>
          <input
            id={`${id}-reason`}
            onChange={({ target }) => setReason(target.value)}
            required
            value={reason}
          />
        </p>
        <button className="primary" type="submit">
          Set state
        </button>
      </form>
    </dialog>
  );
}
