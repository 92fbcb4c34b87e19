import { describe, expect, it } from "vitest";
import { fetchParts, keyOf, type FetchOptions, type RuntimeAsset } from "./fetch-parts.ts";

const asset = (name: string, size: number): RuntimeAsset => ({
  name,
  url: `./${name}`,
  size,
  hash: `${name}-hash`,
});
const wasm = asset("a.wasm", 6);
const zip = asset("b.zip", 4);

const bytes = (size: number): ArrayBuffer => new Uint8Array(size).fill(7).buffer;

/** An answer that comes in pieces. */
function answer(...sizes: readonly number[]): Response {
  const pieces = sizes.map((size) => new Uint8Array(bytes(size)));
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
  return new Response(body);
}

function setUp(more: Partial<FetchOptions> = {}) {
  const kept = new Map<string, ArrayBuffer>();
  const asked: string[] = [];
  const told: [number, number][] = [];
  const answers: Record<string, () => Response> = {
    "./a.wasm": () => answer(2, 4),
    "./b.zip": () => answer(4),
  };
  const options: FetchOptions = {
    cache: {
      find: (key) => Promise.resolve(kept.get(key) ?? null),
      add: (key, part) => Promise.resolve(void kept.set(key, part)),
      keepOnly: () => Promise.resolve(),
    },
    fetch(url) {
      asked.push(url);
      return Promise.resolve(answers[url]?.() ?? new Response(null, { status: 404 }));
    },
    isOnline: () => true,
    onProgress: (loaded, total) => told.push([loaded, total]),
    ...more,
  };
  return { kept, asked, told, answers, options, fetch: () => fetchParts([wasm, zip], options) };
}

describe("fetching the runtime", () => {
  it("gives the files by name, tells how far it is, and keeps them", async () => {
    const { fetch, told, kept } = setUp();
    const parts = await fetch();
    expect(parts["a.wasm"]?.byteLength).toBe(6);
    expect(new Uint8Array(parts["b.zip"] ?? bytes(0))).toEqual(new Uint8Array(bytes(4)));
    expect(told[0]).toEqual([0, 10]);
    expect(told.at(-1)).toEqual([10, 10]);
    expect(told).toHaveLength(4);
    expect([...kept.keys()].toSorted()).toEqual([keyOf(wasm), keyOf(zip)]);
  });

  it("asks nobody for what it kept, and says nothing about it", async () => {
    const { fetch, told, kept, asked } = setUp();
    kept.set(keyOf(wasm), bytes(6)).set(keyOf(zip), bytes(4));
    expect(Object.keys(await fetch())).toEqual(["a.wasm", "b.zip"]);
    expect({ asked, told }).toEqual({ asked: [], told: [] });
  });

  it("fetches what is missing, or cut short, only", async () => {
    const { fetch, told, kept, asked } = setUp();
    kept.set(keyOf(wasm), bytes(5)).set(keyOf(zip), bytes(4));
    expect((await fetch())["a.wasm"]?.byteLength).toBe(6);
    expect(asked).toEqual(["./a.wasm"]);
    expect(told.at(-1)).toEqual([6, 6]);
  });

  it("does not take a file of another version for the one it knows", async () => {
    const { fetch, kept, asked } = setUp();
    kept.set(keyOf({ ...wasm, hash: "older" }), bytes(6));
    await fetch();
    expect(asked).toContain("./a.wasm");
  });

  it("says which file the server does not have, and stops the others", async () => {
    const { answers, options } = setUp();
    delete answers["./b.zip"];
    const signals: (AbortSignal | null | undefined)[] = [];
    const listening: FetchOptions = {
      ...options,
      fetch(url, init) {
        signals.push(init.signal);
        return options.fetch(url, init);
      },
    };
    await expect(fetchParts([wasm, zip], listening)).rejects.toMatchObject({
      code: "runtime",
      message: expect.stringContaining("404 for b.zip"),
    });
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
  });

  it.each([
    ["short", () => answer(3), "ended after 3 of 4 bytes"],
    ["long", () => answer(3, 3), "larger than it should be"],
  ])("refuses a file that is too %s", async (_, response, message) => {
    const { fetch, answers, kept } = setUp();
    answers["./b.zip"] = response;
    await expect(fetch()).rejects.toThrow(message);
    expect(kept.has(keyOf(zip))).toBe(false);
  });

  it("says so when there is no connection", async () => {
    const { fetch } = setUp({
      fetch: () => Promise.reject(new TypeError("Failed to fetch")),
      isOnline: () => false,
    });
    await expect(fetch()).rejects.toThrow("not kept in this browser yet");
  });
});
