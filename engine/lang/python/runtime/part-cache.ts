/** Keeps the parts of the Python runtime in this browser, so that a second start need not fetch them. */

import { pythonCacheName } from "../../../model/python-cache.ts";

/** By keys that name the content: what is under one never changes. */
export interface PartCache {
  find(key: string): Promise<ArrayBuffer | null>;
  add(key: string, part: ArrayBuffer): Promise<void>;
  /** Removes all others. */
  keepOnly(keys: readonly string[]): Promise<void>;
}

/** Entries of a cache are named by addresses; this one leads nowhere. */
const ADDRESS = "https://flowbook.invalid/";

/**
 * A cache in the browser's Cache Storage, of the app under this path alone. Nothing here throws: it
 * saves time where there is storage, and nothing is lost where there is none.
 */
export async function openPartCache(path: string): Promise<PartCache> {
  const cache = await quietly(() => caches.open(pythonCacheName(path)), null);
  if (cache === null) return noCache;
  const addressOf = (key: string): string => ADDRESS + encodeURIComponent(key);
  return {
    find: (key) =>
      quietly(async () => (await cache.match(addressOf(key)))?.arrayBuffer() ?? null, null),
    add: (key, part) => quietly(() => cache.put(addressOf(key), new Response(part)), undefined),
    keepOnly: (keys) =>
      quietly(async () => {
        const wanted = new Set(keys.map(addressOf));
        const entries = await cache.keys();
        await Promise.all(
          entries.filter(({ url }) => !wanted.has(url)).map((entry) => cache.delete(entry)),
        );
      }, undefined),
  };
}

const noCache: PartCache = {
  find: () => Promise.resolve(null),
  add: () => Promise.resolve(),
  keepOnly: () => Promise.resolve(),
};

/** A page without storage (insecure, private, full) is served all the same, each time from afar. */
async function quietly<T>(attempt: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await attempt();
  } catch {
    return otherwise;
  }
}
