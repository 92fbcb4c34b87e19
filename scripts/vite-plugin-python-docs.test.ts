import { describe, expect, it } from "vitest";
import { packageDocs } from "./python-docs/package-docs.ts";
import { readPackages } from "./vite-plugin-python-docs.ts";
import { describeValue } from "../web/editor/python/describe.ts";
import { Inference } from "../web/editor/python/infer.ts";
import { Library } from "../web/editor/python/library.ts";

const packages = packageDocs(readPackages("engine/lang/python", ["prefect"]));
const standard = packageDocs(readPackages("web/editor/python/stubs"));
const library = new Library(standard, packages);
const inference = new Inference(library);

/** What an expression is, after these imports. */
function find(expression: string) {
  const root = expression.split(".")[0] ?? "";
  const names = new Map([[root, { kind: "import", module: root } as const]]);
  return inference.valueOf(expression, { names, parent: library.builtins });
}

describe("the index of our packages", () => {
  it.each([
    ["prefect.Flow", "class"],
    ["prefect.Task", "class"],
    ["prefect.Parameter", "class"],
    ["prefect.task", "function"],
    ["prefect.case", "class"],
    ["prefect.unmapped", "class"],
    ["prefect.flatten", "class"],
    ["prefect.apply_map", "function"],
    ["prefect.tags", "function"],
    ["prefect.triggers.all_finished", "function"],
    ["prefect.engine.state.Success", "class"],
    ["prefect.engine.signals.SKIP", "class"],
    ["prefect.schedules.IntervalSchedule", "function"],
    ["prefect.tasks.control_flow.switch", "function"],
    ["prefect.tasks.core.function.FunctionTask", "class"],
  ])("knows %s, a %s, and says what it is", (name, kind) => {
    const value = find(name);
    expect(value?.kind).toBe(kind);
    expect(value && describeValue(value, name, inference).doc).toEqual(expect.any(String));
  });

  it.each([
    ["prefect.Flow('x').run()", "State"],
    ["prefect.task(f)", "FunctionTask"],
    ["prefect.Parameter('x')", "Parameter"],
    ["prefect.Flow('x').run().is_successful()", "bool"],
    ["pendulum.now().add(days=1)", "DateTime"],
    ["pendulum.duration(days=1).total_seconds()", "float"],
    ["datetime.timedelta(days=1).days", "int"],
  ])("knows what %s gives: %s", (expression, name) => {
    const value = find(expression);
    expect(value).toMatchObject({ kind: "instance", of: { name } });
  });
});
