/** Opens the notebooks of this browser: engine, session, root; and `window.flowbook`, the automation API. */

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { AutomationRequest, RunReport } from "../engine/api.ts";
import { connectEngine, defaultSettings } from "../engine/browser.ts";
import { App } from "./App.tsx";
import { resumesAtOnce } from "./history/resume-setting.ts";
import { chooseNotebook } from "./library/listing.ts";
import { textOf, tellUnknown } from "./library/open.ts";
import type { HandedOver } from "./handed-over.ts";
import { sharedLetters } from "./share/address.ts";
import { forgetNetwork, networkOf, onNetworkChanged } from "./network/settings.ts";
import { keepOffline } from "./offline/offline.ts";
import { Session } from "./session/session.ts";
import { ErrorBoundary } from "./ui/ErrorBoundary.tsx";
import { SessionContext } from "./session/use-session.ts";
import "./theme/state-colors.css";

declare global {
  interface Window {
    /** Runs a source as a one-cell notebook, through the same sandbox and engine as the Run button. */
    flowbook: { run(request: AutomationRequest): Promise<RunReport> };
  }
}

/** @param handed  what to open; null: what the address names */
export async function start(root: HTMLElement, handed: HandedOver | null): Promise<void> {
  const settings = { ...defaultSettings(), resumeAtOnce: resumesAtOnce() };
  const connecting = connectEngine(settings);
  const list = async () => (await connecting).api.listNotebooks();
  const choosing = handed
    ? Promise.resolve({ id: handed.id, problem: null })
    : chooseNotebook(location.search, list);
  const load = async () => handed?.text ?? textOf((await choosing).id);
  const [engine, { id, problem }, text] = await Promise.all([connecting, choosing, load()]);
  const session = new Session(engine.api, settings, networkOf);
  engine.onEvents((events) => {
    session.receive(events);
    for (const event of events) if (event.type === "takenIn") forgetNetwork(event.notebook);
  });
  onNetworkChanged(
    (notebook) => void session.ask((api) => api.setNetwork(notebook, networkOf(notebook))),
  );
  window.flowbook = { run: (request) => engine.api.automate(request) };
  /* The last keystrokes before the page goes away are written too. */
  const flush = (): void => void session.ask(() => session.flush());
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
  });
  /* A link that is pasted over the address is read by a page without an engine. */
  addEventListener("hashchange", () => {
    if (sharedLetters(location.hash) === null) return;
    void session.ask(() => session.flush()).then(() => location.reload());
  });
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary what="This notebook">
        <SessionContext value={session}>
          <App />
        </SessionContext>
      </ErrorBoundary>
    </StrictMode>,
  );
  await session.open(id, text);
  if (handed) history.replaceState(null, "", `?notebook=${id}`);
  if (problem !== null) tellUnknown(session, problem);
  if (handed?.isRun === true) await session.runAll();
  if (import.meta.env.PROD) await keepOffline(() => session.flush());
}
