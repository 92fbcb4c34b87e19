"""Tasks as they are made and called: what Prefect takes is taken, what it refuses is refused."""

import unittest

from prefect import Flow, Task, task


@task
def inc(x):  # type: ignore[no-untyped-def]
    return x + 1


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
