/** A text cell: rendered Markdown, or the Markdown itself while one edits. */

import { useEffect, useMemo, useRef, useState } from "react";
import { runKey, type Then } from "./commands.ts";
import { toSafeHtml } from "./safe-markdown.ts";

export interface ProseProps {
  readonly text: string;
  readonly isEditing: boolean;
  /** Called once, with the finished text: half-typed Markdown may read as other cells than meant. */
  readonly onChange: (text: string) => void;
  readonly onEdit: () => void;
  readonly onLeave: () => void;
  /** A key that runs a cell: there is nothing to run, but one goes on as from code. */
  readonly onRun: (then: Then) => void;
}

export function Prose({ isEditing, onEdit, ...editing }: ProseProps) {
  const { text } = editing;
  const html = useMemo(() => toSafeHtml(text), [text]);
  if (isEditing) return <ProseEditor {...editing} />;
  return (
    <div className="prose" dangerouslySetInnerHTML={{ __html: html }} onDoubleClick={onEdit} />
  );
}

function ProseEditor({ text, onChange, onLeave, onRun }: Omit<ProseProps, "isEditing" | "onEdit">) {
  const [draft, setDraft] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const then = useRef<Then>("stay");
  const finish = () => {
    onLeave();
    if (draft !== text) onChange(draft);
    if (then.current !== "stay") onRun(then.current);
  };
  return (
    <textarea
      aria-label="Text of this cell, in Markdown"
      className="prose-editor"
      onBlur={finish}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={(event) => {
        const asked = runKey(event.nativeEvent);
        if (event.key !== "Escape" && asked === null) return;
        event.preventDefault();
        then.current = asked ?? "stay";
        event.currentTarget.blur();
      }}
      ref={area}
      rows={Math.max(3, draft.split("\n").length + 1)}
      value={draft}
    />
  );
}
