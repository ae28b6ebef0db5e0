"""Requests are read strictly, and whatever is wrong with one is answered in words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringout_host.errors import CODES, LimitError, RequestError
from ringout_host.native import rpc
from ringout_host.native.framing import MAX_OUT


def body(**changes: object) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "session.get", "params": {}} | changes).encode()


def test_a_request_is_read() -> None:
    assert rpc.parse(body(params={"a": 1})) == rpc.Request(1, "session.get", {"a": 1})


def test_params_may_be_left_out() -> None:
    assert rpc.parse(b'{"jsonrpc":"2.0","id":"x","method":"m"}') == rpc.Request("x", "m", {})


@pytest.mark.parametrize(
    ("raw", "code", "request_id"),
    [
        (b"", "bad-json", None),
        (b"{", "bad-json", None),
        (b"\xff\xfe{}", "bad-json", None),
        (b'\xef\xbb\xbf{"id":1}', "bad-json", None),
        (b'{"a":"\xff"}', "bad-json", None),
        (b"[" * 100_000, "bad-json", None),
        (b'{"id":' + b"9" * 5000 + b"}", "bad-json", None),
        (b'{"id":NaN}', "bad-json", None),
        (b'{"id":1,"id":2,"jsonrpc":"2.0","method":"m"}', "bad-json", None),
        (b"[]", "bad-request", None),
        (b"null", "bad-request", None),
        (b'"text"', "bad-request", None),
        (body(id=None), "bad-request", None),
        (body(id=1.5), "bad-request", None),
        (body(id=True), "bad-request", None),
        (body(id={}), "bad-request", None),
        (body(id="x" * 1000), "bad-request", None),
        (body(jsonrpc="1.0"), "bad-request", 1),
        (body(method=5), "bad-request", 1),
        (body(params=[1]), "bad-request", 1),
        (body(extra=1), "bad-request", 1),
        (body(id="\ud800"), "bad-request", None),
        (
            b'{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":'
            + b"[" * 700
            + b'"\\ud800"'
            + b"]" * 700
            + b"}}",
            "bad-request",
            1,
        ),
    ],
)
def test_what_is_not_a_request_is_refused_with_the_id_if_it_named_one(
    raw: bytes, code: str, request_id: object
) -> None:
    with pytest.raises(rpc.UnreadableError) as caught:
        rpc.parse(raw)
    assert (caught.value.error.code, caught.value.id) == (code, request_id)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_request_or_refused(raw: bytes) -> None:
    try:
        rpc.parse(raw)
    except rpc.UnreadableError as refused:
        assert refused.error.code in CODES


def test_half_of_a_surrogate_pair_is_replaced_by_one_character_so_that_spans_stay_true() -> None:
    request = rpc.parse(rb'{"jsonrpc":"2.0","id":1,"method":"m","params":{"texts":["a\ud800b","\ud83d\ude00"]}}')
    assert request.params == {"texts": ["a\ufffdb", "\U0001f600"]}


def test_an_error_carries_our_word_the_sentence_and_when_to_try_again() -> None:
    reply = json.loads(rpc.failure(7, LimitError("limit-minute", retry_after=12.3456)))
    assert reply["id"] == 7
    assert reply["error"]["code"] == -32000
    assert reply["error"]["data"]["code"] == "limit-minute"
    assert reply["error"]["data"]["retryAfter"] == 12.346
    assert reply["error"]["data"]["remedy"]


@pytest.mark.parametrize(
    ("code", "number"),
    [("bad-json", -32700), ("bad-request", -32600), ("unknown-method", -32601), ("too-large", -32000)],
)
def test_the_specifications_own_codes_are_used_where_it_has_one(code: str, number: int) -> None:
    assert json.loads(rpc.failure(None, RequestError(code)))["error"]["code"] == number


def test_an_answer_too_large_for_a_frame_becomes_an_error() -> None:
    reply = json.loads(rpc.reply(1, {"text": "x" * MAX_OUT}))
    assert reply["error"]["data"]["code"] == "too-large"
