import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { STATE_TYPES } from "../../engine/model/state.ts";
import { lookOf } from "./state-look.ts";

const css = readFileSync(new URL("./state-colors.css", import.meta.url), "utf8");

function colorsOf(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--state-(\w+): (#[0-9a-f]{6})/g)].map(([, name = "", hex = ""]) => [
      name,
      hex,
    ]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe("state colours", () => {
  const [light = "", dark = ""] = css.split('[data-theme="dark"]');
  const themes = [
    { name: "light", colors: colorsOf(light), surfaces: ["#ffffff", "#f6f8fa"] },
    { name: "dark", colors: colorsOf(dark), surfaces: ["#0d1117", "#161b22"] },
  ];

  it.each(themes)("keep 3:1 against the surfaces of the $name theme", ({ colors, surfaces }) => {
    for (const [family, color] of Object.entries(colors)) {
      for (const surface of surfaces) {
        expect(contrast(color, surface), `${family} on ${surface}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it("are there for the family of every state, in both themes", () => {
    for (const type of STATE_TYPES) {
      const { family } = lookOf(type);
      for (const { colors } of themes) expect(colors).toHaveProperty(family);
    }
  });

  it("have an icon of its own for every state one may meet in a run", () => {
    const met = STATE_TYPES.filter((type) => type !== "State" && type !== "Finished");
    const icons = met.map((type) => lookOf(type).icon);
    expect(new Set(icons).size).toBe(icons.length);
  });
});
