/** What a person allowed of the network, by notebook: kept for this browser, and in no document or link. */

import { NO_NETWORK, type NetworkSettings } from "../../engine/model/network.ts";
import { readSetting, removeSetting, writeSetting } from "../settings.ts";

/** Apps beside each other on one origin share this storage, and must not share what is allowed. */
const prefix = (): string => `flowbook:network:${new URL(".", location.href).pathname}:`;

type Listener = (notebook: string) => void;

const listeners = new Set<Listener>();

const tell = (notebook: string): void => {
  for (const listener of listeners) listener(notebook);
};

/** As it is kept: the same text for the same settings. Empty: nothing was said yet. */
export const networkText = (notebook: string): string => readSetting(prefix() + notebook) ?? "";

export const networkOf = (notebook: string): NetworkSettings => readNetwork(networkText(notebook));

/** What is no such text, an older version's or somebody else's, allows nothing. */
export function readNetwork(text: string): NetworkSettings {
  if (text === "") return NO_NETWORK;
  try {
    const kept: unknown = JSON.parse(text);
    if (!isRecord(kept) || typeof kept["isOff"] !== "boolean" || !isRecord(kept["hosts"])) {
      return NO_NETWORK;
    }
    const hosts = Object.entries(kept["hosts"]).filter(
      (entry): entry is [string, boolean] => typeof entry[1] === "boolean",
    );
    return { isOff: kept["isOff"], hosts: Object.fromEntries(hosts) };
  } catch {
    /* No JSON. */
    return NO_NETWORK;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keeps what a person says, and tells whoever acts on it. */
export function keepNetwork(notebook: string, settings: NetworkSettings): void {
  writeSetting(prefix() + notebook, JSON.stringify(settings));
  tell(notebook);
}

/** The notebook is gone, or holds what somebody else made: it begins as every notebook does. */
export function forgetNetwork(notebook: string): void {
  removeSetting(prefix() + notebook);
  tell(notebook);
}

/** Told of each change, those made in other tabs too: the one that executes a notebook acts on them. */
export function onNetworkChanged(listener: Listener): () => void {
  const hear = ({ key }: StorageEvent): void => {
    if (key?.startsWith(prefix()) === true) listener(key.slice(prefix().length));
  };
  listeners.add(listener);
  addEventListener("storage", hear);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", hear);
  };
}
