import { afterEach, beforeEach, expect, it } from "vitest";
import { DateTimeParameter, Flow, LocalExecutor, Parameter, states } from "./index.ts";
import { resetRealm } from "./internal.ts";
import { setRealmHost } from "./realm.ts";

let asked: unknown[] = [];
beforeEach(() => {
  asked = [];
  setRealmHost({
    flowChanged: () => undefined,
    runFlow: (_flow, parameters, options) => {
      asked.push([parameters, options]);
      return Promise.resolve(new states.Success());
    },
    log: () => undefined,
    warn: () => undefined,
    now: () => 0,
  });
});
afterEach(resetRealm);

const withParameters = (): Flow => {
  const flow = new Flow("f");
  flow.with(() => {
    new Parameter("name")();
    new Parameter("size", { default: 1 })();
  });
  return flow;
};

it("3. hands parameters on, and wants them complete and known", async () => {
  const flow = withParameters();
  await flow.run({ name: "Marvin" }, { runName: "r" });
  expect(asked).toEqual([[{ name: "Marvin" }, { runName: "r" }]]);
  await expect(flow.run()).rejects.toThrow(
    /did not receive the following required parameters: name\./,
  );
  await expect(flow.run({ name: 1, zz: 1, y: 2 })).rejects.toMatchObject({
    name: "ValueError",
    message: expect.stringContaining("received the following unexpected parameters: zz, y."),
  });
  expect(asked).toHaveLength(1);
});

it("takes no options that there are not", async () => {
  const flow = new Flow("f");
  await expect(flow.run({}, { foo: 1 } as never)).rejects.toThrow(
    "unexpected keyword argument 'foo'",
  );
  await expect(flow.run({}, { executor: "dask" as never })).rejects.toThrow(TypeError);
});

it("9. does not run inside its own block", async () => {
  const flow = new Flow("f");
  const runs: Promise<unknown>[] = [];
  flow.with(() => {
    runs.push(flow.run().catch((error: unknown) => error));
  });
  expect(await runs[0]).toMatchObject({ name: "RuntimeError" });
  const outer = new Flow("outer");
  outer.with(() => runs.push(flow.run()));
  expect(await runs[1]).toBeInstanceOf(states.Success);
});

it("uses the flow's own executor unless the run names one", async () => {
  const local = new LocalExecutor();
  const flow = new Flow("f", { executor: local });
  await flow.run();
  await flow.run({}, { executor: "pool" });
  expect(asked).toEqual([
    [{}, { executor: local }],
    [{}, { executor: "pool" }],
  ]);
});

it("wants a moment even where there is a default, as Prefect does", async () => {
  const flow = new Flow("f");
  flow.with(() => new DateTimeParameter("at", { default: "2020-01-01" })());
  await expect(flow.run()).rejects.toThrow(/required parameters: at/);
});
