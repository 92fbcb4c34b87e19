/** The find bar, when it is asked for. */

import { useState } from "react";
import { useCommands } from "../palette/commands.ts";
import { FindBar } from "./FindBar.tsx";

export function Find() {
  /** How often it was asked for since it was closed; 0: it is closed. */
  const [asked, setAsked] = useState(0);
  useCommands(() => [
    {
      id: "find",
      title: "Find and replace in all cells",
      group: "Notebook",
      keys: [{ key: "f", ctrl: true, shift: true }],
      isEverywhere: true,
      run: () => setAsked(asked + 1),
    },
  ]);
  return asked > 0 && <FindBar asked={asked} onClose={() => setAsked(0)} />;
}
