import { describe, expect, it } from "vitest";
import { packageDocs } from "./package-docs.ts";

const docs = (files: Record<string, string>) =>
  packageDocs(Object.entries(files).map(([path, text]) => ({ path, text }))).modules;

const FLOW = `"""Flows.

More."""
from __future__ import annotations
from typing import TYPE_CHECKING, Any
from ._base import Base
if TYPE_CHECKING:
    from p.state import State

class Flow(Base):
    """A graph of tasks.

    Args:
        name: what it is called
    """

    kind: str = "flow"

    def __init__(self, name: str, *, tags: "list[str] | None" = None, **kwargs: Any) -> None:
        self.name = name
        self.tasks: set[str] = set()
        self._hidden = 1

    @property
    def size(self) -> int:
        """How many."""
        return 1

    @staticmethod
    def load(path, /): ...

    def run(
        self,
        parameters: dict | None = None,  # by name
        run_on_schedule=None,
    ) -> State:
        """Runs it."""

    def _internal(self): ...

def _helper(): ...
`;

const PACKAGE = {
  "p/__init__.py": `from p.flow import Flow\nfrom . import state as states\nimport os\n__all__ = ["Flow", "states"]\n`,
  "p/flow.py": FLOW,
  "p/_base.py": `class Base:\n    def close(self): ...\nclass Unused: ...\n`,
  "p/state.py": `class State:\n    """What a run came to."""\nclass Success(State): ...\n`,
};

describe("the index of a package", () => {
  it("has a class once, with its public methods, and re-exports as references", () => {
    const modules = docs(PACKAGE);
    expect(modules["p"]).toEqual({
      isPackage: true,
      all: ["Flow", "states"],
      names: {
        Flow: { kind: "import", module: "p.flow", name: "Flow" },
        states: { kind: "import", module: "p", name: "state" },
      },
    });
    expect(modules["p.flow"]?.doc).toBe("Flows.");
    expect(modules["p.flow"]?.names["Flow"]).toEqual({
      kind: "class",
      bases: ["Base"],
      doc: "A graph of tasks.",
      members: {
        kind: { kind: "variable", annotation: "str" },
        __init__: {
          kind: "function",
          params: ["name: str", "*", "tags: list[str] | None = None", "**kwargs: Any"],
          returns: "None",
        },
        size: { kind: "variable", annotation: "int", doc: "How many." },
        load: { kind: "function", params: ["path", "/"], decorators: ["staticmethod"] },
        run: {
          kind: "function",
          params: ["parameters: dict | None = None", "run_on_schedule=None"],
          returns: "State",
          doc: "Runs it.",
        },
        name: { kind: "variable", annotation: "str" },
        tasks: { kind: "variable", annotation: "set[str]" },
      },
    });
  });

  it("keeps what public names mention, and nothing private besides", () => {
    const modules = docs(PACKAGE);
    expect(Object.keys(modules["p.flow"]?.names ?? {})).toEqual(["Base", "State", "Flow"]);
    expect(Object.keys(modules["p._base"]?.names ?? {})).toEqual(["Base"]);
    expect(Object.keys(modules["p.state"]?.names ?? {})).toEqual(["State", "Success"]);
  });

  it("follows a star to the other module's public names", () => {
    const modules = docs({
      "p/__init__.py": "from .a import *\n",
      "p/a.py": "def f(): ...\ndef _g(): ...\nimport re\n",
    });
    expect(modules["p"]?.names).toEqual({ f: { kind: "import", module: "p.a", name: "f" } });
  });

  it.each([
    [`{"Flow": "p.flow"}`],
    [`{"Flow": "p.flow:Flow"}`],
    [`{"Flow": ("p.flow", "Flow")}`],
    [`{"p.flow": ("Flow",)}`],
  ])("reads a table of names that are imported when asked for: %s", (table) => {
    const modules = docs({
      ...PACKAGE,
      "p/__init__.py": `_LAZY: dict = ${table}\ndef __getattr__(name):\n    return _LAZY[name]\n`,
    });
    expect(modules["p"]?.names).toEqual({
      Flow: { kind: "import", module: "p.flow", name: "Flow" },
    });
  });

  it("says of an overloaded function what its first overload gives", () => {
    const modules = docs({
      "p.py":
        "class T: ...\n@overload\ndef task(fn: F) -> T: ...\n@overload\ndef task(**kw) -> D: ...\n" +
        'def task(fn=None, **kw):\n    """Makes a task."""\n',
    });
    expect(modules["p"]?.names["task"]).toEqual({
      kind: "function",
      params: ["fn=None", "**kw"],
      returns: "T",
      doc: "Makes a task.",
    });
  });

  it("does not believe an __all__ that is put together", () => {
    const modules = docs({
      "p.py": "import q\n__all__ = ['f'] + q.__all__\ndef f(): ...\ndef g(): ...\n",
    });
    expect(modules["p"]?.all).toBeUndefined();
    expect(Object.keys(modules["p"]?.names ?? {})).toEqual(["f", "g"]);
  });

  it("gives a dataclass the parameters of its fields", () => {
    const modules = docs({ "p.py": "@dataclass\nclass E:\n    a: int\n    b: str = 'x'\n" });
    expect(modules["p"]?.names["E"]).toMatchObject({
      members: { __init__: { params: ["a: int", "b: str = 'x'"] } },
    });
  });
});
