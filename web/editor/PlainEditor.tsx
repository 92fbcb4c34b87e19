/** An editor for when the real one cannot be loaded, offline above all: nothing but the text. */

import type { KeyboardEvent } from "react";
import type { CodeEditorProps } from "./CodeEditor.tsx";

export function PlainEditor({ text, label, ...props }: CodeEditorProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") props.onLeave();
    if (event.key !== "Enter" || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    props.onRun(event.shiftKey ? "next" : "stay");
  };
  return (
    <>
      <textarea
        aria-label={label}
        className="code-plain"
        onChange={(event) => props.onChange(event.target.value)}
        onFocus={props.onFocus}
        onKeyDown={onKeyDown}
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
