import { afterEach, expect, it, vi } from "vitest";
import { keepSetting, keptSetting } from "./kept-settings.ts";

afterEach(() => vi.unstubAllGlobals());

it("keeps settings in the browser", () => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => stored.set(name, value),
    removeItem: (name: string) => stored.delete(name),
  });
  keepSetting("a", "1");
  expect(stored.get("a")).toBe("1");
  expect(keptSetting("a")).toBe("1");
  keepSetting("a", null);
  expect(keptSetting("a")).toBeNull();
});

it("keeps them for the page where the browser blocks its storage", () => {
  const blocked = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: blocked, setItem: blocked, removeItem: blocked });
  expect(keptSetting("b")).toBeNull();
  keepSetting("b", "dark");
  expect(keptSetting("b")).toBe("dark");
  keepSetting("b", null);
  expect(keptSetting("b")).toBeNull();
});
