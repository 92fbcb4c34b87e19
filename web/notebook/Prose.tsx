/** A text cell: rendered Markdown, or the Markdown itself while one edits. */

import DOMPurify from "dompurify";
import { marked } from "marked";
import { useEffect, useMemo, useRef, useState } from "react";

export interface ProseProps {
  readonly text: string;
  readonly isEditing: boolean;
  /** Called once, with the finished text: half-typed Markdown may read as other cells than meant. */
  readonly onChange: (text: string) => void;
  readonly onEdit: () => void;
  readonly onLeave: () => void;
}

/** A notebook may be a stranger's: what could act, or pose as a part of the page, is left out. */
const toSafeHtml = (text: string): string =>
  DOMPurify.sanitize(marked.parse(text, { async: false, gfm: true }), {
    FORBID_TAGS: ["style", "form", "input", "button", "iframe", "object", "embed"],
    FORBID_ATTR: ["style", "id", "class", "name"],
  });

export function Prose({ text, isEditing, onChange, onEdit, onLeave }: ProseProps) {
  const html = useMemo(() => toSafeHtml(text), [text]);
  if (isEditing) return <ProseEditor onChange={onChange} onLeave={onLeave} text={text} />;
  return (
    <div className="prose" dangerouslySetInnerHTML={{ __html: html }} onDoubleClick={onEdit} />
  );
}

function ProseEditor({ text, onChange, onLeave }: Omit<ProseProps, "isEditing" | "onEdit">) {
  const [draft, setDraft] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const finish = () => {
    onLeave();
    if (draft !== text) onChange(draft);
  };
  return (
    <textarea
      aria-label="Text of this cell, in Markdown"
      className="prose-editor"
      onBlur={finish}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={(event) => {
        const isDone = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey);
        if (event.key !== "Escape" && !isDone) return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
      ref={area}
      rows={Math.max(3, draft.split("\n").length + 1)}
      value={draft}
    />
  );
}
