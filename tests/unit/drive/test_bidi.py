"""Values as WebDriver BiDi sends them, and what comes of them."""

from __future__ import annotations

from typing import Any

import pytest

from ringout_host.browsers.drive.bidi import plain, result
from ringout_host.browsers.drive.errors import ScriptError

ONE: dict[str, Any] = {"type": "number", "value": 1}


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ({"type": "undefined"}, None),
        ({"type": "null"}, None),
        ({"type": "boolean", "value": False}, False),
        ({"type": "number", "value": "NaN"}, "NaN"),
        ({"type": "array", "value": [ONE, {"type": "string", "value": "x"}]}, [1, "x"]),
        ({"type": "object", "value": [["a", {"type": "array", "value": []}]]}, {"a": []}),
        ({"type": "map", "value": [[ONE, ONE]]}, {"1": 1}),
        ({"type": "set", "value": [ONE]}, [1]),
        ({"type": "date", "value": "2026-01-02T03:04:05Z"}, "2026-01-02T03:04:05Z"),
        ({"type": "node", "sharedId": "f1", "value": {"nodeType": 1}}, {}),
        ({"type": "function"}, None),
    ],
)
def test_a_remote_value_becomes_json(remote: dict[str, Any], expected: object) -> None:
    assert plain(remote) == expected


def test_what_was_sent_once_is_found_again() -> None:
    first = {"type": "object", "internalId": "7", "value": [["a", ONE]]}
    assert plain({"type": "array", "value": [first, {"type": "object", "internalId": "7"}]}) == [
        {"a": 1},
        {"a": 1},
    ]


def test_an_exception_is_raised_with_its_place() -> None:
    frame = {"functionName": "ring", "url": "http://127.0.0.1/a.js", "lineNumber": 6}
    details = {"text": "Error: no", "stackTrace": {"callFrames": [frame]}}
    with pytest.raises(ScriptError, match=r"Error: no\n    at ring http://127\.0\.0\.1/a\.js:7"):
        result({"type": "exception", "exceptionDetails": details})
