/** Starts the engine for an embed: nothing is stored, and the notebooks of this browser know nothing of it. */

import { connectEngine, defaultSettings } from "../../engine/browser.ts";
import { Session } from "../session/session.ts";

/** A page may embed many, beside work of its own. */
const MOST_WORKERS = 2;

export async function openSession(id: string, markdown: string): Promise<Session> {
  const { poolSize, ...rest } = defaultSettings();
  const settings = { ...rest, poolSize: Math.min(MOST_WORKERS, poolSize) };
  const engine = await connectEngine(settings, "forget");
  const session = new Session(engine.api, settings);
  engine.onEvents(session.receive);
  await session.open(id, markdown);
  return session;
}
