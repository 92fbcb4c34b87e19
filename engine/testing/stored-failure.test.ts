import { expect, it } from "vitest";
import type { ResultRef } from "../model/value.ts";
import { nodeEngine } from "./node-engine.ts";

const text = `import { task, Flow } from "prefect";
const bad = task(function bad() {
  throw new RangeError("too far");
});
const flow = new Flow("f"); flow.with(() => bad());
await flow.run();`;

/** What the failed task of the last run of the notebook "n" left. */
async function failureOf(
  engine: ReturnType<typeof nodeEngine>["engine"],
): Promise<Pick<ResultRef, "key" | "preview">> {
  const [run] = await engine.runs.list("n");
  const { events } = await engine.runs.open(run?.id ?? "");
  const failed = events.find(
    (event) => event.type === "TaskStateChanged" && event.state.type === "Failed",
  );
  const result = failed?.type === "TaskStateChanged" ? failed.state.result : null;
  return result ?? { key: "", preview: "" };
}

it("shows of a stored exception where in the notebook it came from, and no file of ours", async () => {
  const { engine } = nodeEngine(1);
  await engine.openNotebook("other");
  await engine.openNotebook("n");
  await engine.setCells("n", [{ id: "a", language: "typescript", text }]);
  await engine.runCell("n", "a");
  const result = await failureOf(engine);
  const { entries = [] } = await engine.preview(result);
  const stack = entries.find(({ key }) => key === "stack")?.node.text;
  expect(stack).toContain("(cell 1, line 3, column 9)");
  expect(stack).not.toContain("flowbook-cell");
});

it("leads to the lines that ran, though the notebook has changed, in the cells as they stand now", async () => {
  const { engine } = nodeEngine(1);
  const cell = (id: string, code: string) => ({ id, language: "typescript" as const, text: code });
  await engine.openNotebook("n");
  await engine.setCells("n", [cell("a", text)]);
  await engine.runCell("n", "a");
  const result = await failureOf(engine);
  /* The same cell, run again with other lines, and another one above it. */
  const mended = `// one\n// two\n${text.replace("throw new RangeError", "new RangeError")}`;
  await engine.setCells("n", [cell("new", "1"), cell("a", mended)]);
  await engine.runCell("n", "a");
  const { entries = [], cells } = await engine.preview(result);
  const stack = entries.find(({ key }) => key === "stack")?.node.text;
  expect(stack).toContain("(cell 2, line 3, column 9)");
  expect(cells).toEqual(["new", "a"]);
});
