import { expect, it } from "vitest";
import { turn } from "./turn.ts";
import { Turns } from "./turns.ts";

/** Turns that keep a note of who has the worker, as a call's context is kept. */
function makeTurns() {
  const now = { who: "" };
  const turns = new Turns(() => {
    const { who } = now;
    return () => {
      now.who = who;
    };
  });
  return { turns, now };
}

it("lets one work at a time, in the order they came", async () => {
  const { turns } = makeTurns();
  const said: string[] = [];
  const work = (name: string) => async () => {
    said.push(`${name} begins`);
    await turn();
    said.push(`${name} ends`);
  };
  await Promise.all([turns.take(work("a")), turns.take(work("b"))]);
  expect(said).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  expect(turns.isOpen).toBe(false);
});

it("goes on after one that threw", async () => {
  const { turns } = makeTurns();
  await expect(turns.take(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await turns.take(async () => 1)).toBe(1);
});

it("lets others work while one waits for a run, and gives it back what was its own", async () => {
  const { turns, now } = makeTurns();
  let settle: (reply: string) => void = () => {};
  const outer = turns.take(async () => {
    now.who = "outer";
    const reply = await turns.giveWay(() => new Promise<string>((resolve) => (settle = resolve)));
    return `${reply} for ${now.who}`;
  });
  await turns.take(async () => {
    now.who = "inner";
  });
  settle("done");
  expect(await outer).toBe("done for outer");
});

it("lets the runs end in any order that one waits for together", async () => {
  const { turns } = makeTurns();
  const settles: (() => void)[] = [];
  const ask = () => turns.giveWay(() => new Promise<void>((resolve) => settles.push(resolve)));
  const outer = turns.take(async () => {
    await Promise.all([ask(), ask()]);
    return "both";
  });
  await turns.take(async () => settles[1]?.());
  await turns.take(async () => settles[0]?.());
  expect(await outer).toBe("both");
});

it("does not wait for a run that whoever asked for it did not wait for", async () => {
  const { turns } = makeTurns();
  let settle: () => void = () => {};
  let late: Promise<void> | null = null;
  await turns.take(async () => {
    late = turns.giveWay(() => new Promise<void>((resolve) => (settle = resolve)));
  });
  expect(turns.isOpen).toBe(false);
  await turns.take(async () => settle());
  await expect(late).resolves.toBeUndefined();
});
