import { describe, expect, it } from "vitest";
import { NO_NETWORK } from "../../engine/model/network.ts";
import { canSwitch, hostsOf, isOn, openQuestions, summaryOf, withHost } from "./hosts.ts";
import { readNetwork } from "./settings.ts";

const some = withHost(withHost(NO_NETWORK, "b.example", true), "a.example", false);

describe("hosts", () => {
  it("are those that were asked for and those that were spoken of, by name", () => {
    expect(hostsOf(some, ["c.example", "a.example"])).toEqual([
      { name: "a.example", standing: "off" },
      { name: "b.example", standing: "allowed" },
      { name: "c.example", standing: "undecided" },
    ]);
    expect(openQuestions(some, ["c.example", "a.example", "b.example"])).toEqual(["c.example"]);
    expect(openQuestions({ ...some, isOff: true }, ["c.example"])).toEqual([]);
  });

  it("may have the name of what every object has", () => {
    const names = ["__proto__", "constructor"];
    expect(openQuestions(NO_NETWORK, names)).toEqual(names);
    const kept = withHost(NO_NETWORK, "__proto__", false);
    expect(hostsOf(kept, [])).toEqual([{ name: "__proto__", standing: "off" }]);
    expect(isOn(readNetwork(JSON.stringify(kept)))).toBe(false);
  });
});

describe("the switch for all", () => {
  it("is there once a host is allowed, and goes with the last", () => {
    expect([isOn(NO_NETWORK), canSwitch(NO_NETWORK)]).toEqual([false, false]);
    expect([isOn(some), canSwitch(some)]).toEqual([true, true]);
    const off = { ...some, isOff: true };
    expect([isOn(off), canSwitch(off)]).toEqual([false, true]);
    expect(withHost(off, "b.example", false).isOff).toBe(false);
    expect(withHost(off, "c.example", true).isOff).toBe(true);
  });

  it("is told in one sentence", () => {
    expect(summaryOf(NO_NETWORK)).toContain("off: no host");
    expect(summaryOf(some)).toContain("on, for one host");
    expect(summaryOf({ ...some, isOff: true })).toContain("off, whatever");
  });
});

describe("what is kept", () => {
  it("is read as it was", () => {
    expect(readNetwork(JSON.stringify(some))).toEqual(some);
  });

  it.each([
    "",
    "no JSON",
    "null",
    "[]",
    "true",
    '{"hosts":{"a.example":true}}',
    '{"isOff":false}',
    '{"isOff":false,"hosts":["a.example"]}',
    '{"isOff":"no","hosts":{"a.example":true}}',
    '{"isOff":false,"hosts":{"a.example":"true"}}',
  ])("%s allows nothing", (text) => {
    expect(isOn(readNetwork(text))).toBe(false);
  });
});
