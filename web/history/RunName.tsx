/** A run's name, which a person can change: by the pencil, or F2. */

import { useState, type KeyboardEvent } from "react";
import type { RunId } from "../../engine/model/run.ts";
import { useSession } from "../session/use-session.ts";

export function RunName({ run, name }: { readonly run: RunId; readonly name: string }) {
  const session = useSession();
  const [text, setText] = useState<string | null>(null);
  const save = () => {
    const wanted = text?.trim() ?? "";
    setText(null);
    if (wanted === "" || wanted === name) return;
    void session.ask((api) => api.runs.rename(run, wanted));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") save();
    if (event.key !== "Escape") return;
    event.preventDefault();
    setText(null);
  };
  if (text !== null) {
    return (
      <input
        aria-label="Name of the run"
        autoFocus
        className="run-name-field"
        onBlur={save}
        onChange={({ target }) => setText(target.value)}
        onFocus={({ target }) => target.select()}
        onKeyDown={onKeyDown}
        value={text}
      />
    );
  }
  return (
    <span className="run-name">
      {name}
      <button
        aria-label={`Rename ${name}`}
        className="quiet"
        onClick={() => setText(name)}
        onKeyDown={({ key }) => key === "F2" && setText(name)}
        title="Rename (F2)"
        type="button"
      >
        ✎
      </button>
    </span>
  );
}
