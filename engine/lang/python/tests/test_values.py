"""Values leave a worker and come back as they were."""

import dataclasses
import datetime
import traceback
import unittest

from flowbook import failures
from flowbook.values import Inputs, UnsendableError, live_value, report_failure, report_value
from prefect.engine.signals import SKIP
from tests.harness import Bench


def travelled(value: object) -> object:
    return live_value(report_value(value)["stored"])


@dataclasses.dataclass
class Point:
    x: int
    when: datetime.date


class Values(unittest.TestCase):
    def test_they_come_back_equal_and_of_the_same_type(self) -> None:
        for value in [
            1, 1.0, True, None, "é", b"x", (1, [2]), {"a": {1: 2}}, {1, 2}, 1 + 2j,
            10**30, datetime.timedelta(days=1), Point(1, datetime.date(2020, 1, 1)), float("inf"),
        ]:  # fmt: skip
            with self.subTest(value=value):
                self.assertEqual(travelled(value), value)
                self.assertIs(type(travelled(value)), type(value))

    def test_json_is_given_where_it_says_all(self) -> None:
        for value, text in [
            (3, "3"), (1.0, "1.0"), ("a", '"a"'), (None, "null"), ([1, {"a": True}], '[1,{"a":true}]'),
        ]:  # fmt: skip
            self.assertEqual(report_value(value)["stored"]["json"], text)
        for value in [(1,), {1: 2}, float("nan"), 2**60, b"x"]:
            self.assertNotIn("json", report_value(value)["stored"])

    def test_large_buffers_travel_beside_the_pickle(self) -> None:
        import pickle

        class Big:
            def __reduce_ex__(self, protocol: int) -> object:
                return bytes, (pickle.PickleBuffer(b"x" * 1000),)

        stored = report_value(Big())["stored"]
        self.assertEqual([len(each) for each in stored["buffers"]], [1000])
        self.assertEqual(live_value(stored), b"x" * 1000)

    def test_lengths_are_those_of_what_can_be_mapped_over(self) -> None:
        lengths = [
            report_value(value)["info"]["length"] for value in ([1, 2], "abc", range(4), {1: 2}, 5)
        ]
        self.assertEqual(lengths, [2, 3, 4, None, None])
        self.assertEqual(report_value([[1], 2], nested=True)["info"]["nested"], [1, None])

    def test_what_cannot_be_pickled_is_named_by_its_place(self) -> None:
        with self.assertRaises(UnsendableError) as caught:
            report_value({"a": [1, (n for n in [])]})
        self.assertEqual(caught.exception.path, "['a'][1]")
        self.assertIn("generator", caught.exception.what)

    def test_classes_of_cells_are_found_again(self) -> None:
        bench = Bench()
        bench.run("class P:\n    def __init__(self, x):\n        self.x = x\np = P(3)", "a")
        from flowbook.cells import defined_in

        self.assertEqual(travelled(defined_in("a", "p")).x, 3)

    def test_an_item_of_a_list_that_many_take_is_made_once(self) -> None:
        whole = {"from": "value", "value": report_value([[1], [2]])["stored"]}
        inputs = Inputs([whole])
        first = inputs.live({"from": "item", "of": 0, "index": 1})
        self.assertIs(first, inputs.live({"from": "item", "of": 0, "index": 1}))

    def test_flat_is_one_level_less_where_all_items_have_one(self) -> None:
        def flat(value: object) -> object:
            whole = {"from": "value", "value": report_value(value)["stored"]}
            return Inputs([]).live({"from": "flat", "of": whole})

        self.assertEqual(flat([[1, 2], "ab"]), [1, 2, "a", "b"])
        self.assertEqual(flat([1, [2]]), [1, [2]])


class Strange(Exception):
    def __init__(self, a: int, b: int) -> None:
        super().__init__(f"{a} and {b}")


class OfSystem(OSError):
    def __init__(self, number: int, text: str) -> None:
        super().__init__(number, text)


class OfImport(ImportError):
    def __init__(self, number: int) -> None:
        super().__init__("none", name="m")
        self.number = number


class Undecodable(UnicodeDecodeError):
    def __init__(self) -> None:
        super().__init__("utf-8", b"x", 0, 1, "why")


class Reduced(Exception):
    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number

    def __reduce__(self) -> object:
        return Reduced, (self.number,)


def caught(raising: object) -> BaseException:
    try:
        raising()
    except BaseException as error:
        return error
    raise AssertionError("Nothing was raised.")


class Exceptions(unittest.TestCase):
    def test_they_come_back_with_class_and_arguments(self) -> None:
        error = live_value(report_failure(KeyError("k"))["stored"])
        self.assertIsInstance(error, KeyError)
        self.assertEqual(error.args, ("k",))

    def test_they_come_back_with_their_traceback(self) -> None:
        bench = Bench()
        bench.run("def f():\n    raise ValueError('v')", "a")
        from flowbook.cells import defined_in

        error = live_value(report_failure(caught(defined_in("a", "f")))["stored"])
        self.assertEqual(failures.frames_of(error), [("flowbook-cell-a.py", 2, 5, "f")])
        printed = "".join(traceback.format_exception(error))
        self.assertIn('File "flowbook-cell-a.py", line 2, in f', printed)
        self.assertIn("    raise ValueError('v')", printed)

    def test_causes_come_along(self) -> None:
        def raising() -> None:
            raise ValueError("second") from TypeError("first")

        error = live_value(report_failure(caught(raising))["stored"])
        self.assertEqual(str(error.__cause__), "first")

    def test_a_class_of_the_users_own_is_made_again_without_its_init(self) -> None:
        for error, text in [
            (Strange(1, 2), "1 and 2"), (OfSystem(2, "gone"), "[Errno 2] gone"), (OfImport(7), "none"),
            (Undecodable(), "'utf-8' codec can't decode byte 0x78 in position 0: why"),
        ]:  # fmt: skip
            with self.subTest(error=error):
                error.more = [1]
                again = live_value(report_failure(error)["stored"])
                self.assertIs(type(again), type(error))
                self.assertEqual(vars(again), vars(error))
                self.assertEqual((str(again), again.args), (text, error.args))
        self.assertEqual(live_value(report_failure(OfSystem(2, "gone"))["stored"]).errno, 2)
        self.assertEqual(live_value(report_failure(OfImport(7))["stored"]).name, "m")

    def test_a_class_that_says_how_it_is_made_again_is_asked(self) -> None:
        again = live_value(report_failure(Reduced(3))["stored"])
        self.assertEqual((type(again), str(again)), (Reduced, "3"))

    def test_a_class_that_cannot_be_made_again_keeps_its_name_and_message(self) -> None:
        class Local(Exception):
            pass

        error = live_value(report_failure(Local("a"))["stored"])
        self.assertEqual((type(error).__name__, str(error)), ("Local", "a"))

    def test_signals_stay_signals(self) -> None:
        error = live_value(report_failure(SKIP("why"))["stored"])
        self.assertIsInstance(error, SKIP)
        self.assertEqual(error.state.message, "why")

    def test_a_failure_of_the_engines_is_an_exception_of_its_name(self) -> None:
        failure = {"type": "ValueError", "message": "no", "stack": None}
        error = failures.from_failure(failure)
        self.assertIsInstance(error, ValueError)
        signal = {**failure, "type": "TRIGGERFAIL", "signal": {"state": "TriggerFailed"}}
        self.assertEqual(type(failures.from_failure(signal)).__name__, "TRIGGERFAIL")
