"""Tasks as they are made and called: what Prefect takes is taken, what it refuses is refused."""

import inspect
import os
import typing
import unittest
from collections import OrderedDict, namedtuple
from datetime import timedelta

import prefect
from prefect import Edge, Flow, Parameter, Task, apply_map, task
from prefect._moments import to_datetime
from prefect.engine import signals
from prefect.engine.serializers import CompressedSerializer, PickleSerializer
from prefect.engine.state import State
from prefect.tasks.secrets import EnvVarSecret
from prefect.utilities.tasks import defaults_from_attrs


@task
def inc(x):  # type: ignore[no-untyped-def]
    return x + 1


#: As annotations were written before Python 3.9.
OLD: typing.Any = vars(typing)["Tuple"]


class Making(unittest.TestCase):
    def test_a_class_may_set_its_logger(self) -> None:
        class Own(Task):
            def __init__(self) -> None:
                super().__init__()
                self.logger = "mine"

        self.assertEqual(Own().logger, "mine")
        self.assertEqual(Task("a").logger.name, "prefect.a")

    def test_map_looks_at_positional_arguments_only(self) -> None:
        with Flow("f") as flow:
            inc.map(x=5)
            with self.assertRaisesRegex(TypeError, "unsubscriptable"):
                inc.map(5)
        self.assertEqual([edge.mapped for edge in flow.edges], [True])

    def test_nout_is_read_from_the_annotation_itself(self) -> None:
        Pair = tuple[int, int]  # noqa: N806
        for returned, nout in [
            (Pair, 2), (tuple[()], 0), (tuple[int, ...], None), (OLD, None), (tuple, None),
            (OLD[int, tuple[str, int], str], 3), ("Tuple[int, int]", None), (int, None),
        ]:  # fmt: skip

            def give():  # type: ignore[no-untyped-def]
                return None

            give.__annotations__ = {"return": returned}
            with self.subTest(returned=returned):
                self.assertEqual(task(give).nout, nout)

    def test_what_prefect_refuses_is_refused(self) -> None:
        with self.assertRaisesRegex(TypeError, "positional-only"):
            task(lambda x, /: x)
        with self.assertRaisesRegex(TypeError, "retry_on"):
            Task(max_retries=1, retry_delay=timedelta(1), retry_on=signals.FAIL)
        with self.assertRaisesRegex(TypeError, "in order"):
            Task(state_handlers={print})
        with self.assertRaisesRegex(ValueError, "identifier"):
            Edge(Task(), Task(), key="class")
        with Flow("f"), self.assertRaisesRegex(TypeError, "non-sequence"):
            apply_map(lambda x: inc(x), {1: 2})
        with self.assertRaisesRegex(ValueError, "return_tasks"):
            Flow("f").run(return_tasks=[])

    def test_defaults_from_attrs_stand_in_for_what_is_not_given(self) -> None:
        class Own(Task):
            def __init__(self) -> None:
                self.a = 1
                super().__init__()

            @defaults_from_attrs("a")
            def run(self, a: object = None) -> object:
                return a

        self.assertEqual([Own().run(), Own().run(a=None), Own().run(2)], [1, None, 2])

    def test_collections_of_other_classes_are_looked_into(self) -> None:
        Both = namedtuple("Both", "a b")
        with Flow("f") as flow:
            inc(OrderedDict(a=inc(1)))
            inc(Both(inc(1), 2))
        kinds = [type(each).__name__ for each in flow.tasks]
        self.assertIn("Dict", kinds)
        self.assertIn("Tuple", kinds)

    def test_tasks_have_names_and_signatures_like_functions(self) -> None:
        self.assertEqual(inc.__name__, "inc")
        self.assertEqual(str(inspect.signature(inc)), "(x)")
        self.assertEqual(next(iter(inspect.signature(Task).parameters)), "name")


class Mapping(unittest.TestCase):
    def test_apply_map_takes_any_arguments_and_hands_the_flow_on(self) -> None:
        flow = Flow("f")
        seen = []

        def both(*xs, flow=None):  # type: ignore[no-untyped-def]
            seen.append(flow)
            return [inc(x, flow=flow) for x in xs]

        apply_map(both, [1], [2], flow=flow)
        self.assertIsNotNone(seen[0])
        self.assertEqual(len(flow.get_tasks(name="inc")), 2)


class Flows(unittest.TestCase):
    def test_update_takes_the_others_parameters(self) -> None:
        one, two = Flow("one"), Flow("two")
        mine, other = Parameter("p", default=1), Parameter("p", default=2)
        used = inc.copy()
        used.bind(x=mine, flow=one)
        two.add_task(other)
        one.update(two, merge_parameters=True)
        self.assertEqual(list(one.parameters()), [other])
        self.assertEqual({each.upstream_task for each in one.edges_to(used)}, {other})

    def test_mapped_dependencies_map_what_comes_in_only(self) -> None:
        flow = Flow("f")
        a, b, c = Task("a"), Task("b"), Task("c")
        flow.set_dependencies(b, upstream_tasks=[a], downstream_tasks=[c], mapped=True)
        self.assertEqual([edge.mapped for edge in flow.edges_to(b)], [True])
        self.assertEqual([edge.mapped for edge in flow.edges_to(c)], [False])

    def test_the_context_knows_what_is_being_built(self) -> None:
        with Flow("f") as flow, prefect.tags("a"):
            self.assertIs(prefect.context.get("flow"), flow)
            self.assertIs(prefect.context.flow, flow)
            self.assertEqual(prefect.context["tags"], {"a"})
        self.assertIsNone(prefect.context.get("flow"))
        self.assertNotIn("flow", prefect.context)


class Parts(unittest.TestCase):
    def test_secrets_of_the_environment_are_found(self) -> None:
        os.environ["FLOWBOOK_TEST"] = "3"
        try:
            self.assertEqual(EnvVarSecret("FLOWBOOK_TEST", cast=int).run(), 3)
        finally:
            del os.environ["FLOWBOOK_TEST"]

    def test_values_are_compressed_by_the_name_of_a_format(self) -> None:
        serializer = CompressedSerializer(PickleSerializer(), format="zlib")
        self.assertEqual(serializer.deserialize(serializer.serialize([1])), [1])
        with self.assertRaisesRegex(ValueError, "zlib"):
            CompressedSerializer(PickleSerializer(), format="none_such")

    def test_states_have_public_children_only(self) -> None:
        self.assertNotIn("_MetaState", State.children(names_only=True))
        self.assertIn("Queued", State.children(names_only=True))

    def test_dates_may_be_written_as_prefect_reads_them(self) -> None:
        for text in ("2020-02", "2020/02/01", "2020-02-01", "2020-2-1"):
            moment = to_datetime(text)
            self.assertEqual((moment.year, moment.month, moment.day), (2020, 2, 1))
