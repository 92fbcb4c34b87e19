/** A field and the commands that fit what is typed there: a combobox with its list always open. */

import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { strokeText } from "../notebook/keystroke.ts";
import type { PageCommand } from "./commands.ts";
import { fuzzyFilter } from "./fuzzy.ts";
import "./palette.css";

interface PaletteProps {
  readonly commands: readonly PageCommand[];
  readonly onClose: () => void;
}

const nameOf = ({ group, title }: PageCommand): string => `${group}: ${title}`;

export function Palette({ commands, onClose }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  /** Run once the dialog has gone, and the focus is back where it was. */
  const chosen = useRef<PageCommand | null>(null);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const id = useId();
  const found = fuzzyFilter(commands, query, nameOf);
  const current = Math.min(active, found.length - 1);
  useEffect(() => {
    dialog.current?.showModal();
    field.current?.focus();
  }, []);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const choose = (command: PageCommand | undefined) => {
    if (!command || (command.whyNot ?? null) !== null) return;
    chosen.current = command;
    dialog.current?.close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = found.length;
    if (count === 0) return;
    const to = { ArrowDown: current + 1, ArrowUp: current - 1 + count }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setActive(to % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(found[current]?.item);
    }
  };

  return (
    <dialog
      aria-label="Commands"
      className="palette"
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
      onClose={() => {
        onClose();
        chosen.current?.run();
      }}
      ref={dialog}
    >
      <input
        aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
        aria-autocomplete="list"
        aria-controls={id}
        aria-expanded="true"
        aria-label="Command"
        autoComplete="off"
        onChange={({ target }) => {
          setQuery(target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        placeholder="Type what you want to do"
        ref={field}
        role="combobox"
        spellCheck={false}
        value={query}
      />
      <ul aria-label="Commands found" id={id} ref={list} role="listbox">
        {found.map(({ item, positions }, index) => (
          <li
            aria-disabled={(item.whyNot ?? null) !== null}
            aria-selected={index === current}
            id={`${id}-${index}`}
            key={item.id}
            onClick={() => choose(item)}
            onMouseMove={() => setActive(index)}
            role="option"
          >
            <span className="palette-name">
              <Marked positions={positions} text={nameOf(item)} />
              {(item.whyNot ?? null) !== null && <small>{item.whyNot}</small>}
            </span>
            {item.keys?.map((stroke) => (
              <kbd key={strokeText(stroke)}>{strokeText(stroke)}</kbd>
            ))}
          </li>
        ))}
      </ul>
      <p className={found.length === 0 ? "palette-none" : "visually-hidden"} role="status">
        {found.length === 0 ? "No command fits." : `${found.length} commands`}
      </p>
    </dialog>
  );
}

interface MarkedProps {
  readonly text: string;
  readonly positions: readonly number[];
}

function Marked({ text, positions }: MarkedProps) {
  const parts: { readonly at: number; readonly end: number; readonly isHit: boolean }[] = [];
  for (let at = 0; at < text.length; at++) {
    const isHit = positions.includes(at);
    const last = parts.at(-1);
    if (last?.isHit === isHit) parts[parts.length - 1] = { ...last, end: at + 1 };
    else parts.push({ at, end: at + 1, isHit });
  }
  return parts.map(({ at, end, isHit }) =>
    isHit ? <b key={at}>{text.slice(at, end)}</b> : <span key={at}>{text.slice(at, end)}</span>,
  );
}
