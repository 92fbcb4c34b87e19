import { expect, it } from "vitest";
import { nodeEngine } from "./node-engine.ts";

it("finds an item of a stored list by its value, however long the list", async () => {
  const { engine } = nodeEngine(1);
  const text = `import { task, Flow } from "prefect";
const cities = task(function cities() {
  return Array.from({ length: 1000 }, (_, i) => ({ name: "City " + i * 3 }));
});
const flow = new Flow("f"); flow.with(() => cities());
await flow.run();`;
  await engine.openNotebook("n");
  await engine.setCells("n", [{ id: "a", language: "typescript", text }]);
  await engine.runCell("n", "a");
  const [run] = await engine.runs.list("n");
  const { events } = await engine.runs.open(run?.id ?? "");
  const ended = events.find(
    (event) => event.type === "TaskStateChanged" && event.state.type === "Success",
  );
  const list = (ended?.type === "TaskStateChanged" && ended.state.result) || { key: "" };
  expect(await engine.findItems(list, "city 2100")).toEqual({
    lines: new Map([[700, '{ name: "City 2100" }']]),
    searched: 1000,
    isAll: true,
  });
  await expect(engine.findItems({ key: "gone/0/0" }, "x")).rejects.toMatchObject({
    code: "notFound",
  });
});
