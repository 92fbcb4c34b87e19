/** The page's start: theme, engine, session, root; and `window.flowbook`, the automation API. */

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { AutomationRequest, RunReport } from "../engine/api.ts";
import { connectEngine, defaultSettings } from "../engine/browser.ts";
import { App } from "./App.tsx";
import { resumesAtOnce } from "./history/resume-setting.ts";
import { chooseNotebook } from "./library/listing.ts";
import { textOf, tellUnknown } from "./library/open.ts";
import { keepOffline } from "./offline/offline.ts";
import { Session } from "./session/session.ts";
import { SessionContext } from "./session/use-session.ts";
import { applyTheme } from "./theme/theme.ts";
import "./theme/tokens.css";
import "./theme/state-colors.css";

declare global {
  interface Window {
    /** Runs a source as a one-cell notebook, through the same sandbox and engine as the Run button. */
    flowbook: { run(request: AutomationRequest): Promise<RunReport> };
  }
}

async function start(): Promise<void> {
  applyTheme();
  const root = document.getElementById("root");
  if (!root) throw new RangeError("The page has no element with the id root.");
  const settings = { ...defaultSettings(), resumeAtOnce: resumesAtOnce() };
  const connecting = connectEngine(settings);
  const list = async () => (await connecting).api.listNotebooks();
  const choosing = chooseNotebook(location.search, list);
  const load = async () => textOf((await choosing).id);
  const [engine, { id, problem }, text] = await Promise.all([connecting, choosing, load()]);
  const session = new Session(engine.api, settings);
  engine.onEvents(session.receive);
  window.flowbook = { run: (request) => engine.api.automate(request) };
  /* The last keystrokes before the page goes away are written too. */
  const flush = (): void => void session.ask(() => session.flush());
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
  });
  createRoot(root).render(
    <StrictMode>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StrictMode>,
  );
  await session.open(id, text);
  if (problem !== null) tellUnknown(session, problem);
  if (import.meta.env.PROD) await keepOffline(() => session.flush());
}

start().catch((error: unknown) => {
  const root = document.getElementById("root") ?? document.body;
  const message = error instanceof Error ? error.message : String(error);
  root.textContent = `Flowbook could not start: ${message}`;
});
