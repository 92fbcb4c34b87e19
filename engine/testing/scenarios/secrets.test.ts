/** Scenario 89, secrets: what a person entered reaches tasks, and nothing that lasts. */

import { expect, it } from "vitest";
import type { EngineEvent } from "../../api.ts";
import { evaluate } from "../scenario.ts";
import { nodeEngine } from "../node-engine.ts";

const entering = (values: Readonly<Record<string, string>>) => ({
  before: (engine: ReturnType<typeof nodeEngine>["engine"]) => engine.setSecrets("n", values),
});

it("89b. a secret that is JSON is read as JSON; other text is meant as it is", async () => {
  const { value } = await evaluate(
    `
const use = task(function use(a: unknown, b: unknown, c: unknown) { return JSON.stringify([a, b, c]) });
const own = task(function own() { return new Secret("N").get() + 1 });
const flow = new Flow("f");
const { u, o } = flow.with(() => ({ u: use(new PrefectSecret("K"), new PrefectSecret("TEXT"), new EnvVarSecret("N", { cast: Number })), o: own() }));
const { result } = await flow.run();
JSON.stringify([JSON.parse(result.get(u).result), result.get(o).result])`,
    entering({ K: '{"k": 42}', TEXT: "plain", N: "42" }),
  );
  expect(value).toEqual([[{ k: 42 }, "plain", 42], 43]);
});

it("89c. a secret nobody entered is a failure that names it", async () => {
  const { value } = await evaluate(`
const flow = new Flow("f"); const s = flow.with((f) => f.addTask(new PrefectSecret("ABSENT")));
const state = (await flow.run()).result.get(s);
JSON.stringify([state.type, state.result.name, state.result.message.includes('"ABSENT"')])`);
  expect(value).toEqual(["Failed", "ValueError", true]);
});

it("89d. the local executor and runs inside tasks see secrets too", async () => {
  const { value } = await evaluate(
    `
const twice = task(function twice(x: number) { return x * 2 });
const outer = task(async function outer() {
  const inner = new Flow("inner"); const t = inner.with(() => twice(new PrefectSecret("N")));
  return (await inner.run()).result.get(t).result;
});
const flow = new Flow("f"); const { o, t } = flow.with(() => ({ o: outer(), t: twice(new PrefectSecret("N")) }));
const { result } = await flow.run({}, { executor: "local" });
JSON.stringify([result.get(o).result, result.get(t).result])`,
    entering({ N: "21" }),
  );
  expect(value).toEqual([42, 42]);
});

const WORD = "hush-4711";

it("89e. a secret's value is in no event, no store, no log and no output", async () => {
  const { engine, events, stores } = nodeEngine();
  await engine.openNotebook("n");
  await engine.setSecrets("n", { TOKEN: WORD, LIST: `["${WORD}"]` });
  const text = `import { task, Flow, PrefectSecret, states } from "prefect";
const size = task(function size(token: string) { return token.length });
const flow = new Flow("f");
const handler = (_t: unknown, _a: unknown, b: any) => b.isSuccessful() ? new states.Success({ result: b.result }) : b;
const s = flow.with(() => {
  const s = new PrefectSecret("TOKEN", { cacheFor: { hours: 1 }, stateHandlers: [handler] });
  size(s);
  size.map(new PrefectSecret("LIST"));
  return s;
});
const state = await flow.run();
console.log(state.result.get(s).result, state);
state`;
  await engine.setCells("n", [{ id: "a", language: "typescript", text }]);
  await engine.saveNotebook("n", { title: "n", text, cells: ["a"] }, 0);
  await engine.runCell("n", "a");
  engine.flush();
  const [run] = await engine.runs.list("n");
  const kept = await engine.runs.open(run?.id ?? "");
  const states = [...kept.events].flatMap((event) =>
    event.type === "TaskStateChanged" ? [event.state] : [],
  );
  const secret = states.find(({ result }) => result?.isSecret === true)?.result;
  expect(run?.state).toBe("Success");
  expect(secret?.preview).toBe("********");
  expect(await engine.preview(secret ?? { key: "", preview: "" })).toEqual({
    type: "secret",
    text: "********",
  });
  expect(await engine.findItems(secret ?? { key: "" }, WORD)).toBeNull();
  await expect(stores.runs.value(secret?.key ?? "")).rejects.toThrow("not in the store");
  const values = states.flatMap(({ result }) =>
    result && result.isSecret !== true ? [result.key] : [],
  );
  const stored = await Promise.all(values.map((key) => stores.runs.value(key)));
  const told: readonly EngineEvent[] = events;
  const everything = JSON.stringify([
    told,
    kept.events,
    kept.logs,
    stored,
    await stores.notebooks.load("n"),
  ]);
  expect(everything).toContain("********");
  expect(everything).not.toContain(WORD);
});

it("89f. a report shows that there was a secret, not which", async () => {
  const { engine } = nodeEngine();
  const report = await engine.automate({
    language: "typescript",
    source: `import { Flow, Task, EnvVarSecret, states } from "prefect";
const flow = new Flow("f"); flow.addTask(new EnvVarSecret("NONE", { stateHandlers: [() => new states.Success({ result: "${WORD}" })] }));`,
  });
  expect(report.tasks["NONE-1"]).toMatchObject({ state: "Success", result: { repr: "********" } });
});
