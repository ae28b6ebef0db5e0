"""Commands, answers and events over wires that misbehave."""

from __future__ import annotations

import json
import os
import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ringout_host.browsers.drive.errors import CommandError, DriveError
from ringout_host.browsers.drive.link import Link
from ringout_host.browsers.drive.pipe import PipeWire


class Wire:
    """A browser that answers with what `answers` says for each method; None means never."""

    def __init__(self, answers: dict[str, dict[str, Any] | None]) -> None:
        self.answers = answers
        self.coming: queue.Queue[str | None] = queue.Queue()
        self.sent: list[dict[str, Any]] = []

    def send(self, text: str) -> None:
        message = json.loads(text)
        self.sent.append(message)
        answer = self.answers[message["method"]]
        if answer is not None:
            self.coming.put(json.dumps({"id": message["id"], **answer}))

    def messages(self) -> Iterator[str]:
        while (message := self.coming.get()) is not None:
            yield message

    def close(self) -> None:
        self.coming.put(None)


def test_answers_errors_and_events_go_where_they_belong() -> None:
    events: list[dict[str, Any]] = []
    wire = Wire(
        {
            "good": {"result": {"x": 1}},
            "devtools": {"error": {"code": -32000, "message": "no such target"}},
            "bidi": {"type": "error", "error": "no such frame", "message": "gone"},
        }
    )
    wire.coming.put(json.dumps({"method": "happened", "params": {}}))
    link = Link(wire, events.append)
    assert link.call("good", {"a": 1}, session="s") == {"x": 1}
    assert wire.sent[0] == {"id": 1, "method": "good", "params": {"a": 1}, "sessionId": "s"}
    with pytest.raises(CommandError, match="no such target"):
        link.call("devtools", {})
    with pytest.raises(CommandError, match="no such frame: gone"):
        link.call("bidi", {})
    link.close()
    assert events == [{"method": "happened", "params": {}}]


def test_silence_and_departure_are_errors() -> None:
    wire = Wire({"silent": None, "posted": {"result": {}}})
    link = Link(wire, lambda _: None)
    with pytest.raises(DriveError, match=r"silent: no answer within 0\.01 seconds"):
        link.call("silent", {}, timeout=0.01)
    link.post("posted", {})
    wire.coming.put(None)
    with pytest.raises(DriveError, match=r"went away|is gone"):
        link.call("silent", {}, timeout=5)
    link.close()
    with pytest.raises(DriveError, match="the browser is gone"):
        link.call("silent", {})


def test_a_pipe_cuts_messages_at_the_zero_byte_however_they_come() -> None:
    there, here = os.pipe(), os.pipe()
    with (
        os.fdopen(there[0], "rb", buffering=0) as browser_reads,
        os.fdopen(there[1], "wb", buffering=0) as to_browser,
        os.fdopen(here[0], "rb", buffering=0) as from_browser,
        os.fdopen(here[1], "wb", buffering=0) as browser_writes,
    ):
        wire = PipeWire(to_browser, from_browser)
        wire.send('{"a":"é"}')
        assert browser_reads.read(100) == '{"a":"é"}\0'.encode()
        messages = wire.messages()
        browser_writes.write("one\0two\0thr\xc3".encode("latin-1"))
        assert [next(messages), next(messages)] == ["one", "two"]
        browser_writes.write("\xa9e\0half".encode("latin-1"))
        assert next(messages) == "thrée"
        browser_writes.close()
        assert list(messages) == []
        browser_reads.close()
        with pytest.raises(OSError, match=r"."):
            wire.send("anybody?")
        to_browser.close()
        with pytest.raises(OSError, match="closed"):
            wire.send("anybody?")
    assert not Path(f"/proc/self/fd/{there[1]}").exists()
