/** The time as the run sees it: a run with skipped waits lives in the future. */

import type { Millis } from "../model/state.ts";
import { realmHost } from "./realm.ts";

export const now = (): Millis => realmHost()?.now() ?? Date.now();
