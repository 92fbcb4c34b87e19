"""What is told of edges whose ends are declared for different types, and what is not."""

from __future__ import annotations

import unittest

from prefect import Flow, Parameter, Task, flatten, mapped, task, unmapped
from prefect._annotations import misfits


@task
def number() -> int:
    return 1


@task
def text() -> str:
    return "a"


@task
def nothing() -> None:
    return None


@task
def numbers() -> list[int]:
    return [1]


@task
def lists() -> list[list[str]]:
    return [["a"]]


@task
def unknown():
    return 1


@task
def add(x: int, y: int = 1) -> int:
    return x + y


@task
def total(xs: list[int]) -> int:
    return sum(xs)


class MisfitsTest(unittest.TestCase):
    def test_an_edge_between_types_that_do_not_fit_is_told_with_both_ends(self) -> None:
        with Flow("f") as flow:
            add(text(), y=nothing())
        self.assertCountEqual(
            misfits(flow),
            [
                "Edge text → add: text returns str, but add's argument 'x' is declared int.",
                "Edge nothing → add: nothing returns None, but add's argument 'y' is declared int.",
            ],
        )

    def test_nothing_is_told_of_edges_that_fit_or_carry_no_data(self) -> None:
        with Flow("f") as flow:
            first = text()
            add(number(), y=unknown(), upstream_tasks=[first])
            unknown(upstream_tasks=[first])
        self.assertEqual(misfits(flow), [])

    def test_constants_are_compared_by_their_type(self) -> None:
        with Flow("f") as flow:
            add("a", y=2)
        self.assertEqual(
            misfits(flow), ["Task add is given 'a' for its argument 'x', which is declared int."]
        )

    def test_the_default_of_a_parameter_is_compared(self) -> None:
        with Flow("f") as flow:
            add(Parameter("p", default="a"), y=Parameter("q", default=None))
            add(Parameter("r"))
        self.assertEqual(
            misfits(flow),
            ["Edge p → add: p has the default 'a', but add's argument 'x' is declared int."],
        )

    def test_a_default_of_none_takes_none(self) -> None:
        @task
        def lenient(x: int = None) -> int:  # noqa: RUF013
            return x or 0

        with Flow("f") as flow:
            lenient(nothing())
            lenient(None)
        self.assertEqual(misfits(flow), [])

    def test_the_run_method_of_a_task_class_says_its_types(self) -> None:
        class Shout(Task):
            def run(self, words: str) -> str:
                return words.upper()

        with Flow("f") as flow:
            add(Shout(name="shout")(number()))
        self.assertCountEqual(
            misfits(flow),
            [
                "Edge number → shout: number returns int, but shout's argument 'words' is declared str.",
                "Edge shout → add: shout returns str, but add's argument 'x' is declared int.",
            ],
        )

    def test_annotations_that_cannot_be_resolved_say_nothing(self) -> None:
        @task
        def odd(x: Missing) -> str:  # noqa: F821
            return str(x)

        with Flow("f") as flow:
            add(odd(text()))
        self.assertEqual(misfits(flow), [])


class MappedMisfitsTest(unittest.TestCase):
    def test_a_mapped_edge_passes_the_items(self) -> None:
        with Flow("f") as flow:
            add.map(numbers())
        self.assertEqual(misfits(flow), [])
        with Flow("f") as flow:
            total.map(numbers())
        self.assertEqual(
            misfits(flow),
            [
                (
                    "Edge numbers → total: numbers returns list[int], so each run is given int, "
                    "but total's argument 'xs' is declared list[int]."
                )
            ],
        )

    def test_unmapped_arguments_pass_as_they_are(self) -> None:
        with Flow("f") as flow:
            add.map(numbers(), y=unmapped(number()))
        self.assertEqual(misfits(flow), [])

    def test_what_has_no_items_cannot_be_mapped_over(self) -> None:
        with Flow("f") as flow:
            add(mapped(number()))
        self.assertEqual(
            misfits(flow),
            [
                "Edge number → add: number returns int, which cannot be mapped over: that takes a list."
            ],
        )

    def test_the_items_of_a_text_are_texts(self) -> None:
        with Flow("f") as flow:
            add.map(text())
        self.assertIn("so each run is given str", misfits(flow)[0])

    def test_the_results_of_a_mapped_task_are_a_list(self) -> None:
        with Flow("f") as flow:
            total(add.map(numbers()))
            add.map(add.map(numbers()))
        self.assertEqual(misfits(flow), [])
        with Flow("f") as flow:
            add(add.map(numbers()))
        self.assertEqual(
            misfits(flow),
            [
                (
                    "Edge add → add: add returns int for each item, a list in all, "
                    "but add's argument 'x' is declared int."
                )
            ],
        )

    def test_flattened_edges_pass_the_items_of_the_items(self) -> None:
        with Flow("f") as flow:
            add.map(flatten(lists()))
            total(flatten(lists()))
        self.assertEqual(
            misfits(flow),
            [
                (
                    "Edge lists → add: lists returns list[list[str]], so each run is given str, "
                    "but add's argument 'x' is declared int."
                )
            ],
        )

    def test_what_has_no_lists_in_it_cannot_be_flattened(self) -> None:
        with Flow("f") as flow:
            add.map(flatten(numbers()))
        self.assertIn("which cannot be flattened", misfits(flow)[0])

    def test_the_items_of_a_constant_are_compared(self) -> None:
        with Flow("f") as flow:
            add.map(["a", "b"])
        self.assertEqual(len(misfits(flow)), 1)
        self.assertIn(
            "the constant is ['a', 'b'], so each run is given 'a' | 'b', but add's argument 'x'",
            misfits(flow)[0],
        )
