/** The run's log: lines as Prefect prints them, filtered, followed, and light at any length. */

import {
  useDeferredValue,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type UIEvent,
} from "react";
import type { LogLevel, LogRecord } from "../../engine/model/log.ts";
import { saveText } from "../ui/save-text.ts";
import {
  LOG_LEVELS,
  logLines,
  screenText,
  textOf,
  windowOf,
  type LogFilter,
  type LogLines,
  type ScreenLine,
} from "./log-lines.ts";
import "./logs.css";

/** The height of a line in pixels; the style sheet is given it. */
const LINE_HEIGHT = 20;

export interface LogPanelProps {
  readonly logs: readonly LogRecord[];
  readonly onSelectTask: (id: string) => void;
}

export function LogPanel({ logs, onSelectTask }: LogPanelProps) {
  const [level, setLevel] = useState<LogLevel>("DEBUG");
  const [text, setText] = useState("");
  const [isFollowing, setFollowing] = useState(true);
  const shown = useLines(logs, { level, text: useDeferredValue(text) });
  return (
    <section aria-label="Log" className="log-panel">
      <div className="log-tools">
        <label>
          Level{" "}
          <select
            onChange={({ target }) =>
              setLevel(LOG_LEVELS.find((each) => each === target.value) ?? "DEBUG")
            }
            value={level}
          >
            {LOG_LEVELS.map((each) => (
              <option key={each} value={each}>
                {each === "DEBUG" ? "All" : each === "CRITICAL" ? each : `${each} and above`}
              </option>
            ))}
          </select>
        </label>
        <input
          aria-label="Filter the log"
          onChange={({ target }) => setText(target.value)}
          placeholder="Filter"
          type="search"
          value={text}
        />
        <label>
          <input
            checked={isFollowing}
            onChange={({ target }) => setFollowing(target.checked)}
            type="checkbox"
          />{" "}
          Follow
        </label>
        <span className="log-count">
          {countText(shown.count, level !== "DEBUG" || text !== "")}
        </span>
        <CopyButton lines={shown} />
        <button
          disabled={shown.count === 0}
          onClick={() => saveText("run.log", textOf(shown))}
          type="button"
        >
          Download
        </button>
      </div>
      <Lines
        isFollowing={isFollowing}
        onLeaveEnd={() => setFollowing(false)}
        onSelectTask={onSelectTask}
        shown={shown}
      />
    </section>
  );
}

const countText = (count: number, isFiltered: boolean): string =>
  `${count.toLocaleString("en")} line${count === 1 ? "" : "s"}${isFiltered ? " shown" : ""}`;

/** The lines under a filter; a log that only grew is not looked through again. */
function useLines(logs: readonly LogRecord[], filter: LogFilter): LogLines {
  const [kept, setKept] = useState<LogLines>(() => logLines(null, logs, filter));
  const { level, text } = kept.filter;
  if (kept.logs === logs && level === filter.level && text === filter.text) return kept;
  const next = logLines(kept, logs, filter);
  setKept(next);
  return next;
}

function CopyButton({ lines }: { readonly lines: LogLines }) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(textOf(lines)).then(
      () => setSaid("Copied"),
      () => setSaid("Not allowed to copy"),
    );
  };
  return (
    <button disabled={lines.count === 0} onBlur={() => setSaid(null)} onClick={copy} type="button">
      <span aria-live="polite">{said ?? "Copy"}</span>
    </button>
  );
}

interface LinesProps {
  readonly shown: LogLines;
  readonly isFollowing: boolean;
  /** Somebody scrolled up. */
  readonly onLeaveEnd: () => void;
  readonly onSelectTask: (id: string) => void;
}

function Lines({ shown, isFollowing, onLeaveEnd, onSelectTask }: LinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [place, setPlace] = useState({ top: 0, height: 400 });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setPlace({ top: element.scrollTop, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !isFollowing) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
    setPlace({ top: element.scrollTop, height: element.clientHeight });
  }, [isFollowing, shown, place.height]);

  const onScroll = ({ currentTarget }: UIEvent<HTMLDivElement>): void => {
    const { scrollTop: top, clientHeight: height, scrollHeight } = currentTarget;
    const isAtEnd = top + height >= scrollHeight - LINE_HEIGHT;
    if (isFollowing && top < lastTop.current - 1 && !isAtEnd) onLeaveEnd();
    lastTop.current = top;
    setPlace({ top, height });
  };

  const { from, to } = windowOf(place.top, place.height, LINE_HEIGHT, shown.count);
  return (
    <div
      aria-label="Run log"
      aria-live={isFollowing ? "polite" : "off"}
      className="log-lines"
      onScroll={onScroll}
      ref={scroller}
      role="log"
      style={{ "--line-height": `${LINE_HEIGHT}px` } as CSSProperties}
      tabIndex={0}
    >
      <div className="log-length" style={{ height: shown.count * LINE_HEIGHT }}>
        <div className="log-window" style={{ top: from * LINE_HEIGHT }}>
          {shown.lines.slice(from, to).map((line, index) => (
            <Line key={from + index} line={line} onSelectTask={onSelectTask} />
          ))}
        </div>
      </div>
      {shown.count === 0 && <p className="log-empty">No log lines.</p>}
    </div>
  );
}

interface LineProps {
  readonly line: ScreenLine;
  readonly onSelectTask: (id: string) => void;
}

function Line({ line, onSelectTask }: LineProps) {
  const { level, taskRun } = line.record;
  return (
    <div className={`log-line level-${level.toLowerCase()}`}>
      {line.part === 0 && taskRun !== undefined ? (
        <button
          aria-label={`Show ${taskRun}`}
          className="quiet log-task"
          onClick={() => onSelectTask(taskRun)}
          title={taskRun}
          type="button"
        />
      ) : (
        <span className="log-task" />
      )}
      <span className="log-text">{screenText(line)}</span>
    </div>
  );
}
