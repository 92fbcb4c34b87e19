/** Stands where the engine's worker stands and measures, in microseconds, what its two roads cost. */

import { wrap, type Remote } from "comlink";
import { deleteDB, openDB } from "idb";
import type { Echo } from "./echo-worker.ts";

/** Microseconds each. */
export interface Floors {
  /** A Comlink call and its answer, one after the other. */
  readonly roundTrip: number;
  /** The same, all sent before the first answer. */
  readonly pipelined: number;
  /** An IndexedDB put, a hundred to a transaction. */
  readonly batchedPut: number;
  /** A transaction of one put. */
  readonly singlePut: number;
}

const ROUND_TRIPS = 2000;
const PIPELINED = 5000;
const PUTS = 100;
const TRANSACTIONS = 20;
const SINGLE_PUTS = 200;

addEventListener("message", ({ ports: [port] }) => {
  if (port) void measure(wrap<Echo>(port)).then((floors) => postMessage(floors));
});

async function measure(echo: Remote<Echo>): Promise<Floors> {
  await roundTrips(echo, 200);
  return {
    roundTrip: await perItem(ROUND_TRIPS, () => roundTrips(echo, ROUND_TRIPS)),
    pipelined: await perItem(PIPELINED, () => pipelined(echo, PIPELINED)),
    ...(await putTimes()),
  };
}

async function perItem(count: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return ((performance.now() - start) * 1000) / count;
}

async function roundTrips(echo: Remote<Echo>, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await echo.add(i, 1);
}

async function pipelined(echo: Remote<Echo>, count: number): Promise<void> {
  const sums = await Promise.all(Array.from({ length: count }, (_, i) => echo.add(i, 1)));
  if (sums[count - 1] !== count) throw new Error(`The echo said ${sums[count - 1]}.`);
}

/** A record of the size of a small run event. */
const record = (seq: number) => ({
  type: "TaskStateChanged",
  at: seq,
  taskRun: `add-1[${seq}]`,
  state: { type: "Success", message: "Task run succeeded.", result: null },
  decision: { step: "getTaskRunState", rule: "returned" },
});

async function putTimes(): Promise<Pick<Floors, "batchedPut" | "singlePut">> {
  const name = "flowbook-bench";
  const database = await openDB(name, 1, {
    upgrade: (opened) => {
      opened.createObjectStore("journal");
    },
  });
  const write = async (first: number, count: number): Promise<void> => {
    const transaction = database.transaction("journal", "readwrite", { durability: "relaxed" });
    const puts = Array.from({ length: count }, (_, i) =>
      transaction.store.put(record(first + i), ["run", first + i]),
    );
    await Promise.all([...puts, transaction.done]);
  };
  await write(0, PUTS);
  const batchedPut = await perItem(TRANSACTIONS * PUTS, async () => {
    for (let i = 0; i < TRANSACTIONS; i += 1) await write(i * PUTS, PUTS);
  });
  const singlePut = await perItem(SINGLE_PUTS, async () => {
    for (let i = 0; i < SINGLE_PUTS; i += 1) await write(i, 1);
  });
  database.close();
  await deleteDB(name);
  return { batchedPut, singlePut };
}
