"""`urllib.request` and `pyodide.http` ask the engine, and what it says is what they give."""

from __future__ import annotations

import json
import unittest
import urllib.error
import urllib.request
from typing import Any

from flowbook import network
from flowbook.advice import advised

URL = "https://api.example.com/rows"


class NetworkTest(unittest.TestCase):
    def setUp(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.reply: dict[str, Any] = answered(b'{"n": 1}')
        before = network._fetch
        network.install(self._fetch)
        self.addCleanup(lambda: network.install(before) if before else None)

    def _fetch(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(asked)
        return self.reply

    def test_an_answer_is_read_as_any(self) -> None:
        with urllib.request.urlopen(URL) as response:
            self.assertEqual(json.load(response), {"n": 1})
            self.assertEqual((response.status, response.reason, response.url), (200, "OK", URL))
            self.assertEqual(response.headers.get_content_type(), "application/json")
            self.assertEqual(response.headers["Content-Encoding"], None)
        [asked] = self.asked
        self.assertEqual((asked["method"], asked["body"]), ("GET", None))
        self.assertEqual(asked["headers"], [])
        self.assertEqual(asked["patience"], None)

    def test_what_is_sent_goes_along(self) -> None:
        request = urllib.request.Request(
            URL, data=b"x=1", headers={"Authorization": "Bearer mine"}, method="PUT"
        )
        urllib.request.urlopen(request, timeout=2)
        [asked] = self.asked
        self.assertEqual((asked["method"], asked["body"], asked["patience"]), ("PUT", b"x=1", 2000))
        self.assertIn(["Authorization", "Bearer mine"], asked["headers"])
        urllib.request.urlopen(URL, data=iter([b"a", b"b"]))
        self.assertEqual((self.asked[-1]["method"], self.asked[-1]["body"]), ("POST", b"ab"))

    def test_an_opener_of_ones_own_asks_too(self) -> None:
        opener = urllib.request.build_opener()
        opener.addheaders = [("X-Key", "1")]
        self.assertEqual(opener.open(URL).read(), b'{"n": 1}')
        self.assertEqual(self.asked[0]["headers"], [["X-key", "1"]])

    def test_a_refusal_is_an_url_error_that_says_why(self) -> None:
        self.reply = {"ok": False, "message": "This notebook may not reach api.example.com."}
        with self.assertRaises(urllib.error.URLError) as caught:
            urllib.request.urlopen(URL)
        self.assertIn("may not reach api.example.com", str(caught.exception))

    def test_an_error_of_the_host_is_an_http_error(self) -> None:
        self.reply = {**answered(b"gone"), "status": 404, "statusText": "Not Found"}
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(URL)
        self.assertEqual((caught.exception.code, caught.exception.read()), (404, b"gone"))

    def test_what_took_too_long_says_so(self) -> None:
        self.reply = {"ok": False, "message": "timed out"}
        with self.assertRaises(urllib.error.URLError) as caught:
            urllib.request.urlopen(URL, timeout=0.1)
        self.assertIsInstance(caught.exception.reason, TimeoutError)

    def test_open_url_gives_text(self) -> None:
        from pyodide.http import open_url

        self.assertEqual(open_url(URL).read(), '{"n": 1}')

    def test_other_schemes_are_what_they_were(self) -> None:
        self.assertEqual(urllib.request.urlopen("data:,hi").read(), b"hi")
        with self.assertRaises(urllib.error.URLError):
            urllib.request.urlopen("gopher://api.example.com/")
        self.assertEqual(self.asked, [])

    def test_what_is_missing_is_told_with_what_is_there(self) -> None:
        for name in ("requests", "httpx", "aiohttp"):
            error = ModuleNotFoundError(f"No module named '{name}'", name=name)
            self.assertIn("urllib.request.urlopen", advised(error, str(error)))
        other = ModuleNotFoundError("No module named 'pandas'", name="pandas")
        self.assertNotIn("urllib", advised(other, str(other)))


def answered(body: bytes) -> dict[str, Any]:
    return {
        "ok": True,
        "url": URL,
        "status": 200,
        "statusText": "OK",
        "headers": [["content-type", "application/json"], ["content-encoding", "gzip"]],
        "body": memoryview(body),
    }
