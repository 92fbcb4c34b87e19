import { afterEach, describe, expect, it, vi } from "vitest";
import { openPartCache } from "./part-cache.ts";

/** The little of Cache Storage that is used. */
class FakeCache {
  readonly entries = new Map<string, Response>();
  match = (url: string) => Promise.resolve(this.entries.get(url)?.clone());
  put = (url: string, response: Response) => Promise.resolve(void this.entries.set(url, response));
  keys = () => Promise.resolve([...this.entries.keys()].map((url) => ({ url })));
  delete = ({ url }: { url: string }) => Promise.resolve(this.entries.delete(url));
}

function fakeCaches() {
  const named = new Map<string, FakeCache>();
  vi.stubGlobal("caches", {
    open(name: string) {
      const cache = named.get(name) ?? new FakeCache();
      named.set(name, cache);
      return Promise.resolve(cache);
    },
  });
}

const part = new Uint8Array([1, 2, 3]).buffer;

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the cache of parts", () => {
  it("gives back what was put there, the next time too", async () => {
    fakeCaches();
    await (await openPartCache("/app/")).add("zip 1", part);
    const found = await (await openPartCache("/app/")).find("zip 1");
    expect(found).toEqual(part);
    expect(await (await openPartCache("/app/")).find("zip 2")).toBeNull();
  });

  it("keeps apps under different paths apart", async () => {
    fakeCaches();
    await (await openPartCache("/one/")).add("zip 1", part);
    const other = await openPartCache("/two/");
    await other.keepOnly([]);
    expect(await other.find("zip 1")).toBeNull();
    expect(await (await openPartCache("/one/")).find("zip 1")).toEqual(part);
  });

  it("removes all but what is still wanted", async () => {
    fakeCaches();
    const cache = await openPartCache("/app/");
    await cache.add("zip 1", part);
    await cache.add("zip 2", part);
    await cache.keepOnly(["zip 2"]);
    expect(await cache.find("zip 1")).toBeNull();
    expect(await cache.find("zip 2")).toEqual(part);
  });

  it("finds nothing, and throws nothing, where there is no storage", async () => {
    vi.stubGlobal("caches", undefined);
    const cache = await openPartCache("/app/");
    await cache.add("zip 1", part);
    await cache.keepOnly([]);
    expect(await cache.find("zip 1")).toBeNull();
  });

  it("throws nothing where the storage is full", async () => {
    const full = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    vi.stubGlobal("caches", {
      open: () => Promise.resolve({ put: full, match: full, keys: full }),
    });
    const cache = await openPartCache("/app/");
    await cache.add("zip 1", part);
    await cache.keepOnly([]);
    expect(await cache.find("zip 1")).toBeNull();
  });
});
