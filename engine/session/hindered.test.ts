/** Opening a notebook whose runs cannot be seen to: it opens, and what can go on does. */

import { beforeEach, expect, it, vi } from "vitest";
import { FlowbookError } from "../model/errors.ts";
import { nodeEngine } from "../testing/node-engine.ts";
import type { Stores } from "../store/stores.ts";

let notes: string[] = [];
beforeEach(() => {
  notes = [];
  Object.assign(globalThis, { note: (text: string) => notes.push(text), isSlow: true });
});

const HEAD = `import { task, Flow, Parameter } from "prefect";
const note = (globalThis as any).note as (text: string) => void;
const wait = () => new Promise((resolve) => setTimeout(resolve, (globalThis as any).isSlow ? 60_000 : 1));
`;

const NESTED = `${HEAD}
const slow = task(async function slow() { note("slow"); await wait(); return 1 });
const inner = new Flow("inner"); inner.with(() => slow());
const asks = task(async function asks() { return (await inner.run()).isSuccessful() });
const outer = new Flow("outer"); outer.with(() => asks());
await outer.run();`;

const GIVEN = `${HEAD}
const slow = task(async function slow(x: string) { note(x); await wait(); return x });
const flow = new Flow("given"); flow.with(() => slow(new Parameter("x")));`;

async function left(stores: Stores | undefined, text: string, x: string | null): Promise<Stores> {
  const sitting = nodeEngine(2, stores);
  const { engine } = sitting;
  await engine.openNotebook("n");
  await engine.setCells("n", [{ id: "a", language: "typescript", text }]);
  const ran = engine.runCell("n", "a");
  if (x !== null) await ran;
  const count = notes.length;
  const run = x === null ? ran : engine.runFlow("n", "a:0", { x }).catch(() => {});
  await expect.poll(() => notes.length, { interval: 2 }).toBe(count + 1);
  await engine.closeNotebook("n");
  await run;
  return sitting.stores;
}

it("opens a notebook with a cut-off run inside a task though the disk is full, and says so", async () => {
  const stores = await left(undefined, NESTED, null);
  const outer = (await stores.runs.runs("n")).find(({ isNested }) => !isNested);
  await stores.runs.remove([outer?.id ?? ""]);
  const full = new FlowbookError("storage", "The browser's storage is full.", { quota: true });
  vi.spyOn(stores.runs, "commit").mockRejectedValue(full);
  const { engine, events } = nodeEngine(2, stores);
  await engine.openNotebook("n");
  await expect
    .poll(() => (engine.flush(), events))
    .toContainEqual(
      expect.objectContaining({ type: "problem", message: expect.stringContaining(full.message) }),
    );
  const told = events.map(({ type }) => type);
  expect(told).toContain("roleChanged");
});

it("goes on with all other runs where one cannot go on, and says which", async () => {
  let stores = await left(undefined, GIVEN, "first");
  stores = await left(stores, GIVEN, "second");
  const [, older] = await stores.runs.runs("n");
  const value = stores.runs.value.bind(stores.runs);
  vi.spyOn(stores.runs, "value").mockImplementation(async (key) => {
    if (key.startsWith(`${older?.id}/`)) throw new FlowbookError("notFound", "It is gone.");
    return value(key);
  });
  Object.assign(globalThis, { isSlow: false });
  notes = [];
  const { engine, events } = nodeEngine(2, stores);
  await engine.setSettings({ poolSize: 2, skipWaits: true, resumeAtOnce: true });
  await engine.openNotebook("n");
  await expect.poll(async () => (await engine.runs.list("n"))[0]?.state).toBe("Success");
  expect(notes).toEqual(["second"]);
  engine.flush();
  const said = expect.objectContaining({
    type: "problem",
    message: expect.stringContaining(`"${older?.runName}" could not go on: It is gone.`),
  });
  expect(events).toContainEqual(said);
});
