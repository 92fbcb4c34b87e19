/** The commands that bear on the page or on the whole notebook. */

import { exportWorkspace } from "../archive/export.ts";
import { newNotebook } from "../library/open.ts";
import { showStart } from "../library/start-address.ts";
import { useSession } from "../session/use-session.ts";
import { useWhyNotRun } from "../tabs/use-why-not.ts";
import { toggleTheme } from "../theme/theme.ts";
import { useCommands, type PageCommand } from "./commands.ts";

/** What the page's head can open. */
export type PageDialog =
  "embed" | "history" | "network" | "results" | "secrets" | "share" | "storage";

export interface PageWays {
  readonly onOpen: (dialog: PageDialog) => void;
  readonly hasRunView: boolean;
  readonly onRunView: (hasRunView: boolean) => void;
}

const DIALOGS: readonly (readonly [PageDialog, string])[] = [
  ["history", "History of runs"],
  ["network", "Network: the hosts this notebook may reach"],
  ["results", "Stored results"],
  ["secrets", "Secrets"],
  ["share", "Share this notebook by a link"],
  ["embed", "Embed this notebook in another page"],
  ["storage", "Storage"],
];

export function usePageCommands({ onOpen, hasRunView, onRunView }: PageWays): void {
  const session = useSession();
  const whyNotRun = useWhyNotRun();
  useCommands((): readonly PageCommand[] => {
    const { kernel, settings, steps } = session.getState();
    const idle = kernel.status === "busy" ? null : "Nothing is running.";
    return [
      {
        id: "run-all",
        title: "Run all cells",
        group: "Notebook",
        whyNot: whyNotRun,
        run: () => void session.runAll(),
      },
      {
        id: "interrupt",
        title: "Interrupt what is running",
        group: "Notebook",
        whyNot: whyNotRun ?? idle,
        run: () => void session.interrupt(),
      },
      {
        id: "restart",
        title: "Restart the kernel",
        group: "Notebook",
        whyNot: whyNotRun,
        run: () => void session.restart(),
      },
      {
        id: "skip-waits",
        title: settings.skipWaits ? "Do not skip waits" : "Skip waits",
        group: "Notebook",
        run: () => void session.setSettings({ ...settings, skipWaits: !settings.skipWaits }),
      },
      {
        id: "undo",
        title: undoTitle(steps.undo.at(-1)?.what),
        group: "Notebook",
        whyNot: steps.undo.length === 0 ? "There is nothing to undo." : null,
        run: () => session.cells.undo(),
      },
      {
        id: "new-notebook",
        title: "New notebook",
        group: "Notebook",
        run: () => void newNotebook(session),
      },
      {
        id: "start",
        title: "Lessons and examples",
        group: "Open",
        run: showStart,
      },
      {
        id: "run-view",
        title: hasRunView ? "Hide the run view" : "Show the run view",
        group: "Page",
        run: () => onRunView(!hasRunView),
      },
      { id: "theme", title: "Toggle light and dark theme", group: "Page", run: toggleTheme },
      {
        id: "export-all",
        title: "Export all notebooks and runs",
        group: "Page",
        run: () => void exportWorkspace(session),
      },
      ...DIALOGS.map(([dialog, title]): PageCommand => ({
        id: dialog,
        title,
        group: "Open",
        run: () => onOpen(dialog),
      })),
    ];
  });
}

const undoTitle = (what: string | undefined): string =>
  what === undefined ? "Undo" : `Undo: ${what}`;
