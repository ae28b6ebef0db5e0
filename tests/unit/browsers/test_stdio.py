"""The browser's side of the pipe: takes what a browser takes, refuses what it refuses."""

import os
import sys
from pathlib import Path

import pytest

from ringout_host.browsers.stdio import HostGarbled, HostGone, HostProcess, HostRefused, HostSilent

GOOD = """
import json, sys
def send(message):
    body = json.dumps(message).encode()
    sys.stdout.buffer.write(len(body).to_bytes(4, sys.byteorder) + body)
    sys.stdout.buffer.flush()
def receive():
    header = sys.stdin.buffer.read(4)
    return json.loads(sys.stdin.buffer.read(int.from_bytes(header, sys.byteorder))) if header else None
def ready():
    send({"jsonrpc": "2.0", "method": "host.ready", "params": {"protocol": 1, "version": "1", "pid": 1}})
"""


def host(tmp_path: Path, body: str, **options: object) -> HostProcess:
    script = tmp_path / "host.py"
    script.write_text(GOOD + body)
    return HostProcess([sys.executable, "-IS", str(script)], env=dict(os.environ), **options)


ECHO = """
ready()
while message := receive():
    if message["method"] == "no":
        words = {"code": "busy", "message": "Not now.", "remedy": "Wait."}
        error = {"code": -32000, "message": "no", "data": words}
        send({"jsonrpc": "2.0", "id": message["id"], "error": error})
    else:
        send({"jsonrpc": "2.0", "method": "seen", "params": {"method": message["method"]}})
        send({"jsonrpc": "2.0", "id": message["id"], "result": message["params"]})
"""


def test_speaks_with_a_host_until_it_closes(tmp_path: Path) -> None:
    with host(tmp_path, ECHO) as running:
        assert running.ready == {"protocol": 1, "version": "1", "pid": 1}
        assert running.request("a", {"text": "é"}) == {"text": "é"}
        assert running.request("b") == {}
        assert running.wait_for(lambda note: note.params["method"] == "b").method == "seen"
        assert next(running.notifications()).params == {"method": "a"}
        assert running.close() == 0


def test_a_refusal_carries_its_words(tmp_path: Path) -> None:
    with host(tmp_path, ECHO) as running, pytest.raises(HostRefused) as refusal:
        running.request("no")
    assert (refusal.value.code, refusal.value.message, refusal.value.remedy) == ("busy", "Not now.", "Wait.")


@pytest.mark.parametrize("printed", ["/home/anna/.profile: line 3\n", "x", "[DEBUG] up\n", "{'a': 1}"])
def test_what_a_stray_print_said_is_read_back(tmp_path: Path, printed: str) -> None:
    body = f"sys.stdout.write({printed!r}); sys.stdout.flush(); ready(); receive()"
    with pytest.raises(HostGarbled) as garbled:
        host(tmp_path, body, ready_within=1)
    assert garbled.value.text == printed.strip()


def test_a_host_that_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(HostSilent):
        host(tmp_path, "receive()", ready_within=0.2)


def test_a_host_that_ends_at_once_is_told_with_its_exit_code(tmp_path: Path) -> None:
    with pytest.raises(HostGone, match="exit code 3"):
        host(tmp_path, "sys.exit(3)")


def test_a_host_that_ends_amid_a_request(tmp_path: Path) -> None:
    with host(tmp_path, "ready(); receive(); sys.stderr.write('sorry'); sys.exit(4)") as running:
        with pytest.raises(HostGone, match="exit code 4"):
            running.request("a")
        assert running.close() == 4
        assert running.stderr_text == "sorry"


def test_a_host_that_stays_after_end_of_file_is_killed(tmp_path: Path) -> None:
    with host(tmp_path, "ready(); receive(); import threading; threading.Event().wait()") as running:
        with pytest.raises(HostSilent):
            running.close(0.3)
        assert running.process.poll() is not None


def test_a_frame_larger_than_a_browser_takes_is_refused(tmp_path: Path) -> None:
    body = "ready(); send({'id': 1, 'result': 'x' * (1024 * 1024)}); receive()"
    with host(tmp_path, body) as running, pytest.raises(HostGarbled):
        running.request("a", timeout=5)
