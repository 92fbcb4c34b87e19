/** A text cell: rendered Markdown, or the Markdown itself while one edits. */

import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { runKey, type Then } from "./commands.ts";
import { safeMarkdown } from "./safe-markdown.ts";

export interface ProseProps {
  readonly text: string;
  /** The notebook is too much to be read as a whole: this cell is shown as it is. */
  readonly isPlain?: boolean;
  readonly isEditing: boolean;
  /** Called once, with the finished text: half-typed Markdown may read as other cells than meant. */
  readonly onChange: (text: string) => void;
  /** Called at each letter, with the text so far. */
  readonly onDraft: (text: string) => void;
  readonly onEdit: () => void;
  /** Left by a key: the cell gets the focus. */
  readonly onLeave: () => void;
  /** Left because the focus went elsewhere: it stays there. */
  readonly onBlur: () => void;
  /** A key that runs a cell: there is nothing to run, but one goes on as from code. */
  readonly onRun: (then: Then) => void;
}

export function Prose({ isEditing, isPlain = false, onEdit, ...editing }: ProseProps) {
  const { text } = editing;
  if (isEditing) return <ProseEditor {...editing} />;
  return <Rendered isPlain={isPlain} onEdit={onEdit} text={text} />;
}

interface RenderedProps {
  readonly text: string;
  readonly onEdit?: () => void;
  readonly isPlain: boolean;
}

function Rendered({ text, isPlain, onEdit }: RenderedProps) {
  const { html, isCut } = useMemo(() => safeMarkdown(text, isPlain), [text, isPlain]);
  return (
    <>
      {isCut && (
        <p className="prose-note">
          This text is nested too deeply, or too long, to be shown as Markdown in full: what is too
          much of it stands here as it was written.
        </p>
      )}
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} onDoubleClick={onEdit} />
    </>
  );
}

function ProseEditor({
  text,
  onChange,
  onLeave,
  onBlur,
  onDraft,
  onRun,
}: Omit<ProseProps, "isEditing" | "isPlain" | "onEdit">) {
  const [draft, setDraft] = useState(text);
  /* Letters come first: a long text is drawn once there is time for it. */
  const shown = useDeferredValue(draft);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  /** What the key asked for by which it is left; null: it is left by no key. */
  const then = useRef<Then | null>(null);
  const hasTyped = useRef(false);
  const finish = () => {
    if (then.current === null) onBlur();
    else onLeave();
    /* What was written while one typed is finished by this, too. */
    if (hasTyped.current) onChange(draft);
    if (then.current === "next" || then.current === "insert") onRun(then.current);
  };
  return (
    <>
      <textarea
        aria-label="Text of this cell, in Markdown"
        className="prose-editor"
        onBlur={finish}
        onChange={({ target }) => {
          setDraft(target.value);
          hasTyped.current = true;
          onDraft(target.value);
        }}
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
      <div aria-label="Preview of this text" className="prose-preview" role="group">
        <Rendered isPlain={false} text={shown} />
      </div>
    </>
  );
}
