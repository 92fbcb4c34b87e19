/** Gives a task run a state by hand, and asks why. */

import { useId, useState, type FormEvent } from "react";
import type { GivenState } from "../../engine/api/runs.ts";
import type { TaskRunId } from "../../engine/model/run.ts";
import { Dialog } from "../ui/Dialog.tsx";

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
  const id = useId();
  const [type, setType] = useState<GivenState["type"]>("Success");
  const [reason, setReason] = useState("");
  const give = (event: FormEvent) => {
    event.preventDefault();
    onClose();
    onGiven({ type, reason });
  };
  return (
    <Dialog
      leave="Cancel"
      onClose={onClose}
      title={
        <>
          Set the state of <code>{taskRun}</code>
        </>
      }
    >
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
            /* Something has to stand there: blanks say nothing. */
            pattern=".*\S.*"
            required
            value={reason}
          />
        </p>
        <button className="primary" type="submit">
          Set state
        </button>
      </form>
    </Dialog>
  );
}
