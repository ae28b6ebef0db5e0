"""Frames survive any cutting of the stream, and nothing unreadable goes further than one frame."""

from __future__ import annotations

import itertools
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringout_host.native.framing import MAX_IN, MAX_OUT, MAX_SKIPPED, Decoder, Frame, FrameError, Skipped, encode


def announce(length: int) -> bytes:
    return length.to_bytes(4, sys.byteorder)


def decode(*pieces: bytes) -> list[Frame | Skipped]:
    decoder = Decoder()
    return [event for piece in pieces for event in decoder.feed(piece)]


@given(st.lists(st.binary(max_size=200), max_size=8), st.data())
def test_the_same_frames_come_out_however_the_stream_is_cut(bodies: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(encode(body) for body in bodies)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
    edges = [0, *cuts, len(stream)]
    pieces = [stream[a:b] for a, b in itertools.pairwise(edges)]
    assert decode(*pieces) == [Frame(body) for body in bodies]


@given(st.lists(st.binary(max_size=64), max_size=6))
def test_any_bytes_at_all_give_frames_or_the_end_and_never_more_memory_than_one_frame(pieces: list[bytes]) -> None:
    decoder = Decoder()
    try:
        for piece in pieces:
            list(decoder.feed(piece))
    except FrameError as error:
        assert error.length > MAX_SKIPPED
    else:
        assert decoder.idle or sum(map(len, pieces))


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0, Frame(b"")),
        (1, Frame(b"x")),
        (MAX_IN, Frame(b"x" * MAX_IN)),
        (MAX_IN + 1, Skipped(MAX_IN + 1)),
        (MAX_SKIPPED, Skipped(MAX_SKIPPED)),
    ],
)
def test_bodies_up_to_64_kib_are_read_and_up_to_1_mib_are_stepped_over(length: int, expected: object) -> None:
    following = encode(b"next")
    assert decode(announce(length) + b"x" * length + following) == [expected, Frame(b"next")]


@pytest.mark.parametrize("length", [MAX_SKIPPED + 1, 2**31, 2**32 - 1])
def test_whoever_announces_more_than_1_mib_does_not_speak_this_protocol(length: int) -> None:
    with pytest.raises(FrameError):
        decode(announce(length))


def test_frames_before_an_absurd_length_are_still_delivered() -> None:
    events = []
    with pytest.raises(FrameError):
        events.extend(Decoder().feed(encode(b"{}") + announce(2**32 - 1)))
    decoder = Decoder()
    stream = decoder.feed(encode(b"{}") + announce(2**32 - 1))
    assert next(stream) == Frame(b"{}")


def test_a_large_body_is_stepped_over_without_being_kept() -> None:
    decoder = Decoder()
    list(decoder.feed(announce(MAX_SKIPPED)))
    for _ in range(MAX_SKIPPED // 1024):
        list(decoder.feed(b"x" * 1024))
        assert len(decoder._buffer) <= 1024
    assert decoder.idle


def test_nothing_larger_than_256_kib_is_ever_sent() -> None:
    assert len(encode(b"x" * MAX_OUT)) == MAX_OUT + 4
    with pytest.raises(ValueError, match="too large"):
        encode(b"x" * (MAX_OUT + 1))
