"""Standard input after its end, and before anybody is there to be told; `test_process` meets the thread itself."""

from __future__ import annotations

import os

import pytest

from ringout_host.native.reader import Reader, _hung_up


def test_what_was_asked_before_the_end_is_not_begun_after_it() -> None:
    reader, told = Reader(), list[str]()
    reader._keep(b"a request")
    reader.stop()
    reader.attach(lambda data: told.append(data.decode()), lambda: told.append("the end"))
    assert told == ["the end"]


def test_what_was_asked_before_anybody_was_there_is_delivered() -> None:
    reader, told = Reader(), list[str]()
    reader._keep(b"a request")
    reader.attach(lambda data: told.append(data.decode()), lambda: told.append("the end"))
    reader.stop()
    assert told == ["a request", "the end"]


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot tell")
def test_an_end_is_seen_behind_what_was_not_read() -> None:
    source, browser = os.pipe()
    os.write(browser, b"more to say")
    assert not _hung_up(source)
    os.close(browser)
    assert _hung_up(source)
    os.close(source)
