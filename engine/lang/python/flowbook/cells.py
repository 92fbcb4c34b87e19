"""Evaluates cells: for the person, or again in silence."""

from __future__ import annotations

import ast
import builtins
import inspect
import sys
import types
from typing import Any, Protocol

from flowbook import failures
from flowbook.captures import CaptureBook
from flowbook.displays import Displays
from flowbook.output import Output
from flowbook.preview import preview_of
from flowbook.transform import RUNTIME, prepare
from prefect import _realm, _sandbox
from prefect.core.flow import Flow

_NOTHING = object()


class Parked(BaseException):
    """A cell that is evaluated again has come to a `flow.run` that has not ended yet.

    Not an Exception: user code that catches errors must not catch this.
    """


class Namespace(dict):  # type: ignore[type-arg]
    """The globals of a cell. Names that it does not define are looked up in the cells above."""

    def __init__(self, cell: str, above: list[str]) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins, __doc__=None)
        self.cell = cell
        self.above = above

    def __missing__(self, name: str) -> Any:
        for cell in reversed(self.above):
            holder = _namespaces.get(cell)
            if holder is not None and dict.__contains__(holder, name) and name not in _OWN:
                return dict.__getitem__(holder, name)
        raise KeyError(name)


_OWN = frozenset(("__name__", "__builtins__", "__doc__", RUNTIME))
_namespaces: dict[str, Namespace] = {}


def find_name(value: Any) -> tuple[str, str] | None:
    """The cell and the dotted name under which a class or function of a cell can be found."""
    if getattr(value, "__module__", None) != "__main__":
        return None
    name = getattr(value, "__qualname__", "")
    for cell in reversed(list(_namespaces)):
        found = _follow(_namespaces[cell], name)
        if found is value:
            return cell, name
        # A decorator has put something in its place, which knows what it stands for.
        for inside in ("resource_class", "__wrapped__"):
            if found is not _NOTHING and getattr(found, inside, None) is value:
                return cell, f"{name}.{inside}"
    return None


def defined_in(cell: str, name: str) -> Any:
    """What a cell defines under a dotted name.

    Raises:
        AttributeError: where it does not.
    """
    found = _follow(_namespaces.get(cell, {}), name)
    if found is _NOTHING:
        raise AttributeError(f"The cell that defined {name} does not define it in this worker.")
    return found


def _follow(namespace: dict[str, Any], name: str) -> Any:
    first, *others = name.split(".")
    value = dict.get(namespace, first, _NOTHING)
    for each in others:
        value = getattr(value, each, _NOTHING)
    return value


class Main(types.ModuleType):
    """The module `__main__`: all cells together, for those who look names up there."""

    def __getattr__(self, name: str) -> Any:
        for namespace in reversed(list(_namespaces.values())):
            if dict.__contains__(namespace, name):
                return dict.__getitem__(namespace, name)
        raise AttributeError(f"module '__main__' has no attribute '{name}'")


class Replay:
    """Answers the `flow.run` calls of a cell evaluated again from the record of its first time."""

    def __init__(self, runs: list[dict[str, Any]]) -> None:
        self._runs = iter(runs)

    def next(self) -> dict[str, Any]:
        """The recorded end of the next run.

        Raises:
            Parked: past the record.
        """
        reply = next(self._runs, None)
        if reply is None:
            raise Parked
        return reply


class CellRuntime:
    """What the edits of `transform.prepare` call."""

    def __init__(self, captures: CaptureBook) -> None:
        self.captures = captures
        self.last: Any = None
        self.has = captures.has
        self.get = captures.get

    def keep(self, name: str, value: Any) -> Any:
        """Takes the value of a variable, and hands it on."""
        _sandbox.name_after_variable(value, name)
        self.captures.keep(name, value)
        return value

    def value(self, value: Any) -> Any:
        """Takes the value of the cell's last expression."""
        self.last = value
        return value


class Waiter(Protocol):
    """Waits for a coroutine, where the browser lets Python wait."""

    def __call__(self, coroutine: Any) -> Any:
        """What the coroutine comes to."""


class Cells:
    """The cells of this worker, and the one under evaluation."""

    def __init__(self, output: Output, watch: Any, wait: Waiter) -> None:
        self._output = output
        self._displays = Displays(output)
        self._displays.install()
        self._watch = watch
        self._wait = wait
        self.current: str = ""
        self.replay: Replay | None = None
        self.captures = CaptureBook()
        sys.modules["__main__"] = Main("__main__")

    def evaluate(self, request: dict[str, Any]) -> dict[str, Any]:
        """Evaluates one cell for the person."""
        cell = request["cell"]
        self._output.begin_cell()
        self._watch.quiet = False
        self._watch.take_new()
        runtime = CellRuntime(CaptureBook(cell.get("captures")))
        failure = self._run(cell, request["above"], runtime, None)
        display = None if failure is not None else self._displays.last_value(runtime.last)
        self._output.tell()
        self._watch.flush()
        variables = self._flow_variables(cell["cell"])
        reply: dict[str, Any] = {
            "captures": runtime.captures.values,
            "flows": [
                _with_variable({"id": _sandbox.flow_id(flow)}, variables.get(id(flow)))
                for flow in self._watch.take_new()
            ],
        }
        if failure is not None:
            reply["failure"] = failures.to_failure(failure)
            # Its namespace is made only once its text is accepted.
            reply["isRefused"] = cell["cell"] not in _namespaces
        elif runtime.last is not None:
            reply["value"] = preview_of(runtime.last)
            if display is not None:
                reply["display"] = display
        return reply

    def load(self, program: dict[str, Any]) -> dict[str, Any]:
        """Evaluates the cells of a program again in silence."""
        self._output.silent = True
        self._watch.quiet = True
        _namespaces.clear()
        _sandbox.reset_realm()
        faults: list[dict[str, Any]] = []
        variables: dict[int, str] = {}
        above: list[str] = []
        for cell in program["cells"]:
            replay = Replay(cell.get("runs") or [])
            runtime = CellRuntime(CaptureBook(cell.get("captures")))
            failure = self._run(cell, list(above), runtime, replay)
            above.append(cell["cell"])
            variables.update(self._flow_variables(cell["cell"]))
            if failure is not None:
                faults.append({"cell": cell["cell"], "failure": failures.to_failure(failure)})
        flows = _realm.all_flows()
        reply: dict[str, Any] = {
            "flows": [{"id": _sandbox.flow_id(f), "slugs": _sandbox.slugs_of(f)} for f in flows],
            "failures": faults,
        }
        if program.get("draft"):
            reply["descriptions"] = [
                _with_variable(self._watch.describe(flow), variables.get(id(flow)))
                for flow in flows
            ]
        return reply

    def _run(
        self, cell: dict[str, Any], above: list[str], runtime: CellRuntime, replay: Replay | None
    ) -> BaseException | None:
        name = cell["cell"]
        _namespaces.pop(name, None)
        namespace = Namespace(name, above)
        namespace[RUNTIME] = runtime
        self.current, self.replay, self.captures = name, replay, runtime.captures
        try:
            code = compile_cell(name, cell["code"])
            # Cells further down come later, so that the nearest one is found first.
            _namespaces[name] = namespace
            _realm.enter_cell(name)
            result = eval(code, namespace)
            if inspect.iscoroutine(result):
                self._wait(result)
        except Parked:
            return None
        except BaseException as error:
            return error
        return None

    def _flow_variables(self, cell: str) -> dict[int, str]:
        variables: dict[int, str] = {}
        for name, value in _namespaces.get(cell, {}).items():
            if isinstance(value, Flow):
                variables.setdefault(id(value), name)
        return variables


def compile_cell(cell: str, text: str) -> types.CodeType:
    """The code of a cell.

    Raises:
        SyntaxError: where it is no Python.
    """
    file = failures.cell_file(cell)
    failures.remember_source(file, text)
    tree = prepare(ast.parse(text, file))
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    return compile(tree, file, "exec", flags=flags, dont_inherit=True)


def _with_variable(flow: dict[str, Any], variable: str | None) -> dict[str, Any]:
    return flow if variable is None else {**flow, "variable": variable}
