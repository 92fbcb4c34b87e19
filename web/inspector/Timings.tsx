/** Where a task run's time went: a bar of its stretches, and the same in words. */

import type { FlowGraph } from "../../engine/model/graph.ts";
import { durationText } from "../run/duration-text.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";
import type { SegmentKind } from "../timeline/segments.ts";
import { useRunClock } from "../timeline/use-run-clock.ts";
import { TaskLink } from "./TaskLink.tsx";
import { lastUpstream, spanText, timingsOf } from "./timings.ts";

export interface TimingsProps {
  readonly taskRun: TaskRunView;
  readonly run: RunView;
  readonly graph: FlowGraph;
  /** Whether the run goes on and is shown as it is now: then time passes here too. */
  readonly isLive: boolean;
  readonly onSelect: (id: string) => void;
  readonly onDecisive?: ((id: string | null) => void) | undefined;
}

export function Timings(props: TimingsProps) {
  const { taskRun, run, graph, isLive } = props;
  const now = useRunClock(run, isLive);
  const timings = timingsOf(taskRun, run, now);
  if (!timings) return <p className="inspector-note">Nothing has happened to it yet.</p>;
  const { spans, sums, total, isOpen } = timings;
  const wordOf = (kind: SegmentKind): string => spanText(kind, taskRun.slug, graph);
  return (
    <div className="timings">
      <div aria-hidden="true" className="timings-bar">
        {spans.map(({ kind, from, to }) => (
          <span
            className={`span-${kind}`}
            key={from}
            style={{ flexGrow: to - from }}
            title={`${wordOf(kind)}: ${durationText(to - from)}`}
          />
        ))}
      </div>
      <dl>
        {[...sums].map(([kind, sum]) => (
          <div key={kind}>
            <dt>
              <span aria-hidden="true" className={`timings-key span-${kind}`} />
              {wordOf(kind)}
            </dt>
            <dd>{durationText(sum)}</dd>
          </div>
        ))}
        <div className="timings-total">
          <dt>{isOpen ? "in all so far" : "in all"}</dt>
          <dd>{durationText(total)}</dd>
        </div>
      </dl>
      {sums.has("upstreams") && <WaitedFor {...props} />}
    </div>
  );
}

function WaitedFor({ taskRun, run, graph, onSelect, onDecisive }: TimingsProps) {
  const last = lastUpstream(taskRun, run, graph);
  if (!last || last.of < 2) return null;
  return (
    <p className="inspector-note">
      <TaskLink id={last.id} onPoint={onDecisive} onSelect={onSelect} /> was the last of its{" "}
      {last.of} upstreams to end.
    </p>
  );
}
