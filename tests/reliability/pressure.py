"""Browsers that read slowly, not at all, write byte by byte, or ask without end: memory stays flat, everyone
who asked is answered, and the last state of a call is never lost.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

from ringout_host.demo.stage import Stage

from ..unlimited import unlimited
from .frames import frame
from .hosts import hosts
from .report import Row

OVER: Final = ("ended", "failed", "cancelled", "unknown")
GROWTH: Final = 16 * 1024
"""KiB by which a host may grow while it is flooded."""


def ask(request_id: object, method: str, **params: Any) -> bytes:
    """One request as a frame."""
    return frame(json.dumps({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}).encode())


def memory(pid: int, what: str) -> int:
    """`VmRSS` or `VmHWM` of a process, in KiB."""
    found = re.search(rf"^{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1])


def flood(stage: Stage, count: int, size: int) -> Row:
    """So many requests of about this size, sent faster than they can be answered."""
    with hosts(stage) as host:
        host.request("session.get")
        host.request("numbers.match", {"texts": [{"id": "a", "text": "(201) 555-0123"}]})
        before, heard = memory(host.process.pid, "VmRSS"), len(host.replies)
        texts = [{"id": "a", "text": "x" * min(size, 900)}] * max(1, size // 900)
        for n in range(count):
            host.send_bytes(ask(f"f{n}", "numbers.match", texts=texts))
        host.wait_for_replies(heard + count, timeout=240)
        grown = memory(host.process.pid, "VmHWM") - before
        got = Counter(str(reply["id"]) for reply in host.replies[heard:])
        busy = sum(reply.get("error", {}).get("data", {}).get("code") == "busy" for reply in host.replies)
        clean = host.clean_end()
    return Row(
        f"{count:,} requests of {size:,} bytes at once",
        count,
        lost=sum(got[f"f{n}"] == 0 for n in range(count)),
        untrue=sum(times > 1 for times in got.values()),
        besides=f"{busy:,} told busy; memory grew by {grown / 1024:.1f} MiB",
        good=clean and grown < GROWTH,
    )


def byte_by_byte(stage: Stage) -> Row:
    """A writer that sends one byte at a time, and a reader that takes one at a time."""
    requests = [ask(n, "calls.list", limit=1) for n in range(30)]
    with hosts(stage) as host:
        for byte in b"".join(requests):
            host.send_bytes(bytes([byte]))
        host.wait_for_replies(len(requests))
        got = Counter(reply["id"] for reply in host.replies)
        clean = host.clean_end()
    return Row("requests written byte by byte", len(requests), lost=len(requests) - len(got), good=clean)


def deaf(stage: Stage, calls: int, *, trickle: bool) -> Row:
    """A browser that starts calls and then reads nothing until they are over, or one byte now and then. What it
    reads at last must be whole frames, not one for each look at each call, and hold the end of every call.
    """
    process = subprocess.Popen(
        stage.host,
        env={**os.environ, **stage.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    taken = bytearray()
    stop = threading.Event()
    try:
        for n in range(calls):
            number = f"({202 if trickle else 201}) 555-01{n:02}"
            process.stdin.write(
                ask(f"s{n}", "calls.start", requestId=f"deaf-{trickle}-{n}", text=number, region="US")
            )
        # Nothing is read meanwhile; questions of which nobody takes the answers keep the pipe full.
        for n in range(600):
            process.stdin.write(ask(f"q{n}", "calls.list", limit=50))
        slow = threading.Thread(target=_trickle, args=(process.stdout, taken, stop), daemon=True)
        if trickle:
            slow.start()
        with hosts(stage) as other:  # another browser sees when they are over
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline:
                listed = other.request("calls.list", {"limit": 200})["calls"]
                mine = [call for call in listed if call["requestId"].startswith(f"deaf-{trickle}-")]
                if len(mine) == calls and all(call["phase"] in OVER for call in mine):
                    break
                time.sleep(0.2)
        used = memory(process.pid, "VmHWM")
        stop.set()
        if trickle:
            slow.join()
        reader = threading.Thread(target=_drain, args=(process.stdout, taken), daemon=True)
        reader.start()
        told = _until_told(taken, {call["id"] for call in mine})
        process.stdin.close()
        process.wait(10)
        reader.join(10)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    messages, whole = split(bytes(taken))
    last = _last(messages)
    news = sum(message.get("method") == "call.updated" for message in messages)
    return Row(
        f"a browser that reads {'a byte now and then' if trickle else 'nothing'} during {calls} calls",
        calls,
        lost=sum(last.get(call["id"]) not in OVER for call in mine) + (calls - len(mine)),
        untrue=sum(last.get(call["id"], call["phase"]) != call["phase"] for call in mine),
        besides=f"{news} frames of news at the end; memory {used / 1024:.0f} MiB",
        good=whole and told and process.returncode == 0,
    )


def _trickle(stdout: Any, taken: bytearray, stop: threading.Event) -> None:
    while not stop.wait(0.01):
        taken += stdout.read(1)


def _drain(stdout: Any, taken: bytearray) -> None:
    while piece := stdout.read(65_536):
        taken += piece


def _until_told(taken: bytearray, calls: set[str]) -> bool:
    """Wait until the end of every call was read."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        messages, _ = split(bytes(taken))
        last = _last(messages)
        if all(last.get(call) in OVER for call in calls):
            return True
        time.sleep(0.1)
    return False


def _last(messages: list[dict[str, Any]]) -> dict[str, str]:
    """The last phase that was told of each call."""
    calls = (each["params"]["call"] for each in messages if each.get("method") == "call.updated")
    return {call["id"]: call["phase"] for call in calls}


def split(data: bytes) -> tuple[list[dict[str, Any]], bool]:
    """The messages in a stream, and whether it ends with the end of one."""
    messages, place = [], 0
    while place + 4 <= len(data):
        length = int.from_bytes(data[place : place + 4], sys.byteorder)
        if place + 4 + length > len(data):
            break
        messages.append(json.loads(data[place + 4 : place + 4 + length]))
        place += 4 + length
    return messages, place == len(data)


def run(quick: bool) -> list[Row]:
    """All of them."""
    with Stage(speed=50) as stage:
        unlimited(stage)
        count = 1000 if quick else 10_000
        return [
            flood(stage, count, 100),
            flood(stage, 500 if quick else 2000, 60_000),
            byte_by_byte(stage),
            deaf(stage, 5 if quick else 25, trickle=False),
            deaf(stage, 5 if quick else 25, trickle=True),
        ]
