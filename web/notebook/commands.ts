/** Jupyter's keys of command mode, as far as we have them. Pure. */

export type Command =
  | "edit"
  | "up"
  | "down"
  | "above"
  | "below"
  | "delete"
  | "undo"
  | "toProse"
  | "toCode"
  | "run"
  | "runNext";

/** Two strokes of `d` must follow each other within this. */
const DOUBLE = 800;

interface Stroke {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Milliseconds, on any clock. */
  readonly timeStamp: number;
}

/**
 * The command a key stands for, given the stroke before it; null if it stands for none.
 * @param last the stroke before, for commands of two strokes (`d d`)
 */
export function commandFor(
  stroke: Stroke,
  last: { readonly key: string; readonly at: number } | null,
): Command | null {
  const { key, shiftKey, ctrlKey, metaKey, altKey, timeStamp } = stroke;
  if (key === "Enter") {
    if (ctrlKey || metaKey) return "run";
    if (shiftKey) return "runNext";
    return "edit";
  }
  if (ctrlKey || metaKey || altKey) return null;
  switch (key) {
    case "ArrowUp":
    case "k":
      return "up";
    case "ArrowDown":
    case "j":
      return "down";
    case "a":
      return "above";
    case "b":
      return "below";
    case "z":
      return "undo";
    case "m":
      return "toProse";
    case "y":
      return "toCode";
    case "d":
      return last?.key === "d" && timeStamp - last.at < DOUBLE ? "delete" : null;
    default:
      return null;
  }
}
