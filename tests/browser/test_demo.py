"""The demo, as a new user runs it: a real browser, every status printed, a picture, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ringout_host.browsers.drive import Kind

STATUSES = ("placing", "ringing you", "ringing them", "connected", "ended")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A throw-away folder with a short name: Chromium keeps a socket in TMPDIR, and those have short paths."""
    with tempfile.TemporaryDirectory(prefix="demo-") as made:
        yield Path(made)


def start(folder: Path, *arguments: str, path: str | None = None) -> subprocess.Popen[str]:
    temporary = folder / "tmp"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    if path is not None:
        environment["PATH"] = path
    return subprocess.Popen(
        [sys.executable, "-m", "ringout_host", "demo", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def left_behind(folder: Path) -> list[str]:
    """Processes that still carry our folder in their environment, and files outside the pictures."""
    found = [str(path) for path in (folder / "tmp").iterdir() if path.name.startswith("ringout-")]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (process / "environ").read_bytes() and int(process.name) != os.getpid():
                found.append((process / "cmdline").read_text().replace("\0", " ")[:200])
        except (OSError, ValueError):
            continue
    return found


def in_order(output: str, statuses: Sequence[str]) -> bool:
    at = -1
    for status in statuses:
        at = output.find(f"● {status} ", at + 1)
        if at < 0:
            return False
    return True


def test_it_clicks_a_number_prints_every_status_and_saves_a_picture(kind: Kind, folder: Path) -> None:
    with start(folder, "--headless", "--browser", kind) as demo:
        output, _ = demo.communicate(timeout=120)
    assert demo.returncode == 0, output
    assert in_order(output, STATUSES), output
    assert (folder / "demo.png").read_bytes().startswith(b"\x89PNG")
    assert left_behind(folder) == []


def test_ctrl_c_in_the_middle_leaves_no_process_and_no_file(kind: Kind, folder: Path) -> None:
    with start(folder, "--headless", "--browser", kind) as demo:
        assert demo.stdout is not None
        for line in demo.stdout:
            if "Clicked Call" in line:
                break
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=30)
    assert demo.returncode == 130
    assert left_behind(folder) == []


@pytest.mark.parametrize("how", ["no browser", "asked for"])
def test_without_a_browser_it_speaks_to_the_host_and_names_the_package(folder: Path, how: str) -> None:
    arguments = ["--stdio"] if how == "asked for" else []
    with start(folder, *arguments, path=str(folder)) as demo:  # no browser on this PATH
        output, _ = demo.communicate(timeout=60)
    assert demo.returncode == 0, output
    assert in_order(output, STATUSES), output
    assert ("apt-get install chromium" in output) == (how == "no browser"), "who asked for it may have one"
    assert left_behind(folder) == []
