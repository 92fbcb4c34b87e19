/** Looks for a text in the log: how often it is there, and the way from one place to the next. */

import type { KeyboardEvent } from "react";
import type { LogLines } from "./log-lines.ts";
import type { LogChoices } from "./use-log.ts";

export interface LogSearchProps {
  readonly shown: LogLines;
  readonly choices: LogChoices;
  readonly onChoose: (more: Partial<LogChoices>) => void;
  /** Which of the hits one is at; null: none yet. */
  readonly at: number | null;
  readonly onGoToHit: (hit: number) => void;
}

export function LogSearch({ shown, choices, onChoose, at, onGoToHit }: LogSearchProps) {
  const { text, isOnlyHits } = choices;
  const { hitCount } = shown;
  const go = (by: 1 | -1): void => {
    if (hitCount === 0) return;
    /* The first hit when one looks onwards, the last one when one looks back. */
    const from = at ?? (by === 1 ? -1 : hitCount);
    onGoToHit((from + by + hitCount) % hitCount);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  const isSearching = text.trim() !== "";
  return (
    <span className="log-search" role="search">
      <input
        aria-label="Search the log"
        onChange={({ target }) => onChoose({ text: target.value })}
        onKeyDown={onKeyDown}
        placeholder="Search"
        title="Enter: the next hit. Shift and Enter: the one before."
        type="search"
        value={text}
      />
      <button
        aria-label="Previous hit"
        disabled={hitCount === 0}
        onClick={() => go(-1)}
        title="Previous hit"
        type="button"
      >
        ↑
      </button>
      <button
        aria-label="Next hit"
        disabled={hitCount === 0}
        onClick={() => go(1)}
        title="Next hit"
        type="button"
      >
        ↓
      </button>
      <span aria-live="polite" className="log-hits">
        {isSearching ? hitsText(at, hitCount) : ""}
      </span>
      <label>
        <input
          checked={isOnlyHits}
          onChange={({ target }) => onChoose({ isOnlyHits: target.checked })}
          type="checkbox"
        />{" "}
        Only hits
      </label>
    </span>
  );
}

function hitsText(at: number | null, count: number): string {
  const hits = count.toLocaleString("en");
  if (at !== null) return `${(at + 1).toLocaleString("en")} of ${hits}`;
  return count === 0 ? "no hit" : `${hits} hit${count === 1 ? "" : "s"}`;
}
