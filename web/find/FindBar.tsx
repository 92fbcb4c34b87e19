/** Finds and replaces in all cells: two fields, the ways to read them, and the way through what is found. */

import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useSession, useSessionState } from "../session/use-session.ts";
import { showFinds } from "./found.ts";
import {
  matchFrom,
  replaceMatches,
  replacementFor,
  type FindQuery,
  type Found,
  type Match,
} from "./matches.ts";
import { useSearch } from "./use-search.ts";
import "./find.css";

interface FindBarProps {
  /** Goes up each time that somebody asks for the bar. */
  readonly asked: number;
  readonly onClose: () => void;
}

const OPTIONS = [
  ["matchCase", "Aa", "Match case"],
  ["wholeWord", "ab|", "Whole word"],
  ["isRegex", ".*", "Regular expression"],
] as const;

const EMPTY: FindQuery = { text: "", matchCase: false, wholeWord: false, isRegex: false };

export function FindBar({ asked, onClose }: FindBarProps) {
  const session = useSession();
  const cells = useSessionState((state) => state.notebook.cells);
  const [query, setQuery] = useState(EMPTY);
  const [template, setTemplate] = useState("");
  /** From where the current match is looked for: where one was as the bar opened, or went since. */
  const [from, setFrom] = useState(() => ({ cell: session.getState().selectedCell, start: 0 }));
  const searched = useSearch(cells, query);
  const { matches } = searched.found;
  const ids = cells.map(({ id }) => id);
  const index = matchFrom(matches, ids, from);
  const current = matches[index] ?? null;
  /* Of other cells, or another query, than are there now nothing is replaced. */
  const isCurrent = searched.cells === cells && searched.query === query;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);

  /** What has been brought into sight, so that typing in a cell moves nothing. */
  const wanted = useRef(false);
  useEffect(() => {
    const isAsked = wanted.current && isCurrent && current !== null;
    if (isAsked) {
      wanted.current = false;
      session.select(current.cell);
    }
    showFinds(matches, current, isAsked);
  }, [session, matches, current, isCurrent]);
  useEffect(() => () => showFinds([], null, false), []);

  const ask = (next: FindQuery) => {
    wanted.current = true;
    setQuery(next);
  };
  const go = (by: -1 | 1) => {
    const next = matches[(index + by + matches.length) % matches.length];
    if (!next) return;
    wanted.current = true;
    setFrom({ cell: next.cell, start: next.start });
    /* The only match there is, is shown again. */
    if (matches.length === 1) showFinds(matches, next, true);
  };
  const replace = (chosen: readonly Match[]) => {
    if (!isCurrent) return;
    const textFor = (match: Match) => replacementFor(match, template, query.isRegex);
    const last = chosen.at(-1);
    wanted.current = true;
    if (last && chosen.length === 1) {
      setFrom({ cell: last.cell, start: last.start + textFor(last).length });
    }
    session.cells.replaceTexts(replaceMatches(cells, chosen, textFor));
  };
  const close = () => {
    onClose();
    const cell = cells.find(({ id }) => id === current?.cell);
    if (current && cell?.kind === "code") session.showPlace(placeOf(cell.text, current));
    else focusCell(session.getState().selectedCell);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  };

  return (
    <div aria-label="Find in all cells" className="find-bar" onKeyDown={onKeyDown} role="search">
      <div className="find-row">
        <input
          aria-describedby="find-count"
          aria-invalid={searched.found.problem !== null}
          aria-label="Find"
          autoComplete="off"
          onChange={({ target }) => ask({ ...query, text: target.value })}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            go(event.shiftKey ? -1 : 1);
          }}
          placeholder="Find in all cells"
          ref={field}
          spellCheck={false}
          value={query.text}
        />
        {OPTIONS.map(([option, sign, label]) => (
          <button
            aria-label={label}
            aria-pressed={query[option]}
            className="find-option"
            key={option}
            onClick={() => ask({ ...query, [option]: !query[option] })}
            title={label}
            type="button"
          >
            {sign}
          </button>
        ))}
        <span className="find-count" id="find-count" role="status">
          {countText(searched.found, index, query.text)}
        </span>
        <button
          aria-label="Previous match"
          disabled={current === null}
          onClick={() => go(-1)}
          title="Previous match (Shift+Enter)"
          type="button"
        >
          ↑
        </button>
        <button
          aria-label="Next match"
          disabled={current === null}
          onClick={() => go(1)}
          title="Next match (Enter)"
          type="button"
        >
          ↓
        </button>
        <button aria-label="Close find" onClick={close} title="Close (Esc)" type="button">
          ✕
        </button>
      </div>
      <div className="find-row">
        <input
          aria-label="Replace with"
          autoComplete="off"
          onChange={({ target }) => setTemplate(target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !current) return;
            event.preventDefault();
            replace([current]);
          }}
          placeholder="Replace with"
          spellCheck={false}
          value={template}
        />
        <button
          disabled={current === null}
          onClick={() => current && replace([current])}
          title="Replace this match (Enter)"
          type="button"
        >
          Replace
        </button>
        <button
          disabled={current === null}
          onClick={() => replace(matches)}
          title={
            searched.found.isCut
              ? "There are more matches than are listed: these are replaced, in one step that Z takes back, then the next are listed"
              : "Replace all matches, in one step that Z takes back"
          }
          type="button"
        >
          {replaceAllText(searched.found)}
        </button>
        {searched.found.problem !== null && (
          <span className="find-problem" role="alert">
            {searched.found.problem}
          </span>
        )}
      </div>
    </div>
  );
}

/** Only what is listed is replaced: where there is more, the button says so. */
const replaceAllText = ({ matches, isCut }: Found): string =>
  isCut ? `Replace the first ${matches.length.toLocaleString("en")}` : "Replace all";

function countText({ matches, isCut, problem }: Found, index: number, text: string): string {
  if (text === "" || problem !== null) return "";
  if (matches.length === 0) return "No match";
  return `${index + 1} of ${matches.length}${isCut ? " or more" : ""}`;
}

/** The place of a match as an editor counts. */
function placeOf(text: string, { cell, start }: Match) {
  const before = text.slice(0, start).split("\n");
  return { cell, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const focusCell = (cell: string | null): void =>
  document.querySelector<HTMLElement>(`[data-cell="${cell ?? ""}"]`)?.focus();
