import { describe, expect, it } from "vitest";
import { commandFor } from "./commands.ts";

const stroke = (key: string, more: Partial<Parameters<typeof commandFor>[0]> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  timeStamp: 1000,
  ...more,
});

describe("commandFor", () => {
  it("knows Jupyter's keys", () => {
    const keys = ["Enter", "ArrowUp", "k", "ArrowDown", "j", "a", "b", "z", "m", "y", "q"];
    expect(keys.map((key) => commandFor(stroke(key), null))).toEqual([
      "edit",
      "up",
      "up",
      "down",
      "down",
      "above",
      "below",
      "undo",
      "toProse",
      "toCode",
      null,
    ]);
  });

  it("runs with Ctrl or Cmd and Enter, and goes on with Shift and Enter", () => {
    expect(commandFor(stroke("Enter", { ctrlKey: true }), null)).toBe("run");
    expect(commandFor(stroke("Enter", { metaKey: true }), null)).toBe("run");
    expect(commandFor(stroke("Enter", { shiftKey: true }), null)).toBe("runNext");
  });

  it("deletes at the second d, if it comes soon", () => {
    expect(commandFor(stroke("d"), null)).toBeNull();
    expect(commandFor(stroke("d"), { key: "d", at: 500 })).toBe("delete");
    expect(commandFor(stroke("d"), { key: "d", at: 0 })).toBeNull();
    expect(commandFor(stroke("d"), { key: "a", at: 999 })).toBeNull();
  });

  it("leaves the browser its own shortcuts", () => {
    expect(commandFor(stroke("a", { ctrlKey: true }), null)).toBeNull();
  });
});
