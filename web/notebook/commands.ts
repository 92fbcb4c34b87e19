/** The keys of a notebook, as Jupyter has them: one table, for the keyboard and for the help. Pure. */

import { isStroke, type Keystroke, type Stroke } from "./keystroke.ts";

export type Command =
  | "edit"
  | "up"
  | "down"
  | "above"
  | "below"
  | "delete"
  | "undo"
  | "redo"
  | "cut"
  | "copy"
  | "pasteBelow"
  | "pasteAbove"
  | "merge"
  | "moveUp"
  | "moveDown"
  | "toProse"
  | "toCode"
  | "run"
  | "runNext"
  | "runInsert"
  | "help";

/** What becomes of the selection once a cell has run: it stays, goes on, or goes to a new cell below. */
export type Then = "stay" | "next" | "insert";

export interface CommandKeys {
  readonly command: Command;
  readonly keys: readonly Keystroke[];
  /** As the help and the command palette say it. */
  readonly does: string;
  /** It only goes from cell to cell: nothing for a palette. */
  readonly isMove?: true;
}

/** The keys that run a cell, in command mode and while one edits. */
const RUN_KEYS: readonly (CommandKeys & { readonly goes: Then })[] = [
  {
    command: "run",
    keys: [{ key: "Enter", ctrl: true }],
    does: "Run cell",
    goes: "stay",
  },
  {
    command: "runNext",
    keys: [{ key: "Enter", shift: true }],
    does: "Run cell and go to the next, which is made if there is none",
    goes: "next",
  },
  {
    command: "runInsert",
    keys: [{ key: "Enter", alt: true }],
    does: "Run cell and add one below",
    goes: "insert",
  },
];

/** All keys of command mode. */
export const COMMAND_KEYS: readonly CommandKeys[] = [
  { command: "edit", keys: [{ key: "Enter" }], does: "Edit cell" },
  ...RUN_KEYS,
  {
    command: "up",
    keys: [{ key: "ArrowUp" }, { key: "k" }],
    does: "Select the cell above",
    isMove: true,
  },
  {
    command: "down",
    keys: [{ key: "ArrowDown" }, { key: "j" }],
    does: "Select the cell below",
    isMove: true,
  },
  { command: "above", keys: [{ key: "a" }], does: "Add cell above" },
  { command: "below", keys: [{ key: "b" }], does: "Add cell below" },
  { command: "cut", keys: [{ key: "x" }], does: "Cut cell" },
  { command: "copy", keys: [{ key: "c" }], does: "Copy cell" },
  { command: "pasteBelow", keys: [{ key: "v" }], does: "Paste cell below" },
  { command: "pasteAbove", keys: [{ key: "v", shift: true }], does: "Paste cell above" },
  { command: "delete", keys: [{ key: "d", twice: true }], does: "Delete cell" },
  { command: "undo", keys: [{ key: "z" }], does: "Undo the last change of cells" },
  { command: "redo", keys: [{ key: "z", shift: true }], does: "Redo the change of cells" },
  {
    command: "moveUp",
    keys: [{ key: "ArrowUp", ctrl: true, shift: true }],
    does: "Move cell up",
  },
  {
    command: "moveDown",
    keys: [{ key: "ArrowDown", ctrl: true, shift: true }],
    does: "Move cell down",
  },
  { command: "merge", keys: [{ key: "m", shift: true }], does: "Merge cell with the one below" },
  { command: "toProse", keys: [{ key: "m" }], does: "Turn cell into text" },
  { command: "toCode", keys: [{ key: "y" }], does: "Turn cell into code" },
  { command: "help", keys: [{ key: "h" }, { key: "?" }], does: "Show all keys" },
];

/** The keys while one edits a cell; the rest are the editor's own. */
export const EDITOR_KEYS: readonly Omit<CommandKeys, "command">[] = [
  { keys: [{ key: "Escape" }], does: "Leave the editor" },
  ...RUN_KEYS,
  { keys: [{ key: "g", alt: true }], does: "Show the task of this line in the graph" },
];

/** Two strokes of one key must follow each other within this. */
const DOUBLE = 800;

/**
 * The command a key stands for, given the stroke before it; null if it stands for none.
 * @param last the stroke before, for commands of two strokes (`d d`)
 */
export function commandFor(
  stroke: Stroke,
  last: { readonly key: string; readonly at: number } | null,
): Command | null {
  const isSecond = last?.key === stroke.key && stroke.timeStamp - last.at < DOUBLE;
  const isMeant = (key: Keystroke) => isStroke(stroke, key) && (!key.twice || isSecond);
  return COMMAND_KEYS.find(({ keys }) => keys.some(isMeant))?.command ?? null;
}

/** What to do after a run that this key asks for while one edits; null: it asks for none. */
export function runKey(stroke: Stroke): Then | null {
  return RUN_KEYS.find(({ keys }) => keys.some((key) => isStroke(stroke, key)))?.goes ?? null;
}
