/** The timeline of a run: what each task run, or each worker, did when, and why the run took so long. */

import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import type { Millis } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import { eventAxis, timeAxis } from "./axis.ts";
import { criticalPath, pathText, type PathStep } from "./critical-path.ts";
import { nowOf, type Row } from "./dots.ts";
import { lanesOf } from "./lanes.ts";
import { rowsOf } from "./rows.ts";
import { TimelineGrid } from "./TimelineGrid.tsx";
import { TimelineTools, type Choices } from "./TimelineTools.tsx";
import { useReach } from "./use-reach.ts";
import { useSize } from "../ui/use-size.ts";
import "./timeline.css";

export interface TimelineProps {
  readonly graph: FlowGraph;
  /** The run as it is, or as it was at an earlier event. */
  readonly run: RunView | null;
  /** Up to when to draw, by the run's own clock. */
  readonly now: Millis;
  /** Whether the run goes on and is shown as it is now. */
  readonly isLive: boolean;
  /** `slug`, or `slug[i]` of a mapped child. */
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
  /** Shows the run as it was after this event of its journal. */
  readonly onGoTo: (event: number) => void;
  readonly choices: Choices;
  readonly onChoose: (more: Partial<Choices>) => void;
}

export function Timeline({ run, ...props }: TimelineProps) {
  if (!run) {
    return (
      <div className="timeline is-empty">
        <p>
          Nothing has run yet. Run the flow, and each task run becomes a row here: what it waited
          for, when it ran, and on which worker.
        </p>
      </div>
    );
  }
  return <RunTimeline key={run.id} {...props} run={run} />;
}

function RunTimeline(props: TimelineProps & { readonly run: RunView }) {
  const { graph, now, isLive, selected, onSelect, onGoTo, choices, onChoose } = props;
  /* Many states change while one looks: the timeline may come a little later than the graph. */
  const run = useDeferredValue(props.run);
  const toggleOpened = useOpened(selected, choices.opened, (opened) => onChoose({ opened }));
  const cuts = useToggles<Millis>();
  const whole = useWhole(run);

  const rows = useMemo((): readonly Row[] => {
    if (choices.grouping === "workers") return lanesOf(run);
    return rowsOf(graph, run, { sorting: choices.sorting, opened: choices.opened, now: run.at });
  }, [graph, run, choices.grouping, choices.sorting, choices.opened]);
  const end = Math.max(nowOf(run, now).at, nowOf(whole, whole.at).at);
  const axis = useMemo(
    () =>
      choices.axis === "event"
        ? eventAxis(whole.eventCount)
        : timeAxis(whole, end, (from) => cuts.set.has(from)),
    [choices.axis, whole, end, cuts.set],
  );
  const path = useMemo(() => criticalPath(graph, run), [graph, run]);
  const pathByRow = useMemo(() => byTaskRun(path), [path]);
  const story = pathText(path, run);

  const scroller = useRef<HTMLElement>(null);
  const corner = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  const { width: left } = useSize(corner);
  const plot = { element: scroller, left, width: Math.max(0, size.width - left) };
  const reaching = useReach(axis, plot, isLive);
  return (
    <div className="timeline">
      <TimelineTools
        choices={choices}
        isLive={isLive}
        knowsPath={path.length > 0}
        onChoose={onChoose}
        reaching={reaching}
      />
      {story !== null && <p className="timeline-story">{story}</p>}
      <div className="timeline-corner" ref={corner} />
      {rows.length === 0 && choices.grouping === "workers" && (
        <p className="timeline-story">No worker has been used in this run.</p>
      )}
      <TimelineGrid
        {...{ graph, run, whole, now, isLive, rows, axis, reaching, plot, size, selected, onGoTo }}
        onSelect={onSelect}
        onToggle={toggleOpened}
        onToggleCut={cuts.toggle}
        path={choices.hasPath ? pathByRow : null}
      />
    </div>
  );
}

interface Toggles<T> {
  readonly set: ReadonlySet<T>;
  readonly toggle: (value: T) => void;
}

function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

function useToggles<T>(): Toggles<T> {
  const [set, setSet] = useState<ReadonlySet<T>>(new Set());
  return { set, toggle: (value) => setSet((old) => toggled(old, value)) };
}

/** Opens and closes mapped tasks. Selecting a child, here or in the graph, opens its parent. */
function useOpened(
  selected: string | null,
  opened: ReadonlySet<Slug>,
  open: (opened: ReadonlySet<Slug>) => void,
): (slug: Slug) => void {
  const parent = selected === null ? null : (/^(.*)\[\d+\]$/.exec(selected)?.[1] ?? null);
  useEffect(() => {
    if (parent !== null && !opened.has(parent)) open(new Set([...opened, parent]));
    // Only when another child is selected: a person may close it again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected]);
  return (slug) => open(toggled(opened, slug));
}

/** The run as far as it has been seen: looking back does not make the axis shorter. */
function useWhole(run: RunView): RunView {
  const [whole, setWhole] = useState(run);
  if (run.eventCount <= whole.eventCount) return whole.eventCount === run.eventCount ? run : whole;
  setWhole(run);
  return run;
}

function byTaskRun(path: readonly PathStep[]): ReadonlyMap<string, readonly PathStep[]> {
  const steps = new Map<string, PathStep[]>();
  for (const step of path) {
    const known = steps.get(step.taskRun);
    if (known) known.push(step);
    else steps.set(step.taskRun, [step]);
  }
  return steps;
}
