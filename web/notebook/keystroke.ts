/** A stroke of the keyboard: how a table of keys names it, how it is matched, how it is shown. Pure. */

export interface Keystroke {
  /** As in `KeyboardEvent.key`; letters small. */
  readonly key: string;
  readonly shift?: true;
  /** Ctrl, or Cmd on a Mac. */
  readonly ctrl?: true;
  readonly alt?: true;
  /** The key is pressed twice. */
  readonly twice?: true;
}

/** What of a keyboard event is looked at. */
export type Stroke = Pick<
  KeyboardEvent,
  "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "timeStamp"
>;

/** Whether the stroke is this one. For a sign such as `?` Shift may be needed, depending on the keyboard. */
export function isStroke(stroke: Stroke, wanted: Keystroke): boolean {
  const isSign = wanted.key.length === 1 && !/[a-z0-9 ]/.test(wanted.key);
  return (
    stroke.key.toLowerCase() === wanted.key.toLowerCase() &&
    (isSign || stroke.shiftKey === (wanted.shift ?? false)) &&
    (stroke.ctrlKey || stroke.metaKey) === (wanted.ctrl ?? false) &&
    stroke.altKey === (wanted.alt ?? false)
  );
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

/** The stroke as people write it: `Ctrl+Shift+P`, `D D`. */
export function strokeText({ key, shift, ctrl, alt, twice }: Keystroke): string {
  const name = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  const parts = [ctrl && "Ctrl", alt && "Alt", shift && "Shift", name];
  return parts.filter(Boolean).join("+") + (twice ? ` ${name}` : "");
}
