/** One task run's life: its way through the state machine as a picture, then step by step. */

import { useMemo, useState } from "react";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { Millis } from "../../engine/model/state.ts";
import { durationText } from "../run/duration-text.ts";
import type { TaskRunView } from "../session/run-view.ts";
import { StateIcon } from "../theme/StateIcon.tsx";
import { lookOf } from "../theme/state-look.ts";
import { lifeOf, type LifeStep } from "./life.ts";
import { MachinePicture } from "./MachinePicture.tsx";
import { offsetText, preciseMomentText } from "./moment-text.ts";
import { Sentence } from "./Sentence.tsx";

export interface LifeProps {
  readonly taskRun: TaskRunView;
  readonly graph: FlowGraph;
  /** When the run began: times are counted from there. */
  readonly startedAt: Millis;
  readonly onSelect: (id: string) => void;
  /** Shows the run as it was after this event of its journal. */
  readonly onGoTo?: ((event: number) => void) | undefined;
  readonly onDecisive?: ((id: string | null) => void) | undefined;
}

/** As many states of a long life as are shown at first, and with each further look. */
const STATES = 50;

export function Life(props: LifeProps) {
  const { taskRun, graph } = props;
  const [shown, setShown] = useState(STATES);
  const { history } = taskRun;
  const hidden = Math.max(0, history.length - shown);
  const steps = useMemo(() => lifeOf(taskRun, graph, hidden), [taskRun, graph, hidden]);
  const types = useMemo(() => history.map(({ state }) => state.type), [history]);
  return (
    <>
      <MachinePicture types={types} />
      {hidden > 0 && (
        <button className="quiet" onClick={() => setShown(shown + STATES)} type="button">
          Show {Math.min(hidden, STATES)} of {hidden} earlier states
        </button>
      )}
      <ol className="life" start={hidden + 1}>
        {steps.map((step) => (
          <Step
            {...props}
            isLast={step.index === history.length - 1}
            key={step.index}
            step={step}
          />
        ))}
      </ol>
    </>
  );
}

interface StepProps extends Omit<LifeProps, "taskRun"> {
  readonly step: LifeStep;
  readonly isLast: boolean;
}

function Step({ step, isLast, graph, startedAt, onSelect, onGoTo, onDecisive }: StepProps) {
  const { type, at, after, actor, why, message, event } = step;
  return (
    <li
      aria-current={isLast ? "step" : undefined}
      className={`life-step is-${lookOf(type).outline}`}
    >
      {after !== null && after > 0 && (
        <span className="life-after">{durationText(after)} later</span>
      )}
      <span className="life-mark">
        <StateIcon type={type} />
      </span>
      <div className="life-head">
        <StepName event={event} onGoTo={onGoTo} type={type} />
        <span className="inspector-note">by {actor}</span>
        <time dateTime={new Date(at).toISOString()} title={preciseMomentText(at)}>
          {offsetText(at - startedAt)}
        </time>
      </div>
      <p className="life-why">
        <Sentence graph={graph} onDecisive={onDecisive} onSelect={onSelect} text={why} />
      </p>
      {message !== null && !isSaid(message, why) && <p className="life-message">{message}</p>}
    </li>
  );
}

/** Whether a sentence has all that matters of a message: what follows its beginning. */
function isSaid(message: string, sentence: string): boolean {
  const rest = message
    .slice(message.indexOf(": ") + 1)
    .trim()
    .replace(/\.+$/, "");
  return rest !== "" && sentence.includes(rest);
}

interface StepNameProps extends Pick<LifeProps, "onGoTo">, Pick<LifeStep, "type" | "event"> {}

function StepName({ type, event, onGoTo }: StepNameProps) {
  if (!onGoTo) return <strong>{type}</strong>;
  return (
    <button
      className="quiet life-go"
      onClick={() => onGoTo(event)}
      title="Show the run at this moment"
      type="button"
    >
      {type}
      <span className="visually-hidden">: show the run at this moment</span>
    </button>
  );
}
