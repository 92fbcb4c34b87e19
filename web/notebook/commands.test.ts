import { describe, expect, it } from "vitest";
import { COMMAND_KEYS, commandFor, runKey } from "./commands.ts";
import { strokeText } from "./keystroke.ts";

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

  it("tells a capital from a small letter, and asks for no Shift where a sign needs it or not", () => {
    expect(commandFor(stroke("V", { shiftKey: true }), null)).toBe("pasteAbove");
    expect(commandFor(stroke("v"), null)).toBe("pasteBelow");
    expect(commandFor(stroke("Z", { shiftKey: true }), null)).toBe("redo");
    expect(commandFor(stroke("M", { shiftKey: true }), null)).toBe("merge");
    expect(commandFor(stroke("?", { shiftKey: true }), null)).toBe("help");
    expect(commandFor(stroke("?"), null)).toBe("help");
  });

  it("gives every key of the table its own command", () => {
    const shown = COMMAND_KEYS.flatMap(({ keys }) => keys.map(strokeText));
    expect(new Set(shown).size).toBe(shown.length);
    for (const { command, keys } of COMMAND_KEYS) {
      for (const { key, shift, ctrl, alt } of keys) {
        const more = { shiftKey: shift ?? false, ctrlKey: ctrl ?? false, altKey: alt ?? false };
        expect(commandFor(stroke(key, more), { key, at: 900 })).toBe(command);
      }
    }
  });
});

it("runs from within an editor with the same keys, and leaves it the rest", () => {
  expect(runKey(stroke("Enter", { altKey: true }))).toBe("insert");
  expect(runKey(stroke("Enter", { shiftKey: true }))).toBe("next");
  expect(runKey(stroke("Enter", { ctrlKey: true }))).toBe("stay");
  expect(runKey(stroke("Enter"))).toBeNull();
});

it("writes a key as people do", () => {
  expect(strokeText({ key: "d", twice: true })).toBe("D D");
  expect(strokeText({ key: "ArrowUp", ctrl: true, shift: true })).toBe("Ctrl+Shift+↑");
});
