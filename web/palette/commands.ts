/** All that can be done on the page, by name: whoever can do something tells it here while it is there. */

import { useEffect, useRef } from "react";
import { isStroke, type Keystroke, type Stroke } from "../notebook/keystroke.ts";

/** Something that can be done. */
export interface PageCommand {
  readonly id: string;
  readonly title: string;
  /** What it is done to: the word before the title. */
  readonly group: "Cell" | "Notebook" | "Page" | "Open";
  readonly keys?: readonly Keystroke[];
  /** Its keys work everywhere on the page, in an editor too. */
  readonly isEverywhere?: true;
  /** Why it cannot be done now; null or nothing: it can. */
  readonly whyNot?: string | null;
  readonly run: () => void;
}

type Source = () => readonly PageCommand[];

const sources = new Set<Source>();

/** All commands there are now. */
export const pageCommands = (): readonly PageCommand[] => [...sources].flatMap((tell) => tell());

/** The command that a key stands for wherever one is; undefined: none. */
export const commandEverywhere = (stroke: Stroke): PageCommand | undefined =>
  pageCommands().find(
    ({ isEverywhere, keys = [] }) => isEverywhere && keys.some((key) => isStroke(stroke, key)),
  );

/** Runs the command of this id, if there is one and it can be run. */
export function runCommand(id: string): void {
  const command = pageCommands().find((each) => each.id === id);
  if (command && (command.whyNot ?? null) === null) command.run();
}

/** Tells of commands as long as the component is there. @param list is asked whenever they are wanted */
export function useCommands(list: Source): void {
  /* Not an effect event: the palette asks as it is drawn. */
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  useEffect(() => {
    const tell = () => latest.current();
    sources.add(tell);
    return () => {
      sources.delete(tell);
    };
  }, []);
}
