"""Messages cross as one text and one block."""

import unittest

from flowbook.wire import pack, unpack


class Wire(unittest.TestCase):
    def test_bytes_anywhere_in_a_message_come_back(self) -> None:
        message = {"a": [1, {"b": b"xyz"}], "c": b"", "d": "text", "e": None, "f": 1.5}
        self.assertEqual(unpack(*pack(message)), message)

    def test_tuples_become_lists(self) -> None:
        self.assertEqual(unpack(*pack((1, (2,)))), [1, [2]])

    def test_a_users_dict_with_more_keys_is_not_taken_for_bytes(self) -> None:
        message = {"$bytes": [0, 1], "more": 1}
        self.assertEqual(unpack(*pack(message)), message)

    def test_what_is_no_data_is_refused(self) -> None:
        with self.assertRaisesRegex(TypeError, "object"):
            pack({"a": object()})
