/** Fetches the files of the Python runtime, all at once, telling how far it is. */

import { cannotLoad } from "./cannot-load.ts";
import type { PartCache } from "./part-cache.ts";

/** A file of the runtime as the app ships it: `size` in bytes, `hash` of what is in it. */
export interface RuntimeAsset {
  readonly name: string;
  readonly url: string;
  readonly size: number;
  readonly hash: string;
}

export interface FetchOptions {
  readonly cache: PartCache;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly isOnline: () => boolean;
  /** Bytes of what has to be fetched. Not called where all of it is in the cache. */
  readonly onProgress: (loaded: number, total: number) => void;
}

type Parts = Readonly<Record<string, ArrayBuffer>>;

export const keyOf = ({ name, hash }: RuntimeAsset): string => `${name} ${hash}`;

/**
 * The files by name, from the cache where it has them; what is fetched is put there.
 * @throws FlowbookError `runtime`
 */
export async function fetchParts(
  assets: readonly RuntimeAsset[],
  options: FetchOptions,
): Promise<Parts> {
  const { cache } = options;
  const found = await Promise.all(
    assets.map(async (asset) => ({ asset, part: await cache.find(keyOf(asset)) })),
  );
  const missing = found.flatMap(({ asset, part }) => (isWhole(asset, part) ? [] : [asset]));
  const fetched = missing.length > 0 ? await download(missing, options) : {};
  return {
    ...Object.fromEntries(found.flatMap(({ asset, part }) => (part ? [[asset.name, part]] : []))),
    ...fetched,
  };
}

const isWhole = (asset: RuntimeAsset, part: ArrayBuffer | null): boolean =>
  part?.byteLength === asset.size;

async function download(assets: readonly RuntimeAsset[], options: FetchOptions): Promise<Parts> {
  const { cache, onProgress } = options;
  const total = assets.reduce((sum, { size }) => sum + size, 0);
  const stop = new AbortController();
  let loaded = 0;
  onProgress(loaded, total);
  const received = (bytes: number): void => onProgress((loaded += bytes), total);
  const one = async (asset: RuntimeAsset) => {
    const response = await options.fetch(asset.url, { signal: stop.signal });
    if (!response.ok) throw new Error(`the server answered ${response.status} for ${asset.name}`);
    const part = await readWhole(response, asset, received);
    void cache.add(keyOf(asset), part);
    return [asset.name, part] as const;
  };
  try {
    return Object.fromEntries(await Promise.all(assets.map(one)));
  } catch (error) {
    stop.abort();
    throw cannotLoad(error, options.isOnline());
  }
}

/** @throws Error where it is not of the size it had when the app was built */
async function readWhole(
  response: Response,
  { name, size }: RuntimeAsset,
  received: (bytes: number) => void,
): Promise<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  const reader = response.body?.getReader();
  for (let chunk; (chunk = await reader?.read()) && !chunk.done;) {
    if (at + chunk.value.length > size) throw new Error(`${name} is larger than it should be`);
    whole.set(chunk.value, at);
    at += chunk.value.length;
    received(chunk.value.length);
  }
  if (at < size) throw new Error(`${name} ended after ${at} of ${size} bytes`);
  return whole.buffer;
}
