"""Which declared types can have a value in common. In doubt they can."""

# The older ways to write a type are among what is tested.
# ruff: noqa: UP006, UP007, UP035, UP045
from __future__ import annotations

import typing
import unittest
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Dict, List, Literal, NewType, Optional, Protocol, TypeVar, Union

from prefect._fitting import Exactly, fits, items_of, parts_of, type_text

T = TypeVar("T")
UserId = NewType("UserId", int)


class Color(StrEnum):
    RED = "red"


class Named(Protocol):
    name: str


class Row(typing.TypedDict):
    name: str


class Base:
    pass


class Derived(Base):
    pass


class Other:
    pass


def can_be(given: Any, declared: Any) -> bool:
    return fits(parts_of(given), parts_of(declared))


class FittingTest(unittest.TestCase):
    def check(self, pairs: list[tuple[Any, Any]], expected: bool) -> None:
        for given, declared in pairs:
            with self.subTest(given=given, declared=declared):
                self.assertIs(can_be(given, declared), expected)

    def test_a_type_fits_itself_and_what_it_is_below(self) -> None:
        self.check([(int, int), (Derived, Base), (bool, int), (datetime, date), (Color, str)], True)

    def test_numbers_fit_wider_numbers(self) -> None:
        self.check([(int, float), (int, complex), (bool, float), (float, complex)], True)
        self.check([(float, int), (complex, float), (str, float)], False)

    def test_a_wider_type_may_be_the_narrower_one(self) -> None:
        self.check([(Base, Derived), (date, datetime), (Sequence, list), (object, int)], True)

    def test_classes_that_have_nothing_in_common_do_not_fit(self) -> None:
        self.check([(Base, Other), (int, str), (str, datetime), (dict, list), (Base, int)], False)

    def test_none_fits_only_what_takes_none(self) -> None:
        self.check([(None, Optional[int]), (None, int | None), (None, None), (None, Any)], True)
        self.check([(None, int), (int, None)], False)

    def test_a_union_fits_if_one_of_it_does(self) -> None:
        self.check([(Union[int, str], str), (int | None, int), (int, int | str)], True)
        self.check([(Union[int, str], bytes), (bytes, int | str | None)], False)

    def test_literals_are_their_values(self) -> None:
        self.check(
            [(Literal["a"], str), (str, Literal["a"]), (Literal["a", 1], Literal[1, 2])], True
        )
        self.check([(Literal["a"], Literal["b"]), (Literal["a"], int), (int, Literal["a"])], False)
        self.check([(Literal[1], Literal[True])], False)

    def test_what_a_generic_type_holds_is_not_looked_at(self) -> None:
        self.check([(list[int], List[str]), (dict, Dict[str, int]), (list[T], list)], True)
        self.check([(list[int], dict[int, int]), (List[int], int)], False)

    def test_abstract_classes_take_what_has_their_methods(self) -> None:
        self.check([(str, Sequence[str]), (dict, Mapping), (type, Callable[[], int])], True)
        self.check([(int, Sequence), (list, Mapping[str, int]), (Iterator[int], int)], False)

    def test_two_abstract_classes_may_have_a_child(self) -> None:
        self.check([(Iterator, Sequence), (Mapping, Other)], True)

    def test_what_is_behind_a_new_type_counts(self) -> None:
        self.check([(UserId, int), (int, UserId), (Row, dict), (dict, Row)], True)
        self.check([(UserId, str), (Row, list)], False)

    def test_nothing_is_said_of_what_cannot_be_known(self) -> None:
        for unknown in (Any, object, T, Named, "Missing", typing.ForwardRef("Missing")):
            self.check([(unknown, int), (int, unknown)], True)

    @unittest.skipUnless(hasattr(typing, "TypeAliasType"), "from 3.12 on")
    def test_an_alias_is_what_it_stands_for(self) -> None:
        alias = typing.TypeAliasType("alias", int | None)
        self.check([(alias, int)], True)
        self.check([(alias, str)], False)


class ItemsTest(unittest.TestCase):
    def items(self, annotation: Any) -> str:
        return type_text(items_of(parts_of(annotation)))

    def test_the_items_of_sequences_are_what_they_hold(self) -> None:
        cases = {
            list[int]: "int",
            List[int | str]: "int | str",
            tuple[int, ...]: "int",
            tuple[int, None]: "int | None",
            Sequence[list[str]]: "list[str]",
            str: "str",
            range: "int",
            list[int] | None: "int",
        }
        for annotation, expected in cases.items():
            with self.subTest(annotation=annotation):
                self.assertEqual(self.items(annotation), expected)

    def test_of_other_types_the_items_are_not_known(self) -> None:
        for annotation in (list, tuple, dict[str, int], Iterator[int], Any, list[T], Base | Any):
            with self.subTest(annotation=annotation):
                self.assertIsNone(items_of(parts_of(annotation)))

    def test_some_types_have_no_items(self) -> None:
        for annotation in (int, None, float | None, set[int], datetime, Base, Literal[1]):
            with self.subTest(annotation=annotation), self.assertRaises(TypeError):
                items_of(parts_of(annotation))

    def test_the_items_of_a_value_are_values(self) -> None:
        self.assertEqual(type_text(items_of((Exactly(["a", 1]),))), "'a' | 1")
        many = items_of((Exactly(list(range(1_000_000))),))
        self.assertEqual(type_text(many), "int")
        self.assertTrue(fits(many, (int,)))
        self.assertFalse(fits(many, (str,)))


class TextTest(unittest.TestCase):
    def test_types_are_written_as_one_writes_them(self) -> None:
        cases = {
            Optional[int]: "int | None",
            List[Dict[str, Any]]: "list[dict[str, Any]]",
            Callable[[int], str | None]: "Callable[[int], str | None]",
            tuple[int, ...]: "tuple[int, ...]",
            Literal["a", 1]: "'a' | 1",
            UserId: "int",
            Base: "Base",
        }
        for annotation, expected in cases.items():
            with self.subTest(annotation=annotation):
                self.assertEqual(type_text(parts_of(annotation)), expected)
