/** What the browser's cache of the Python runtime is called. */

/** @param path  of the app: another one under the same address keeps its own */
export const pythonCacheName = (path: string): string => `flowbook-python:${path}`;
