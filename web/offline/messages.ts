/** What the page tells its service worker. A type alone: the service worker is one file that imports nothing. */

/** Take the place of the version before; every page of that one reloads. */
export type UseNewVersion = "flowbook:use-new-version";
