/** Whether the app is kept for use without a network, and whether a newer one is ready. */

import type { UseNewVersion } from "./messages.ts";

export interface Offline {
  /** unsupported: the browser, or an address without https, has no service workers. */
  readonly status: "unsupported" | "preparing" | "ready" | "failed";
  /** Why it failed. */
  readonly reason: string | null;
  /** A newer version is here, and waits. */
  readonly hasUpdate: boolean;
}

let offline: Offline = { status: "preparing", reason: null, hasUpdate: false };
const listeners = new Set<() => void>();

export const currentOffline = (): Offline => offline;

/** @returns what ends the listening */
export function subscribeOffline(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(change: Partial<Offline>): void {
  offline = { ...offline, ...change };
  for (const listener of listeners) listener();
}

let registration: ServiceWorkerRegistration | null = null;

/**
 * Has the app kept by the browser. Once the page stands, for it fetches much.
 * @param beforeReload what has to be done before the page gives way to a newer one
 */
export async function keepOffline(beforeReload: () => Promise<void>): Promise<void> {
  if (!("serviceWorker" in navigator)) return set({ status: "unsupported" });
  try {
    followVersion(beforeReload);
    registration = await navigator.serviceWorker.register("./sw.js");
    watch(registration);
    await navigator.serviceWorker.ready;
    set({ status: "ready" });
  } catch (error) {
    set({ status: "failed", reason: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * Reloads the page when another version of the app takes over: what this one has not loaded yet is gone.
 * @param beforeReload what has to be done before
 * @returns what ends it
 */
export function followVersion(beforeReload: () => Promise<void>): () => void {
  if (!("serviceWorker" in navigator) || navigator.serviceWorker.controller === null) {
    return () => undefined;
  }
  const reload = (): void => void beforeReload().finally(() => location.reload());
  navigator.serviceWorker.addEventListener("controllerchange", reload);
  return () => navigator.serviceWorker.removeEventListener("controllerchange", reload);
}

function watch(found: ServiceWorkerRegistration): void {
  if (found.waiting && found.active) set({ hasUpdate: true });
  found.addEventListener("updatefound", () => {
    const worker = found.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && found.active) set({ hasUpdate: true });
    });
  });
}

/** Puts the newer version in the place of this one: every open page of Flowbook reloads. */
export function takeNewVersion(): void {
  registration?.waiting?.postMessage("flowbook:use-new-version" satisfies UseNewVersion);
}
