import { afterEach, beforeEach, expect, it, vi } from "vitest";

/** A browser's own storage, or what refuses it. */
function stubStorage(storage: () => unknown): void {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: storage });
}

const kept = new Map<string, string>();

beforeEach(() => {
  vi.resetModules();
  kept.clear();
  stubStorage(() => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  }));
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, "localStorage");
});

it("keeps settings in the browser", async () => {
  const { readSetting, removeSetting, writeSetting } = await import("./settings.ts");
  writeSetting("a", "1");
  expect(kept.get("a")).toBe("1");
  expect(readSetting("a")).toBe("1");
  removeSetting("a");
  expect(readSetting("a")).toBeNull();
});

it("neither reads nor writes what is kept, once nothing is to be", async () => {
  kept.set("a", "before");
  const { keepNothing, readSetting, writeSetting } = await import("./settings.ts");
  keepNothing();
  expect(readSetting("a")).toBeNull();
  writeSetting("a", "now");
  expect(readSetting("a")).toBe("now");
  expect(kept.get("a")).toBe("before");
});

it("remembers them for the page where the browser refuses its storage", async () => {
  stubStorage(() => {
    throw new DOMException("refused", "SecurityError");
  });
  const { readSetting, writeSetting } = await import("./settings.ts");
  expect(readSetting("a")).toBeNull();
  writeSetting("a", "1");
  expect(readSetting("a")).toBe("1");
});
