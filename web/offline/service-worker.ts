/**
 * Keeps the app's files for when there is no network. All files of one version are fetched together
 * before any is used, and a new version waits until no page of the old one is left, or until a
 * person asks for it: two versions never mix. Python's runtime is not among them: it is kept where
 * it is loaded, once a notebook needs it.
 */

import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import type { UseNewVersion } from "./messages.ts";

/** What a service worker has and a page has not; the compiler knows the page only. */
interface ServiceWorkerScope {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
  /** Put in by the build (`scripts/vite-plugin-offline.ts`). */
  readonly __FLOWBOOK_FILES: PrecacheEntry[];
}

declare const self: Window & ServiceWorkerScope;

precacheAndRoute(self.__FLOWBOOK_FILES);
cleanupOutdatedCaches();

/** The page's own addresses differ in what they ask for, never in the file. */
const { pathname: home } = new URL(self.registration.scope);
registerRoute(
  ({ request, url }) => request.mode === "navigate" && url.pathname === home,
  createHandlerBoundToURL("index.html"),
);

self.addEventListener("message", ({ data }) => {
  if (data === ("flowbook:use-new-version" satisfies UseNewVersion)) void self.skipWaiting();
});
