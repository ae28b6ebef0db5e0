"""What is answered before the server is there, and that the server gets every other byte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ringout_host
from ringout_host.native import early, matching, rpc
from ringout_host.native.early import Early
from ringout_host.native.framing import MAX_IN, encode


def a_request(request_id: object, method: str, **params: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params})
    return encode(body.encode())


def a_match(request_id: object, text: str = "(201) 555-0123") -> bytes:
    return a_request(request_id, "numbers.match", texts=[{"id": 1, "text": text}], region="US")


OTHERS = (
    a_request(1, "session.get"),
    a_request("b", "numbers.match", texts=[{"id": 1}], region="US"),
    a_request(2, "numbers.match", texts=[]),
    encode(b"{"),
    encode(b""),
    encode(b'{"jsonrpc":"2.0","method":"numbers.match","params":{"texts":[],"region":"US"}}'),
)


@given(st.data())
def test_matches_are_answered_and_every_other_byte_is_left_in_order(data: st.DataObject) -> None:
    one_frame = st.one_of(st.sampled_from(OTHERS), st.integers(100, 10**6))
    frames = data.draw(st.lists(one_frame, max_size=12, unique=True))
    stream = b"".join(a_match(one) if isinstance(one, int) else one for one in frames)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    sent: list[bytes] = []
    subject = Early(sent.append)
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    left = b"".join(subject.feed(piece) for piece in pieces) + subject.rest()
    assert left == b"".join(one for one in frames if not isinstance(one, int))
    assert [json.loads(body)["id"] for body in sent] == [one for one in frames if isinstance(one, int)]
    assert all(json.loads(body)["result"]["matches"][0]["number"]["e164"] == "+12015550123" for body in sent)


def test_an_id_that_still_waits_is_left_to_the_server_which_refuses_it() -> None:
    sent: list[bytes] = []
    subject = Early(sent.append)
    stream = a_request(1, "session.get") + a_match(1)
    assert subject.feed(stream) == stream
    assert sent == []


def test_too_many_at_once_are_left_to_the_server_which_says_so() -> None:
    sent: list[bytes] = []
    subject = Early(sent.append)
    for n in range(rpc.MAX_IN_FLIGHT):
        assert subject.feed(a_request(n, "session.get"))
    assert subject.feed(a_match(1000)) == a_match(1000)
    assert sent == []


@pytest.mark.parametrize("length", [MAX_IN + 1, 2**32 - 1])
def test_behind_a_frame_that_is_too_large_nothing_is_looked_at(length: int) -> None:
    sent: list[bytes] = []
    subject = Early(sent.append)
    stream = length.to_bytes(4, sys.byteorder) + a_match(1)
    assert subject.feed(a_match(5)) + subject.feed(stream) + subject.feed(a_match(2)) == stream + a_match(2)
    assert len(sent) == 1


def test_a_defect_of_ours_is_left_to_the_server_which_has_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: rpc.Request) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(matching, "answer", broken)
    assert early.Early(lambda _: None).feed(a_match(1)) == a_match(1)


def test_it_needs_none_of_the_slow_modules() -> None:
    slow = "pydantic httpx asyncio logging dataclasses inspect email ssl sqlite3 socket"
    program = (
        "import sys; sys.path[:0] = sys.argv[1:3]; import ringout_host.native.early, ringout_host.native.outbox,"
        " ringout_host.native.reader; print(*(name for name in sys.argv[3:] if name in sys.modules))"
    )
    import phonenumbers  # noqa: PLC0415 - only to know where it is

    folders = (Path(ringout_host.__file__).parents[1], Path(phonenumbers.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-IS", "-c", program, *map(str, folders), *slow.split()],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == ""
