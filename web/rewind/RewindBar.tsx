/** The bar with which one looks back on a run: a slider over its events, and playing it again. */

import { useMemo, type KeyboardEvent } from "react";
import { isFinished } from "../../engine/model/state.ts";
import { offsetText, preciseMomentText } from "../inspector/moment-text.ts";
import { eventText } from "./event-text.ts";
import { failureMarks } from "./failure-marks.ts";
import { SPEEDS, speedText } from "./playing.ts";
import { MomentSlider } from "./MomentSlider.tsx";
import { RewindIcon, type RewindIconName } from "./RewindIcon.tsx";
import type { Rewind } from "./use-rewind.ts";
import "./rewind.css";

export interface RewindBarProps {
  readonly rewind: Rewind;
}

/** How far PageUp and PageDown go, as a share of the whole. */
const PAGE = 0.05;

export function RewindBar({ rewind }: RewindBarProps) {
  const { live, length, position, isRewound, isPlaying } = rewind;
  const marks = useMemo(() => (live ? failureMarks(live) : []), [live]);
  const hasNone = length < 2;
  return (
    <div
      aria-label="Rewind"
      className={`rewind-bar${isRewound ? " is-rewound" : ""}`}
      onKeyDown={(event) => onKeyDown(event, rewind)}
      role="group"
    >
      <div className="rewind-buttons">
        <IconButton
          icon="start"
          isDisabled={hasNone || position === 0}
          name="To the start"
          onClick={() => rewind.goTo(0)}
        />
        <IconButton
          icon="back"
          isDisabled={hasNone || position === 0}
          name="Step back"
          onClick={() => rewind.step(-1)}
        />
        <IconButton
          icon={isPlaying ? "pause" : "play"}
          isDisabled={hasNone}
          name={isPlaying ? "Pause" : "Play"}
          onClick={isPlaying ? rewind.pause : rewind.play}
        />
        <IconButton
          icon="on"
          isDisabled={hasNone || !isRewound}
          name="Step on"
          onClick={() => rewind.step(1)}
        />
        <IconButton
          icon="end"
          isDisabled={hasNone || !isRewound}
          name="To the end"
          onClick={rewind.backToNow}
        />
      </div>
      <MomentSlider
        isDisabled={hasNone}
        length={length}
        marks={marks}
        onGoTo={rewind.goTo}
        position={position}
        text={sliderText(rewind)}
      />
      <SpeedSelect rewind={rewind} />
      <Moment rewind={rewind} />
      <label className="rewind-stops">
        <input
          checked={rewind.stopsAtFailures}
          onChange={({ target }) => rewind.setStopsAtFailures(target.checked)}
          type="checkbox"
        />{" "}
        Stop when something fails
      </label>
    </div>
  );
}

interface IconButtonProps {
  readonly icon: RewindIconName;
  readonly name: string;
  readonly isDisabled: boolean;
  readonly onClick: () => void;
}

/* Not `disabled`: whoever steps to an end with the keyboard keeps the focus there. */
function IconButton({ icon, name, isDisabled, onClick }: IconButtonProps) {
  return (
    <button
      aria-disabled={isDisabled}
      aria-label={name}
      className="quiet"
      onClick={isDisabled ? undefined : onClick}
      title={name}
      type="button"
    >
      <RewindIcon name={icon} />
    </button>
  );
}

function SpeedSelect({ rewind: { speed, setSpeed } }: RewindBarProps) {
  return (
    <select
      aria-label="Speed"
      className="rewind-speed"
      onChange={({ target }) => setSpeed(SPEEDS.find((each) => String(each) === target.value) ?? 1)}
      title="How often as fast as it was. Idle time is cut to a second."
      value={String(speed)}
    >
      {SPEEDS.map((each) => (
        <option key={each} value={String(each)}>
          {speedText(each)}
        </option>
      ))}
    </select>
  );
}

/** Which moment is on show, in words. Only whether it is a past one is told to a screen reader. */
function Moment({ rewind }: RewindBarProps) {
  const { view, live, isRewound, isLoading, problem, length } = rewind;
  const isLive = live !== null && !isFinished(live.state);
  const goesOn = isLive ? "the live run goes on" : "the run is over";
  return (
    <p className="rewind-moment">
      <span className="visually-hidden" role="status">
        {isRewound ? `You look at a past moment; ${goesOn}.` : ""}
      </span>
      {problem !== null ? (
        <span role="alert">{problem}</span>
      ) : isRewound && view ? (
        <>
          <span className="rewind-past">
            You look at <strong>{preciseMomentText(view.at)}</strong>{" "}
            {offsetText(view.at - view.startedAt)}
          </span>
          <span className="rewind-event">{placeText(rewind)}</span>
        </>
      ) : (
        <span className="rewind-past">{nowText({ length, isLoading, isLive })}</span>
      )}
      {(isRewound || problem !== null) && (
        <button className="rewind-now" onClick={rewind.backToNow} type="button">
          {isLive ? "Back to now" : "Back to the end"}
        </button>
      )}
    </p>
  );
}

/** `event 12 of 40: inc[1] → Running` */
function placeText({ position, length, event }: Rewind): string {
  const place = `event ${(position + 1).toLocaleString("en")} of ${length.toLocaleString("en")}`;
  return event ? `${place}: ${eventText(event)}` : place;
}

function sliderText(rewind: Rewind): string {
  const { view, isRewound, length } = rewind;
  if (!isRewound || !view) return `now, ${length.toLocaleString("en")} events`;
  return `${preciseMomentText(view.at)}, ${placeText(rewind)}`;
}

interface NowFacts {
  readonly length: number;
  readonly isLoading: boolean;
  readonly isLive: boolean;
}

function nowText({ length, isLoading, isLive }: NowFacts): string {
  if (isLoading) return "Reading what happened…";
  if (length === 0) return "No run to look back on yet.";
  const events = `${length.toLocaleString("en")} event${length === 1 ? "" : "s"}`;
  return isLive ? `Now: ${events} so far` : `The end of the run: ${events}`;
}

/** The keys of the bar; only while something in it has the focus. */
function onKeyDown(event: KeyboardEvent, rewind: Rewind): void {
  const { target, key } = event;
  if (event.altKey || event.ctrlKey || event.metaKey || rewind.length < 2) return;
  if (target instanceof HTMLSelectElement) return;
  const isSlider = target instanceof HTMLInputElement && target.type === "range";
  const page = Math.max(1, Math.round(rewind.length * PAGE));
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => rewind.step(-1),
    ArrowDown: () => rewind.step(-1),
    ArrowRight: () => rewind.step(1),
    ArrowUp: () => rewind.step(1),
    PageDown: () => rewind.step(-page),
    PageUp: () => rewind.step(page),
    Home: () => rewind.goTo(0),
    End: rewind.backToNow,
    /* A button or a checkbox has the space bar for itself. */
    ...(isSlider && { " ": rewind.isPlaying ? rewind.pause : rewind.play }),
  };
  const act = keys[key];
  if (!act) return;
  event.preventDefault();
  act();
}
