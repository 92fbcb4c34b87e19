/** What the Python runtime takes in the browser's Cache Storage, and away with it. */

import { pythonCacheName } from "../../engine/model/python-cache.ts";

/** @returns bytes; null: this browser keeps none for this page */
export async function pythonCacheSize(): Promise<number | null> {
  if (!("caches" in globalThis)) return null;
  const name = pythonCacheName(location.pathname);
  if (!(await caches.has(name))) return 0;
  const cache = await caches.open(name);
  let bytes = 0;
  for (const key of await cache.keys()) {
    const part = await cache.match(key);
    bytes += (await part?.blob())?.size ?? 0;
  }
  return bytes;
}

/** Its parts are fetched again when Python is next started. */
export async function clearPythonCache(): Promise<void> {
  const cache = await caches.open(pythonCacheName(location.pathname));
  /* Not the cache as a whole: the engine may hold it, and would go on with one that is gone. */
  for (const key of await cache.keys()) await cache.delete(key);
}
