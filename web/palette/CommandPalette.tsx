/** The command palette: all that can be done on the page, found by a few letters of its name. */

import { useEffect, useState } from "react";
import { isBundled } from "../library/bundled.ts";
import { choices } from "../library/listing.ts";
import { openNotebook } from "../library/open.ts";
import { useNotebooks } from "../library/use-notebooks.ts";
import { useSession } from "../session/use-session.ts";
import { commandEverywhere, pageCommands, useCommands, type PageCommand } from "./commands.ts";
import { Palette } from "./Palette.tsx";

/** Opens the palette by its keys, and has the keys of all other commands work everywhere. */
export function CommandPalette() {
  const [isOpen, setOpen] = useState(false);
  useCommands(() => [
    {
      id: "palette",
      title: "Show all commands",
      group: "Page",
      keys: [
        { key: "k", ctrl: true },
        { key: "p", ctrl: true, shift: true },
      ],
      isEverywhere: true,
      run: () => setOpen(true),
    },
  ]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      /* A modal dialog is to be answered first. */
      if (document.querySelector(":modal") !== null) return;
      const command = commandEverywhere(event);
      if (!command) return;
      /* Before an editor sees it: there Ctrl+K begins keys of its own. */
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat && (command.whyNot ?? null) === null) command.run();
    };
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  return isOpen && <OpenPalette onClose={() => setOpen(false)} />;
}

function OpenPalette({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const [commands] = useState(() => pageCommands().filter(({ id }) => id !== "palette"));
  const open = session.getState().notebook.id;
  const notebooks = choices(useNotebooks())
    .filter(({ id }) => id !== open)
    .map(({ id, title }): PageCommand => ({
      id: `open-${id}`,
      title: `${title}${isBundled(id) ? " (example)" : ""}`,
      group: "Open",
      run: () => void openNotebook(session, id),
    }));
  return <Palette commands={[...commands, ...notebooks]} onClose={onClose} />;
}
