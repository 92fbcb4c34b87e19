"""Puts the engine's questions to user code: triggers, handlers, validators, templates."""

from __future__ import annotations

from typing import Any

from flowbook.call_context import LiveRun
from flowbook.failures import to_failure
from flowbook.states import live_state, report_signal, report_state
from flowbook.values import Inputs, UnsendableError, report_failure
from prefect import _realm, _sandbox
from prefect._templates import format_template
from prefect.core.edge import Edge
from prefect.core.flow import Flow
from prefect.core.task import Task
from prefect.engine.signals import ENDRUN, PrefectStateSignal
from prefect.engine.state import Cached, State
from prefect.tasks.core.constants import Constant

Question = dict[str, Any]
Answer = dict[str, Any]


class Asked:
    """Who is asked: the flow, and a task of it unless the question is the flow's own."""

    def __init__(
        self, flow: Flow, run: LiveRun, runner_handlers: list[Any], question: Question
    ) -> None:
        self.flow = flow
        self.run = run
        self.runner_handlers = runner_handlers
        self.slug: str | None = question["slug"]
        self._task = None if self.slug is None else _sandbox.task_of(flow, self.slug)
        self.inputs = Inputs([]).all(question["inputs"])
        call = question["context"]
        if self._task is None or self.slug is None or call is None:
            self.context = run.values
        else:
            self.context = run.call(self._task, self.slug, call)

    @property
    def task(self) -> Task:
        """The task that is asked."""
        if self._task is None:
            raise LookupError(f'There is no task "{self.slug}" in this worker.')
        return self._task


def answer_all(
    questions: list[Question], run: LiveRun, flow_id: str, runner_handlers: dict[str, list[Any]]
) -> list[Answer]:
    """An answer to each question, in order. What user code raises is an answer too."""
    flow = _realm.flow_by_id(flow_id)
    if flow is None:
        missing = LookupError(f"There is no flow {flow_id} in this worker.")
        return [_threw(missing) for _ in questions]
    handlers = runner_handlers.get(flow_id, [])
    return [_answer(question, flow, run, handlers) for question in questions]


def _answer(question: Question, flow: Flow, run: LiveRun, handlers: list[Any]) -> Answer:
    try:
        asked = Asked(flow, run, handlers, question)
        _sandbox.set_call_context(asked.context)
        return _ASK[question["about"]](question, asked)
    except (PrefectStateSignal, ENDRUN) as signal:
        try:
            return report_signal(signal)
        except UnsendableError as error:
            return _threw(error)
    except BaseException as thrown:
        return _threw(thrown)
    finally:
        _sandbox.set_call_context({})


def _threw(thrown: BaseException) -> Answer:
    return {"type": "threw", "failure": to_failure(thrown), "value": report_failure(thrown)}


def _ask_trigger(question: Question, asked: Asked) -> Answer:
    upstream = {
        _edge(given["edge"], asked): live_state(given["state"]) for given in question["upstream"]
    }
    return {"type": "verdict", "ok": bool(_sandbox.trigger_of(asked.task)(upstream))}


def _edge(given: dict[str, Any], asked: Asked) -> Edge:
    """The edge itself, where the graph has it; a constant kept off the graph gets one for the occasion."""
    flow, task = asked.flow, asked.task
    key, mapped, flattened = given["key"], given["mapped"], given["flattened"]
    source = _sandbox.task_of(flow, given["upstream"])
    for edge in flow.edges_to(task):
        same = edge.mapped == mapped and edge.flattened == flattened and edge.key == key
        if same and edge.upstream_task is source:
            return edge
    if source is None:
        source = Constant(flow.constants.get(task, {}).get(key))
    return Edge(source, task, key=key, mapped=mapped, flattened=flattened)


def _ask_handlers(question: Question, asked: Asked) -> Answer:
    old, shown = live_state(question["from"]), live_state(question["to"])
    if question["slug"] is None:
        subject: Any = asked.flow
        handlers = list(_sandbox.state_handlers_of(asked.flow))
    else:
        subject = asked.task
        handlers = list(_sandbox.state_handlers_of(asked.task))
        if question["runnerHandlers"]:
            handlers += asked.runner_handlers
    state, before = shown, _facts(shown)
    for handler in handlers:
        given = handler(subject, old, state)
        state = state if given is None else given
    return _state_answer(state, shown, before)


def _ask_terminal(question: Question, asked: Asked) -> Answer:
    shown = live_state(question["state"])
    reference = {live_state(each["state"]) for each in question["reference"]}
    handler, before = asked.flow.terminal_state_handler, _facts(shown)
    given = None if handler is None else handler(asked.flow, shown, reference)
    return _state_answer(shown if given is None else given, shown, before)


def _facts(state: State) -> tuple[Any, Any]:
    """What handlers may change in a state in place."""
    return state.message, state.result


def _state_answer(state: Any, shown: State, before: tuple[Any, Any]) -> Answer:
    """The state a handler gave; none if it is the one that handlers were shown, as it was."""
    if state is shown and all(a is b for a, b in zip(_facts(shown), before, strict=True)):
        return {"type": "state", "state": None, "value": None}
    if isinstance(state, State):
        return {"type": "state", **report_state(state)}
    raise TypeError("A state handler returns a state, or None to keep the one it was shown.")


def _ask_validator(question: Question, asked: Asked) -> Answer:
    validator = asked.task.cache_validator
    cached = live_state(question["cached"])
    made_from = question["madeFrom"]
    if isinstance(cached, Cached):
        cached.cached_inputs = Inputs([]).all(made_from["inputs"])
        cached.hashed_inputs = made_from["hashes"]
        cached.cached_parameters = Inputs([]).all(made_from["parameters"])
    ok = validator(cached, asked.inputs, asked.run.parameters)
    return {"type": "verdict", "ok": bool(ok)}


def _template(template: Any, asked: Asked) -> Answer:
    """Prefect: a template sees the flow's parameters, the context and the inputs; later ones win."""
    from prefect import context

    values = {**asked.run.parameters, **context.to_dict(), **asked.inputs}
    return {"type": "text", "text": format_template(template, values)}


_ASK = {
    "trigger": _ask_trigger,
    "handlers": _ask_handlers,
    "terminal": _ask_terminal,
    "cache": _ask_validator,
    "target": lambda _, asked: _template(_sandbox.target_of(asked.task), asked),
    "runName": lambda _, asked: _template(_sandbox.task_run_name_of(asked.task), asked),
    "location": lambda _, asked: _template(_sandbox.location_of(asked.flow, asked.task), asked),
}
