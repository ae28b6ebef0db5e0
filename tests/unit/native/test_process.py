"""The host as a browser meets it: a program behind two pipes."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ringout_host import __version__
from ringout_host.browsers.stdio import HostProcess, HostRefused
from ringout_host.demo.stage import Stage
from ringout_host.native.framing import MAX_IN, MAX_SKIPPED

from .conftest import Start

HOST = str(Path(sys.executable).parent / "ringout-native-host")
ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop/"


def frame(body: bytes) -> bytes:
    return len(body).to_bytes(4, sys.byteorder) + body


def a_request(request_id: object, method: str, **params: object) -> dict[str, object]:
    return {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [ORIGIN],
        [ORIGIN, "--parent-window=0"],
        ["/somewhere/com.ringout.host.json", "ringout@ringout.example"],
        ["--help"],
    ],
)
def test_every_browsers_arguments_are_accepted_and_the_host_speaks_first(
    stage: Stage, start: Start, arguments: list[str]
) -> None:
    host = start(str(stage.places.launcher), *arguments)
    assert host.ready == {"protocol": 1, "version": __version__, "pid": host.process.pid}
    assert host.request("session.get")["account"]["signedIn"] is True
    assert host.close() == 0


def test_the_console_script_is_the_same_host(start: Start) -> None:
    assert start(HOST, ORIGIN).ready["version"] == __version__


def test_nothing_but_built_in_and_frozen_modules_and_os_is_loaded_before_the_first_frame() -> None:
    bare = [sys.executable, "-IS", "-c", "import sys; print(*sys.modules)"]
    known = subprocess.run(bare, check=True, capture_output=True, text=True).stdout.split()
    program = """
import sys
sys.path.append(sys.argv[1])
import ringout_host.native.start as start
def look(out, frame):
    others = [name for name, module in sys.modules.items()
              if name not in sys.builtin_module_names and name not in ("__main__", "os", *sys.argv[2:])
              and getattr(getattr(module, "__spec__", None), "origin", None) != "frozen"
              and not name.startswith("ringout_host")]
    print(sorted(others), sorted(n for n in sys.modules if n.startswith("ringout_host")), file=sys.stderr)
    raise SystemExit
start._write = look
start.main()
"""
    package = Path(sys.modules["ringout_host"].__file__ or "").parents[1]
    done = subprocess.run(
        [sys.executable, "-IS", "-c", program, str(package), *known],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    ours = ["ringout_host", "ringout_host.native", "ringout_host.native.ready", "ringout_host.native.start"]
    assert done.stderr.strip() == f"[] {ours}"


def test_numbers_are_found_while_the_rest_is_still_being_imported(stage: Stage) -> None:
    asked = [
        a_request(1, "session.get"),
        a_request(2, "numbers.match", texts=[{"id": "a", "text": "Call (201) 555-0123"}], region="US"),
        a_request(3, "numbers.match", texts=[{"id": "a", "text": "Call (201) 555-0123"}]),
    ]
    environment = {**os.environ, **stage.environment}
    with subprocess.Popen(stage.host, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as host:
        assert host.stdin is not None
        assert host.stdout is not None
        host.stdin.write(b"".join(frame(json.dumps(one).encode()) for one in asked))
        host.stdin.flush()
        said: list[dict[str, Any]] = []
        while {1, 2, 3} - {one.get("id") for one in said}:
            said.append(json.loads(host.stdout.read(int.from_bytes(host.stdout.read(4), sys.byteorder))))
        host.stdin.close()
        assert host.wait(10) == 0
    assert [one.get("method", one.get("id")) for one in said[:2]] == ["host.ready", 2]
    by_id = {one["id"]: one["result"] for one in said if "id" in one}
    assert by_id[2]["matches"][0]["number"]["e164"] == "+12015550123"
    assert by_id[3] == by_id[2], "without a region it is read as at home, for which the rest is needed"
    assert by_id[1]["account"]["signedIn"] is True


def test_on_a_terminal_it_says_what_it_is_and_leaves() -> None:
    terminal, end = pty.openpty()
    done = subprocess.run([HOST], check=False, stdin=end, capture_output=True, text=True, timeout=20)
    os.close(terminal)
    os.close(end)
    assert (done.returncode, done.stdout) == (2, "")
    assert "ringout self-test" in done.stderr


def test_whatever_prints_no_byte_of_it_reaches_the_browser(stage: Stage, start: Start, tmp_path: Path) -> None:
    noisy = tmp_path / "noisy.py"
    noisy.write_text(
        "import sys, os, subprocess, warnings\n"
        "import ringout_host.native.process as process\n"
        "serve = process.run\n"
        "def run(out):\n"
        "    print('stray print'); sys.stdout.flush(); os.write(1, b'stray write\\n')\n"
        "    subprocess.run(['echo', 'stray child']); warnings.warn('stray warning')\n"
        "    return serve(out)\n"
        "process.run = run\n"
        "from ringout_host.native.start import main\n"
        "sys.exit(main())\n"
    )
    host = start(sys.executable, str(noisy))
    assert host.request("session.get")["simulator"] is True
    assert host.close() == 0
    for stray in ("stray print", "stray write", "stray child", "stray warning"):
        assert stray in host.stderr_text


@pytest.mark.parametrize("how", ["eof", "SIGTERM", "SIGINT"])
def test_it_is_gone_within_a_second(start: Start, how: str) -> None:
    host = start()
    host.request("session.get")
    began = time.monotonic()
    if how == "eof":
        host.close(timeout=2)
    else:
        host.process.send_signal(getattr(signal, how))
        host.process.wait(2)
    assert host.process.returncode == 0
    assert time.monotonic() - began < 2


def test_input_that_ends_before_anything_was_asked_ends_the_host(start: Start) -> None:
    assert start().close(timeout=5) == 0


def test_a_browser_that_closed_its_end_is_noticed_at_the_next_frame(stage: Stage) -> None:
    environment = {**os.environ, **stage.environment}
    with subprocess.Popen(stage.host, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as host:
        assert host.stdin is not None
        assert host.stdout is not None
        host.stdout.close()
        host.stdin.write(frame(json.dumps(a_request(1, "session.get")).encode()))
        host.stdin.flush()
        assert host.wait(10) == 0


def test_unreadable_frames_are_answered_and_the_next_request_is_served(start: Start) -> None:
    host = start()
    for body, code in ((b"", "bad-json"), (b"{", "bad-json"), (b"[]", "bad-request"), (b"\xff", "bad-json")):
        host.send_bytes(frame(body))
        assert host.reply_to(None)["error"]["data"]["code"] == code
    host.send_bytes(frame(b"x" * (MAX_IN + 1)) + frame(b"y" * MAX_SKIPPED))
    for _ in range(2):
        assert host.reply_to(None)["error"]["data"]["code"] == "too-large"
    assert host.request("session.get")["account"]["signedIn"] is True


def test_an_absurd_length_is_fatal_and_the_last_frame_says_so(start: Start) -> None:
    host = start()
    host.request("session.get")
    host.send_bytes(b"\xff\xff\xff\xff")
    fatal = host.wait_for(lambda note: note.method == "host.fatal")
    assert fatal.params["code"] == "too-large"
    host.process.wait(3)


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("no.such", {}, "unknown-method"),
        ("session.get", {"extra": 1}, "bad-request"),
        ("numbers.inspect", {"text": 5}, "bad-request"),
        ("numbers.inspect", {}, "bad-request"),
        ("numbers.inspect", {"text": "x", "region": "USA"}, "bad-request"),
        ("numbers.match", {"texts": [{"id": 1}], "region": "US"}, "bad-request"),
        ("calls.start", {"requestId": "", "text": "1"}, "bad-request"),
        ("calls.start", {"requestId": "a", "text": "201 555 0123", "playPrompt": "yes"}, "bad-request"),
        ("calls.start", {"requestId": "a", "text": "911", "region": "US"}, "emergency-number"),
        ("calls.start", {"requestId": "a", "text": "hello", "region": "US"}, "not-a-number"),
        ("calls.get", {"id": "call-none"}, "unknown-call"),
        ("calls.cancel", {"id": "call-none"}, "unknown-call"),
        ("calls.list", {"limit": 0}, "bad-request"),
        ("calls.list", {"limit": 5, "before": "call-none"}, "unknown-call"),
        ("settings.update", {"perMinute": 0}, "bad-request"),
        ("settings.update", {"unheard": 1}, "bad-request"),
    ],
)
def test_a_bad_request_is_refused_in_words_and_dials_nothing(
    stage: Stage, start: Start, method: str, params: dict[str, object], code: str
) -> None:
    with pytest.raises(HostRefused) as caught:
        start().request(method, params)
    assert caught.value.code == code
    assert caught.value.message.endswith((".", "!"))
    assert stage.simulator.dialled == []


def test_a_second_request_under_an_id_still_in_flight_is_refused(start: Start) -> None:
    host = start()
    host.send(a_request(1, "session.get"))
    host.send(a_request(1, "session.get"))
    replies = [host.reply_to(1), host.reply_to(1)]
    assert sorted("error" in reply for reply in replies) == [False, True]


def test_a_flood_is_answered_request_by_request_and_the_excess_is_told_to_wait(start: Start) -> None:
    host = start()
    count = 2000
    for n in range(count):
        host.send(a_request(n, "numbers.inspect", text="(201) 555-0123", region="US"))
    replies = [host.reply_to(n, timeout=60) for n in range(count)]
    codes = {reply["error"]["data"]["code"] for reply in replies if "error" in reply}
    assert codes <= {"busy"}
    assert any("result" in reply for reply in replies)
    assert host.request("session.get")["account"]["signedIn"] is True


def test_a_slow_reader_misses_no_end_and_the_host_stays_small(stage: Stage) -> None:
    """A browser that does not read for a while still gets each call's last state."""
    environment = {**os.environ, **stage.environment}
    with subprocess.Popen(stage.host, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as host:
        assert host.stdin is not None
        assert host.stdout is not None
        host.stdin.write(
            frame(json.dumps(a_request(1, "calls.start", requestId="a", text="2015550123", region="US")).encode())
        )
        # Replies enough to fill the pipe, and nobody reads them.
        for n in range(2, 300):
            host.stdin.write(frame(json.dumps(a_request(n, "calls.list", limit=200)).encode()))
        host.stdin.flush()
        other = HostProcess(stage.host, env=environment)
        try:
            deadline = time.monotonic() + 30
            while [call["phase"] for call in other.request("calls.list", {"limit": 1})["calls"]] != ["ended"]:
                assert time.monotonic() < deadline
        finally:
            other.kill()
        phases, replies = [], 0
        while "ended" not in phases or replies < 299:
            length = int.from_bytes(host.stdout.read(4), sys.byteorder)
            message = json.loads(host.stdout.read(length))
            if message.get("method") == "call.updated":
                phases.append(message["params"]["call"]["phase"])
            replies += "id" in message
        assert phases[-1] == "ended"
        host.stdin.close()
        assert host.wait(3) == 0


def test_a_call_goes_through_and_every_status_is_told(stage: Stage, start: Start) -> None:
    host = start()
    call = host.request("calls.start", {"requestId": "a", "text": "(201) 555-0123", "region": "US"})["call"]
    assert (call["phase"], call["cancellable"], call["to"]["e164"]) == ("placing", True, "+12015550123")
    last = host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ended", timeout=30)
    assert last.params["call"]["endedAt"]
    again = host.request("calls.start", {"requestId": "a", "text": "(201) 555-0123", "region": "US"})["call"]
    assert (again["id"], again["phase"]) == (call["id"], "ended")
    assert len(stage.simulator.dialled) == 1


def test_a_request_seen_before_is_its_call_whatever_would_be_said_of_a_new_one(stage: Stage, start: Start) -> None:
    asked = {"requestId": "request-1", "text": "+1 201 555 0123", "region": "US"}
    host = start()
    first = host.request("calls.start", asked)["call"]
    host.request("account.signOut")
    assert host.request("calls.start", asked)["call"]["id"] == first["id"]
    with pytest.raises(HostRefused, match="signed-out"):
        host.request("calls.start", {**asked, "requestId": "request-2"})
    assert len(stage.simulator.dialled) <= 1


def test_the_history_is_cleared_for_every_browser_but_the_call_that_is_up(stage: Stage, start: Start) -> None:
    stage.simulator.knobs.speed = 1
    one, two = start(), start()
    up = one.request("calls.start", {"requestId": "a", "text": "(201) 555-0123", "region": "US"})["call"]
    one.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ringing-you", timeout=30)
    over = one.request("calls.start", {"requestId": "b", "text": "(201) 555-0124", "region": "US"})["call"]
    one.request("calls.cancel", {"id": over["id"]})
    one.wait_for(lambda note: note.params.get("call", {}).get("phase") == "cancelled", timeout=30)
    dialled = len(stage.simulator.dialled)
    assert two.request("calls.clear") == {"removed": 1}
    assert [call["id"] for call in one.request("calls.list", {"limit": 5})["calls"]] == [up["id"]]
    with pytest.raises(HostRefused) as caught:
        one.request("calls.start", {"requestId": "b", "text": "(201) 555-0124", "region": "US"})
    assert caught.value.code == "unknown-call"
    assert len(stage.simulator.dialled) == dialled
    assert two.request("calls.clear") == {"removed": 0}


def test_kill_9_in_the_middle_of_a_call_and_the_next_host_shows_the_truth(stage: Stage, start: Start) -> None:
    stage.simulator.knobs.speed = 10
    host = start()
    call = host.request("calls.start", {"requestId": "a", "text": "(201) 555-0123", "region": "US"})["call"]
    host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ringing-you", timeout=30)
    host.kill()
    following = start()
    assert [c["id"] for c in following.request("session.get")["activeCalls"]] in ([call["id"]], [])
    following.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ended", timeout=30)
    assert following.request("calls.get", {"id": call["id"]})["call"]["phase"] == "ended"
    assert len(stage.simulator.dialled) == 1


def test_hosts_one_after_the_other_leave_nothing_behind(stage: Stage, start: Start) -> None:
    for _ in range(6):
        host = start()
        assert host.close() == 0
    assert list(stage.places.hosts.glob("*")) == []


def test_a_settings_file_that_cannot_be_read_is_named_and_left_alone(stage: Stage, start: Start) -> None:
    broken = "[policy]\nper_minute = 'many'\n"
    stage.places.config.write_text(broken)
    host = start()
    for method, params in (("session.get", {}), ("settings.update", {"perMinute": 3})):
        with pytest.raises(HostRefused) as caught:
            host.request(method, params)
        assert caught.value.code == "config-invalid"
        assert str(stage.places.config) in caught.value.message
        assert "line 2" in caught.value.message
    assert stage.places.config.read_text() == broken


def test_two_hosts_of_two_browsers_share_one_ledger(stage: Stage, start: Start) -> None:
    one, two = start(), start()
    call = one.request("calls.start", {"requestId": "a", "text": "(201) 555-0123", "region": "US"})["call"]
    assert two.request("calls.get", {"id": call["id"]})["call"]["id"] == call["id"]
    with pytest.raises(HostRefused) as caught:
        two.request("calls.start", {"requestId": "b", "text": "(201) 555-0123", "region": "US"})
    assert caught.value.code == "duplicate-call"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_what_a_host_leaves_is_its_owners_alone(stage: Stage, start: Start) -> None:
    before = os.umask(0)
    try:
        host = start()
        host.request("calls.start", {"requestId": "a", "text": "(201) 555-0123", "region": "US"})
        host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ended", 30)
        kept = [path for path in stage.places.state.rglob("*") if path.is_file() and path.parent.name != "bin"]
        open_to_others = [path.name for path in kept if path.stat().st_mode & 0o077]
    finally:
        os.umask(before)
    assert {"host.log", "ledger.db", "limits.db", "tokens.lock"} <= {path.name for path in kept}
    assert open_to_others == []


@pytest.mark.skipif(
    os.name != "posix", reason="Windows cannot tell that a pipe is closed before it is read to its end"
)
def test_a_browser_that_left_without_reading_its_answers_is_gone_all_the_same(stage: Stage) -> None:
    env = {"PATH": "/usr/bin:/bin", "HOME": str(stage.folder), **stage.environment}
    with subprocess.Popen([HOST, ORIGIN], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        asked = 0
        os.set_blocking(process.stdin.fileno(), False)
        while select.select([], [process.stdin], [], 1.0)[1]:  # until the host leaves our requests in the pipe
            request = {"jsonrpc": "2.0", "id": asked, "method": "session.get"}
            os.write(process.stdin.fileno(), frame(json.dumps(request).encode()))
            asked += 1
        process.stdin.close()
        assert process.wait(30) == 0
    assert asked > 500
