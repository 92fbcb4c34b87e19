import { describe, expect, it } from "vitest";
import { formatTemplate } from "./format-template.ts";

const values = {
  x: 7,
  name: "add",
  list: [1, "b"],
  share: 0.5,
  date: new Date("2020-03-01T04:05:06.007Z"),
  parameters: { p: "q" },
};

describe("a template", () => {
  it.each([
    ["tg-{x}.txt", "tg-7.txt"],
    ["{name}-{list}", "add-[1, 'b']"],
    ["{date:%Y-%m-%d}/{date:%H%M%S}", "2020-03-01/040506"],
    ["{date:%j %a %B %%}", "061 Sun March %"],
    ["{parameters[p]}{parameters.p}{list[1]}", "qqb"],
    ["{x:03d}|{x:4}|{share:.2f}", "007|   7|0.50"],
    ["{name!r}", "'add'"],
    ["{{x}}", "{x}"],
    ["no holes", "no holes"],
  ])("%j becomes %j", (template, text) => {
    expect(formatTemplate(template, values)).toBe(text);
  });

  it("with a hole that nothing fills is an error", () => {
    expect(() => formatTemplate("{y}", values)).toThrow("'y'");
    expect(() => formatTemplate("{toString}", values)).toThrow("'toString'");
    expect(() => formatTemplate("{list[9]}", values)).toThrow("'9'");
    expect(() => formatTemplate("{name:%Y}", values)).toThrow("Invalid format specifier");
  });
});
