import { describe, expect, it } from "vitest";
import { packageDocs } from "../../../scripts/python-docs/package-docs.ts";
import { callAt, hover } from "./ask.ts";
import { complete, type Asked } from "./complete.ts";
import { Inference } from "./infer.ts";
import { Library } from "./library.ts";
import { signatureText } from "./signature.ts";

const FILES = {
  "builtins.pyi": `class str:\n    def upper(self) -> str: ...\nclass list:\n    def append(self, x): ...\ndef len(obj) -> int:\n    """How many."""\nclass int: ...\n`,
  "prefect/__init__.py": `"""Flows and tasks."""
from prefect.core.flow import Flow
from prefect.core.task import Task, Parameter
from prefect.utilities.tasks import task
`,
  "prefect/core/__init__.py": "",
  "prefect/core/task.py": `from __future__ import annotations
from typing import Any, TypeVar
class Task:
    """A unit of work."""
    def __init__(self, name: str | None = None, max_retries: int = 0, **kwargs: Any): ...
    def __call__(self, *args: Any, mapped: bool = False, flow: "Flow | None" = None, **kwargs: Any) -> Any:
        """Binds it."""
    def map(self, *args: Any, flow: Any = None, **kwargs: Any) -> "Task":
        """Maps it."""
    def copy(self, **task_args: Any) -> "Task": ...
    def run(self) -> None: ...
    def _private(self): ...
class Parameter(Task):
    """A task that gives a flow's input."""
    def __init__(self, name: str, default: Any = None, required: bool | None = None): ...
`,
  "prefect/core/flow.py": `from __future__ import annotations
from prefect.engine.state import State
class Flow:
    """A graph of tasks and what they depend on."""
    def __init__(self, name: str, schedule=None, *, tags: list[str] | None = None): ...
    def __enter__(self) -> "Flow": ...
    def run(self, parameters: dict | None = None, **kwargs) -> State:
        """Runs the flow."""
`,
  "prefect/engine/__init__.py": "",
  "prefect/engine/state.py": `class State:
    """What a run came to."""
    message: str
    def is_successful(self) -> bool: ...
class Success(State): ...
`,
  "prefect/tasks/__init__.py": "",
  "prefect/tasks/core/__init__.py": "",
  "prefect/tasks/core/function.py": `from prefect.core.task import Task
class FunctionTask(Task):
    """A task made of a function."""
    def __init__(self, fn, name: str | None = None, **kwargs): ...
    def run(self) -> None: ...
`,
  "prefect/utilities/__init__.py": "",
  "prefect/utilities/tasks.py": `def task(fn=None, **task_init_kwargs):
    """Makes a task of a function."""
`,
};

const files = Object.entries(FILES).map(([path, text]) => ({ path, text }));
const inference = new Inference(new Library(packageDocs(files)));

/** A question at the bar in the last cell. */
function at(...cells: string[]): Asked {
  const last = cells.at(-1) ?? "";
  return { above: cells.slice(0, -1), text: last.replace("|", ""), offset: last.indexOf("|") };
}
const all = (...cells: string[]) => complete(at(...cells), inference);
const labels = (...cells: string[]) => all(...cells).map(({ label }) => label);
const hovered = (...cells: string[]) => hover(at(...cells), inference);

const TASK_CELL = `from prefect import task, Flow, Parameter, Task

@task(name="plus")
def add(x: int, y=2) -> int:
    """Adds them."""
    return x + y

class AddTask(Task):
    def __init__(self, default: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.default = default

    def run(self, x, y=None):
        return x

plus = AddTask(1)
with Flow("f") as flow:
    p = Parameter("p")
`;

const FLOW = `class Flow(
    name: str,
    schedule=None,
    *,
    tags: list[str] | None = None,
)`;

describe("completing an import", () => {
  it("offers modules, and what is below them", () => {
    expect(labels("import pre|")).toContain("prefect");
    expect(labels("from |")).toEqual(expect.arrayContaining(["prefect", "datetime"]));
    expect(labels("from prefect.|")).toEqual(["core", "engine", "tasks", "utilities"]);
    expect(labels("import os, prefect.engine.|")).toEqual(["state"]);
  });

  it("offers a module's public names", () => {
    const flow = all("from prefect import F|").find(({ label }) => label === "Flow");
    expect(flow?.kind).toBe("class");
    expect(flow?.description?.()).toEqual({
      code: FLOW,
      doc: "A graph of tasks and what they depend on.",
    });
    expect(labels("from prefect.engine.state import (\n    State,\n    |\n)")).toContain("Success");
    expect(labels("from prefect import Flow as |")).toEqual([]);
    expect(labels("from prefect |")).toEqual(["import"]);
  });
});

describe("completing attributes", () => {
  it.each([
    ["import prefect\nprefect.|", "Flow"],
    ["import prefect\nprefect.engine.state.|", "Success"],
    ["import prefect.engine.state as st\nst.|", "State"],
    ["from prefect import Flow\nflow = Flow('x')\nflow.|", "run"],
    ["from prefect import Flow\nwith Flow('x') as flow:\n    flow.|", "run"],
    ["from prefect import Flow\nflow = Flow('x')\nstate = flow.run()\nstate.|", "is_successful"],
    ["from prefect import Flow\nFlow('x').run().|", "message"],
    ["from prefect import *\nFlow('x').|", "run"],
    ["x = 'a'\nx.|", "upper"],
    ["import prefect\ndef f(flow: 'prefect.Flow'):\n    flow.|", "run"],
    ["class A:\n    def go(self):\n        self.x = ''\n    def f(self):\n        self.|", "go"],
    ["class A:\n    def f(self):\n        self.x: str = f()\n        self.x.|", "upper"],
    ["class A:\n    def f(self): ...\na = A()\na.|", "f"],
  ])("of %j", (text, expected) => {
    expect(labels(text)).toContain(expected);
  });

  it.each(["add", "plus", "p", "add(1)", "add.copy()"])(
    "of the task %s of a cell above",
    (name) => {
      const found = labels(TASK_CELL, `${name}.|`);
      expect(found).toEqual(expect.arrayContaining(["map", "copy", "run"]));
      expect(found).not.toContain("_private");
    },
  );

  it("does not offer names where an attribute is wanted of an unknown", () => {
    expect(labels("unknown.|")).toEqual([]);
    expect(labels("len(x).|")).toEqual([]);
    expect(labels("3.|")).toEqual([]);
  });
});

describe("completing names", () => {
  it("offers what is imported or defined here and above, builtins and keywords", () => {
    const found = labels(TASK_CELL, "import os\nx = 1\n|");
    expect(found).toEqual(
      expect.arrayContaining(["add", "plus", "flow", "p", "Flow", "x", "os", "len", "return"]),
    );
  });

  it("offers a function's own names inside of it only", () => {
    const cell = "def f(first, *rest):\n    inner = 1\n    |\n\nz = 1";
    expect(labels(cell)).toEqual(expect.arrayContaining(["first", "rest", "inner", "f", "z"]));
    expect(labels("def f(first):\n    inner = 1\n\n|")).not.toContain("inner");
  });

  it("offers the keyword arguments a call still takes", () => {
    const call = (text: string) =>
      all(TASK_CELL, text).flatMap(({ label, kind }) => (kind === "argument" ? [label] : []));
    expect(call("Flow(|")).toEqual(["name=", "schedule=", "tags="]);
    expect(call('Flow("x", |)')).toEqual(["schedule=", "tags="]);
    expect(call('Flow("x", tags=[1], s|)')).toEqual(["schedule="]);
    expect(call("Parameter(|)")).toEqual(["name=", "default=", "required="]);
    expect(call("@task(|)\ndef f(): ...")).toEqual(["fn=", "name=", "max_retries="]);
    expect(call("add(|)")).toEqual(["x=", "y=", "mapped=", "flow="]);
    expect(call("plus(|)")).toEqual(["x=", "y=", "mapped=", "flow="]);
    expect(call("plus.map(|)")).toEqual(["x=", "y=", "flow="]);
    expect(call("AddTask(|)")).toEqual(["default=", "name=", "max_retries="]);
    expect(call("Flow(name=|)")).toEqual([]);
  });

  it.each(["x = 'fl|'", "# fl|", "def f|", "class A|", "for x|", "with a as b|", "x = 1|"])(
    "keeps quiet in %j",
    (text) => expect(labels(text)).toEqual([]),
  );
});

describe("hovering", () => {
  it("over a class shows how it is made and what it is", () => {
    const text = "from prefect import Fl|ow";
    expect(hovered(text)).toEqual({
      code: FLOW,
      doc: "A graph of tasks and what they depend on.",
      from: 20,
      to: 24,
    });
  });

  it.each([
    ["from pref|ect import Flow", "module prefect"],
    ["fl|ow.run()", "flow: Flow"],
    ["flow.r|un()", "def run(parameters: dict | None = None, **kwargs) -> State"],
    ["ad|d(1, 2)", "def add(x: int, y=2) -> int  # FunctionTask"],
    ["Flow(sched|ule=3)", "schedule=None"],
    ["le|n([])", "def len(obj) -> int"],
    ["state = flow.run()\nstat|e", "state: State"],
    ["plus.defa|ult", "default: int"],
  ])("over %j shows %j", (text, code) => {
    expect(hovered(TASK_CELL, text)?.code).toBe(code);
  });

  it.each(["'fl|ow'", "# flow|", "nobod|y", "flow.nothin|g"])("over %j shows nothing", (text) => {
    expect(hovered(TASK_CELL, text)).toBeNull();
  });
});

describe("help with a call", () => {
  it.each([
    ["Flow(|", "Flow", 0],
    ['Flow("x", |', "Flow", 1],
    ["Flow(tags=[1, |", null, 0],
    ["Flow(tags=|", "Flow", 3],
    ["flow.run(1, |", "run", -1],
    ["flow.run(a=|", "run", 1],
    ["add(1, |", "add", 1],
    ["nobody(|", null, 0],
    ["(1, |", null, 0],
  ])("in %j is of %s, parameter %i", (text, name, active) => {
    const help = callAt(at(TASK_CELL, text), inference);
    expect(help && [help.signature.name, help.active]).toEqual(name && [name, active]);
  });

  it("writes a long signature on several lines", () => {
    const params = Array.from({ length: 12 }, (_, index) => `parameter${index}`);
    const text = signatureText({ name: "f", params, returns: null, doc: null });
    expect(text.split("\n")).toHaveLength(14);
  });
});
