/** An editor for when the real one cannot be loaded, offline above all: nothing but the text. */

import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from "react";
import { runKey } from "../notebook/commands.ts";
import type { CodeEditorProps } from "./CodeEditor.tsx";
import { revealPlainLine } from "./reveal-line.ts";

export function PlainEditor({ text, label, ...props }: CodeEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { selectedTask, marks } = props;
  const reveal = useEffectEvent(() => {
    if (area.current && marks.selectedLine !== null) {
      revealPlainLine(area.current, marks.selectedLine);
    }
  });
  useEffect(() => {
    if (selectedTask !== null) reveal();
  }, [selectedTask]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.altKey && event.code === "KeyG" && props.onShowTask(lineIn(event.currentTarget))) {
      event.preventDefault();
    }
    if (event.key === "Escape") props.onLeave();
    const then = runKey(event.nativeEvent);
    if (then === null) return;
    event.preventDefault();
    props.onRun(then);
  };
  return (
    <>
      <textarea
        aria-label={label}
        className="code-plain"
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={() => {
          props.onCursor(null);
          props.onBlur();
        }}
        onFocus={props.onFocus}
        onKeyDown={onKeyDown}
        onSelect={({ currentTarget }) => props.onCursor(lineIn(currentTarget))}
        ref={area}
        rows={text.split("\n").length + 1}
        spellCheck={false}
        value={text}
      />
      <small>
        The editor could not be loaded. This works; reload the page for colours and help.
      </small>
    </>
  );
}

/** The line with the cursor, from 1. */
const lineIn = ({ value, selectionStart }: HTMLTextAreaElement): number =>
  value.slice(0, selectionStart).split("\n").length;
