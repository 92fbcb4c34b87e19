/** The lines of a log in a frame that scrolls: only those in sight are drawn. */

import {
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type UIEvent,
  type WheelEvent,
} from "react";
import { windowOf, type LogLines } from "./log-lines.ts";
import { finderOf, piecesOf, screenText, type ScreenLine } from "./log-text.ts";

/** The height of a line in pixels; the style sheet is given it. */
const LINE_HEIGHT = 20;

/** Keys that scroll up. */
const UPWARDS: ReadonlySet<string> = new Set(["ArrowUp", "PageUp", "Home"]);

export interface LogViewProps {
  readonly shown: LogLines;
  readonly isFollowing: boolean;
  /** Somebody scrolled up, or wants to be at the end again. */
  readonly onFollow: (isFollowing: boolean) => void;
  /** The line with the hit that one is at. */
  readonly hitLine: number | null;
  readonly onSelectTask: (id: string) => void;
}

export function LogView({ shown, isFollowing, onFollow, hitLine, onSelectTask }: LogViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const isHeld = useRef(false);
  const [place, setPlace] = useState({ top: 0, height: 400 });
  const finder = useMemo(() => finderOf(shown.filter.text), [shown.filter.text]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setPlace({ top: element.scrollTop, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const scrollTo = (top: number): void => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = top;
    isHeld.current = false;
    lastTop.current = element.scrollTop;
    setPlace({ top: element.scrollTop, height: element.clientHeight });
  };

  useLayoutEffect(() => {
    if (isFollowing) scrollTo(scroller.current?.scrollHeight ?? 0);
  }, [isFollowing, shown, place.height]);

  useLayoutEffect(() => {
    if (hitLine === null) return;
    const height = scroller.current?.clientHeight ?? 0;
    scrollTo(Math.max(0, hitLine * LINE_HEIGHT - height / 2));
  }, [hitLine]);

  /* Only a hand leaves the end: the browser scrolls as well, whenever the frame or its lines change in size. */
  const leaveEnd = (): void => {
    const element = scroller.current;
    if (isFollowing && element && element.scrollTop > 0) onFollow(false);
  };
  const onWheel = ({ deltaY }: WheelEvent): void => {
    if (deltaY < 0) leaveEnd();
  };
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (UPWARDS.has(key)) leaveEnd();
  };
  const onScroll = ({ currentTarget }: UIEvent<HTMLDivElement>): void => {
    const { scrollTop: top, clientHeight: height, scrollHeight } = currentTarget;
    const isAtEnd = top + height >= scrollHeight - LINE_HEIGHT;
    if (isHeld.current && top < lastTop.current - 1 && !isAtEnd) leaveEnd();
    lastTop.current = top;
    setPlace({ top, height });
  };

  const { count, lines } = shown;
  const { from, to } = windowOf(place.top, place.height, LINE_HEIGHT, count);
  const hasMore = !isFollowing && place.top + place.height < (count - 1) * LINE_HEIGHT;
  return (
    <div className="log-frame">
      <div
        aria-label="Run log"
        aria-live={isFollowing ? "polite" : "off"}
        className="log-lines"
        onKeyDown={onKeyDown}
        onPointerDown={() => (isHeld.current = true)}
        onScroll={onScroll}
        onWheel={onWheel}
        ref={scroller}
        role="log"
        style={{ "--line-height": `${LINE_HEIGHT}px` } as CSSProperties}
        tabIndex={0}
      >
        <div className="log-length" style={{ height: count * LINE_HEIGHT }}>
          <div className="log-window" style={{ top: from * LINE_HEIGHT }}>
            {lines.slice(from, to).map((line, index) => (
              <Line
                finder={finder}
                isCurrent={from + index === hitLine}
                key={from + index}
                line={line}
                onSelectTask={onSelectTask}
              />
            ))}
          </div>
        </div>
        {count === 0 && (
          <p className="log-empty">
            {shown.logs.length === 0 ? "No log lines." : "No line is shown with these filters."}
          </p>
        )}
      </div>
      {hasMore && (
        <button className="log-to-end" onClick={() => onFollow(true)} type="button">
          Jump to the end
        </button>
      )}
    </div>
  );
}

interface LineProps {
  readonly line: ScreenLine;
  readonly finder: RegExp | null;
  /** It has the hit that one is at. */
  readonly isCurrent: boolean;
  readonly onSelectTask: (id: string) => void;
}

function Line({ line, finder, isCurrent, onSelectTask }: LineProps) {
  const { level, taskRun } = line.record;
  return (
    <div
      aria-current={isCurrent || undefined}
      className={`log-line level-${level.toLowerCase()}${isCurrent ? " is-current" : ""}`}
    >
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
      <span className="log-text">
        {piecesOf(screenText(line), finder).map((piece, index) =>
          index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece,
        )}
      </span>
    </div>
  );
}
