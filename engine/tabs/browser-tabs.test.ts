import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EngineEvent } from "../api.ts";
import { FlowbookError } from "../model/errors.ts";
import type { Membership, TabRequest } from "../tab-ports.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { aloneTab, browserTabs } from "./browser-tabs.ts";

const NOTEBOOK = "n";
const idle: EngineEvent = { type: "kernelChanged", notebook: NOTEBOOK, status: "idle" };
const busy: EngineEvent = { type: "kernelChanged", notebook: NOTEBOOK, status: "busy" };
const saved: EngineEvent = {
  type: "documentChanged",
  notebook: NOTEBOOK,
  document: { id: NOTEBOOK, title: "T", text: "# T", cells: ["c1"], revision: 2, updatedAt: 0 },
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Sitting {
  readonly tab: FakeTab;
  readonly seat: Membership;
  /** What it was told to become, in order. */
  readonly roles: string[];
  readonly heard: EngineEvent[];
  readonly asked: TabRequest[];
}

interface Habits {
  readonly notebook?: string;
  /** How long it takes to leave its runs. */
  readonly parking?: Promise<void>;
  readonly answer?: (request: TabRequest) => Promise<void>;
  /** How long it takes until its role is known. */
  readonly wait?: number;
}

const sit = async (browser: FakeBrowser, habits: Habits = {}): Promise<Sitting> => {
  const tab = browser.openTab();
  const roles: string[] = [];
  const heard: EngineEvent[] = [];
  const asked: TabRequest[] = [];
  const tabs = browserTabs({ database: "d", ...tab });
  const joining = tabs.join(habits.notebook ?? NOTEBOOK, {
    lead: async () => void roles.push("leader"),
    follow: async () => {
      roles.push("follower");
      await habits.parking;
    },
    hear: (events) => void heard.push(...events),
    snapshot: () => [idle],
    answer: async (request) => {
      asked.push(request);
      await habits.answer?.(request);
    },
  });
  /* Where no leader greets it, it waits for one a while. */
  await vi.advanceTimersByTimeAsync(habits.wait ?? 1);
  const seat = await joining;
  return { tab, seat, roles, heard, asked };
};

/** Lets messages arrive and what they set off be done. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1);

describe("two tabs of one notebook", () => {
  it("lets the first lead and shows the second how things stand", async () => {
    const browser = new FakeBrowser();
    const [one, two] = [await sit(browser), await sit(browser)];
    await settle();
    expect([one.seat.role, two.seat.role]).toEqual(["leader", "follower"]);
    expect(two.heard).toEqual([idle]);
    expect([one.roles, two.roles]).toEqual([[], []]);
  });

  it("lets a tab lead at once that comes while the leader is on its way out", async () => {
    const browser = new FakeBrowser();
    const one = await sit(browser);
    one.tab.silence();
    const coming = sit(browser, { wait: 500 });
    await vi.advanceTimersByTimeAsync(100);
    one.tab.kill();
    const two = await coming;
    expect([two.seat.role, two.roles]).toEqual(["leader", []]);
  });

  it("follows a leader that has the lock and says nothing", async () => {
    const browser = new FakeBrowser();
    const one = await sit(browser);
    one.tab.silence();
    const two = await sit(browser, { wait: 1_000 });
    expect([two.seat.role, two.heard]).toEqual(["follower", []]);
  });

  it("lets two tabs with different notebooks both lead", async () => {
    const browser = new FakeBrowser();
    const [one, two] = [await sit(browser), await sit(browser, { notebook: "m" })];
    expect([one.seat.role, two.seat.role]).toEqual(["leader", "leader"]);
  });

  it("says nothing as long as it is alone", async () => {
    const browser = new FakeBrowser();
    const one = await sit(browser);
    const channel = browser.openTab().channel(`flowbook:d:${NOTEBOOK}`);
    const said: unknown[] = [];
    channel.onmessage = ({ data }) => said.push(data);
    one.seat.tell([busy, saved]);
    await settle();
    expect(said).toEqual([]);
  });

  it("has followers hear the leader, and only them", async () => {
    const browser = new FakeBrowser();
    const [one, two, three] = [await sit(browser), await sit(browser), await sit(browser)];
    await settle();
    one.seat.tell([busy]);
    await settle();
    expect([one.heard, two.heard, three.heard]).toEqual([[], [idle, busy], [idle, busy]]);
  });

  it("tells everybody what anybody saved; a leader takes nothing else from others", async () => {
    const browser = new FakeBrowser();
    const [one, two, three] = [await sit(browser), await sit(browser), await sit(browser)];
    await settle();
    two.seat.tell([busy, saved]);
    await settle();
    expect(one.heard).toEqual([saved]);
    expect(three.heard).toContainEqual(saved);
  });

  it("makes the one that waited longest the leader when the leader is killed", async () => {
    const browser = new FakeBrowser();
    const [one, two, three] = [await sit(browser), await sit(browser), await sit(browser)];
    one.tab.kill();
    await settle();
    expect([two.seat.role, three.seat.role]).toEqual(["leader", "follower"]);
    expect([two.roles, three.roles]).toEqual([["leader"], []]);
    two.tab.kill();
    await settle();
    expect(three.roles).toEqual(["leader"]);
  });

  it("makes a follower the leader when the leader leaves the notebook", async () => {
    const browser = new FakeBrowser();
    const [one, two] = [await sit(browser), await sit(browser)];
    one.seat.leave();
    one.seat.leave();
    await settle();
    expect(two.seat.role).toBe("leader");
  });

  it("does not hand the notebook to a follower that has left", async () => {
    const browser = new FakeBrowser();
    const [one, two] = [await sit(browser), await sit(browser)];
    two.seat.leave();
    one.seat.leave();
    await settle();
    expect(two.roles).toEqual([]);
    expect((await sit(browser)).seat.role).toBe("leader");
  });
});

describe("asking the leader", () => {
  const approve: TabRequest = { type: "approve", run: "r", taskRun: "t" };

  it("has it done there", async () => {
    const browser = new FakeBrowser();
    const [one, two, three] = [await sit(browser), await sit(browser), await sit(browser)];
    await two.seat.ask(approve);
    const state = { type: "Success", reason: "seen" } as const;
    await two.seat.ask({ type: "setState", run: "r", taskRun: "t", state });
    expect(one.asked).toEqual([approve, { type: "setState", run: "r", taskRun: "t", state }]);
    expect(three.asked).toEqual([]);
  });

  it("says what the leader says when it cannot be done", async () => {
    const browser = new FakeBrowser();
    const answer = (): Promise<void> => Promise.reject(new FlowbookError("notFound", "No run."));
    await sit(browser, { answer });
    const two = await sit(browser);
    await expect(two.seat.ask(approve)).rejects.toMatchObject({
      code: "notFound",
      message: "No run.",
    });
  });

  it("says so when nobody answers", async () => {
    const browser = new FakeBrowser();
    await sit(browser, { answer: () => new Promise(() => undefined) });
    const two = await sit(browser);
    const asked = two.seat.ask(approve).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await asked).toMatchObject({ code: "wrongMoment" });
  });

  it("does not wait for the answer of a leader that died", async () => {
    const browser = new FakeBrowser();
    const one = await sit(browser, { answer: () => new Promise(() => undefined) });
    const two = await sit(browser);
    const asked = two.seat.ask(approve).catch((error: unknown) => error);
    await settle();
    one.tab.kill();
    expect(await asked).toMatchObject({ code: "wrongMoment" });
  });
});

describe("taking over", () => {
  it("waits until the leader has left its runs, and then leads", async () => {
    const browser = new FakeBrowser();
    let parked = (): void => undefined;
    const parking = new Promise<void>((resolve) => {
      parked = resolve;
    });
    const one = await sit(browser, { parking });
    const two = await sit(browser);
    const taking = two.seat.takeOver();
    await settle();
    expect([one.roles, two.roles]).toEqual([["follower"], []]);
    parked();
    await taking;
    await settle();
    expect([one.seat.role, two.seat.role]).toEqual(["follower", "leader"]);
    expect([one.roles, two.roles]).toEqual([["follower"], ["leader"]]);
  });

  it("goes past a follower that queued before", async () => {
    const browser = new FakeBrowser();
    const [one, two, three] = [await sit(browser), await sit(browser), await sit(browser)];
    await three.seat.takeOver();
    await settle();
    const roles = [one, two, three].map(({ seat }) => seat.role);
    expect(roles).toEqual(["follower", "follower", "leader"]);
    expect(two.roles).toEqual([]);
  });

  it("robs a leader that does not answer, after two seconds", async () => {
    const browser = new FakeBrowser();
    const one = await sit(browser, { parking: new Promise(() => undefined) });
    const two = await sit(browser);
    const taking = two.seat.takeOver();
    await vi.advanceTimersByTimeAsync(1_900);
    expect(two.seat.role).toBe("follower");
    await vi.advanceTimersByTimeAsync(200);
    await taking;
    expect([one.seat.role, two.seat.role]).toEqual(["follower", "leader"]);
  });

  it("lets a leader that was robbed take it back, and hear the new leader meanwhile", async () => {
    const browser = new FakeBrowser();
    const [one, two] = [await sit(browser), await sit(browser)];
    await two.seat.takeOver();
    await settle();
    two.seat.tell([busy]);
    await settle();
    expect(one.heard).toEqual([idle, busy]);
    await one.seat.takeOver();
    await settle();
    expect([one.seat.role, two.seat.role]).toEqual(["leader", "follower"]);
    expect([one.roles, two.roles]).toEqual([
      ["follower", "leader"],
      ["leader", "follower"],
    ]);
  });

  it("leads again when whoever asked it to step down is gone", async () => {
    const browser = new FakeBrowser();
    const [one, two] = [await sit(browser), await sit(browser)];
    void two.seat.takeOver().catch(() => undefined);
    two.tab.kill();
    await settle();
    expect(one.roles).toEqual(["follower"]);
    await vi.advanceTimersByTimeAsync(3_100);
    expect(one.roles).toEqual(["follower", "leader"]);
  });

  it("leaves one leader when two take over at the same time", async () => {
    const browser = new FakeBrowser();
    const [one, two, three] = [await sit(browser), await sit(browser), await sit(browser)];
    await Promise.all([two.seat.takeOver(), three.seat.takeOver()]);
    await vi.advanceTimersByTimeAsync(10_000);
    const roles = [one, two, three].map(({ seat }) => seat.role).toSorted();
    expect(roles).toEqual(["follower", "follower", "leader"]);
  });

  it("does nothing in a tab that leads", async () => {
    const one = await sit(new FakeBrowser());
    await one.seat.takeOver();
    expect(one.roles).toEqual([]);
  });
});

describe("what another version of the app says", () => {
  it.each<[string, unknown]>([
    ["nothing", null],
    ["another version", { flowbook: 2, from: "x", message: { type: "hello" } }],
    ["a message it does not know", { flowbook: 1, from: "x", message: { type: "sing" } }],
    ["events of another notebook", events([{ ...saved, notebook: "m" }])],
    ["events that are none", events([7, null, { notebook: NOTEBOOK }])],
    ["a request without a run", ask({ type: "cancel" })],
    ["a request it does not know", ask({ type: "delete", run: "r" })],
    ["a state that cannot be given", ask(withState({ type: "Running", reason: "" }))],
    ["a state without a reason", ask(withState({ type: "Success" }))],
  ])("is not heard: %s", async (_, message) => {
    const browser = new FakeBrowser();
    const [one, two] = [await sit(browser), await sit(browser)];
    await settle();
    const before = [...two.heard];
    browser.openTab().channel(`flowbook:d:${NOTEBOOK}`).postMessage(message);
    await settle();
    expect([one.heard, one.asked, two.heard]).toEqual([[], [], before]);
  });
});

describe("a browser without locks", () => {
  it("lets every tab lead, and still tells each what the others saved", async () => {
    const browser = new FakeBrowser();
    const heard: EngineEvent[] = [];
    const join = (): Promise<Membership> =>
      browserTabs({ database: "d", locks: null, channel: browser.openTab().channel }).join(
        NOTEBOOK,
        {
          lead: async () => undefined,
          follow: async () => undefined,
          hear: (events) => void heard.push(...events),
          snapshot: () => [idle],
          answer: async () => undefined,
        },
      );
    const [one, two] = [await join(), await join()];
    const tabs = browserTabs({ database: "d", locks: null, channel: browser.openTab().channel });
    expect(await tabs.taken()).toBeNull();
    one.tell([busy, saved]);
    await settle();
    expect([one.role, two.role]).toEqual(["leader", "leader"]);
    expect(heard).toEqual([saved]);
  });
});

describe("notebooks that are taken", () => {
  it("are those that a tab leads, until it is gone", async () => {
    const browser = new FakeBrowser();
    const one = await sit(browser);
    const other = await sit(browser, { notebook: "m" });
    const tabs = browserTabs({ database: "d", ...browser.openTab() });
    const strange = browserTabs({ database: "e", ...browser.openTab() });
    expect([...((await tabs.taken()) ?? [])]).toEqual([NOTEBOOK, "m"]);
    expect([...((await strange.taken()) ?? [])]).toEqual([]);
    one.tab.kill();
    other.seat.leave();
    await settle();
    expect([...((await tabs.taken()) ?? [])]).toEqual([]);
  });

  it("are known to a tab that is alone", async () => {
    const tabs = aloneTab();
    const part = {
      lead: async () => undefined,
      follow: async () => undefined,
      hear: () => undefined,
      snapshot: () => [],
      answer: async () => undefined,
    };
    const [one, again] = [await tabs.join(NOTEBOOK, part), await tabs.join(NOTEBOOK, part)];
    expect([one.role, again.role]).toEqual(["leader", "leader"]);
    one.leave();
    one.leave();
    expect([...((await tabs.taken()) ?? [])]).toEqual([NOTEBOOK]);
    again.leave();
    expect([...((await tabs.taken()) ?? [])]).toEqual([]);
  });
});

function events(list: readonly unknown[]): unknown {
  return { flowbook: 1, from: "x", message: { type: "events", to: null, events: list } };
}

function ask(request: unknown): unknown {
  return { flowbook: 1, from: "x", message: { type: "ask", id: "1", request } };
}

function withState(state: unknown): unknown {
  return { type: "setState", run: "r", taskRun: "t", state };
}
