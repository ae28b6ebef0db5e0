"""The completion scripts know every command, and each shell completes with them: bash, zsh and fish themselves."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from ringout_host.cli import COMMANDS, main
from ringout_host.cli.completion import SHELLS, words

TYPED: Final = [
    ("ringout self", "self-test"),
    ("ringout install --sys", "--system"),
    ("ringout extension bu", "build"),
    ("ringout completion ba", "bash"),
    ("ringout install --browser libre", "librewolf"),
    ("ringout demo --browser fire", "firefox"),
]
"""What is typed before Tab, and the word that stands there afterwards."""

PATIENCE: Final = 60.0


@pytest.fixture
def script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Path]:
    """The completion script of a shell, as a file; the test is left out where there is no such shell."""

    def write(shell: str) -> Path:
        if shutil.which(shell) is None:
            pytest.skip(f"{shell} is not installed")
        assert main(["completion", shell]) == 0
        file = tmp_path / shell
        file.write_text(capsys.readouterr().out, "utf-8")
        return file

    return write


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_known(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    said = capsys.readouterr().out
    for name in COMMANDS:
        assert name in said


def test_options_and_actions_are_known() -> None:
    assert {"--browser", "--system", "--help"} <= {word.text for word in words("install")}
    assert {"path", "build", "--target"} <= {word.text for word in words("extension")}


def test_bash_completes(script: Callable[[str], Path]) -> None:
    file = script("bash")
    for typed, completed in TYPED:
        at = len(typed.split()) - 1
        ask = f"source {file}; COMP_WORDS=({typed}); COMP_CWORD={at}; _ringout; echo ${{COMPREPLY[@]}}"
        said = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True, timeout=30)
        assert (said.stdout.split(), said.stderr) == ([completed], "")


def test_fish_completes(script: Callable[[str], Path], tmp_path: Path) -> None:
    asks = "; ".join(f"complete -C '{typed}'; echo ." for typed, _ in TYPED)
    said = subprocess.run(
        ["fish", "--no-config", "-c", f"source {script('fish')}; {asks}"],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    offered = [[line.split("\t")[0] for line in part.split("\n") if line] for part in said.stdout.split(".\n")]
    assert offered[:-1] == [[completed] for _, completed in TYPED]
    assert said.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals of this kind")
def test_zsh_completes(script: Callable[[str], Path], tmp_path: Path) -> None:
    """Typed into a terminal, as zsh completes nowhere else."""
    file = script("zsh")
    with terminal(["zsh", "-f", "-i"], tmp_path) as typed_into:
        read, write = typed_into
        write(f"autoload -Uz compinit && compinit -D -u; source {file}; echo re''ady\n")
        read("ready")
        for typed, completed in TYPED:
            write(f"{typed}\t")
            read(f"{typed.rpartition(' ')[0]} {completed}")
            write("\x15")  # forget the line


@contextmanager
def terminal(argv: list[str], home: Path) -> Iterator[tuple[Callable[[str], None], Callable[[str], None]]]:
    """A program in a terminal of its own: one function waits until it has shown a text, one types."""
    import pty  # noqa: PLC0415 - not on every system

    ours, theirs = pty.openpty()
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "dumb", "LANG": "C.UTF-8"}
    shell = subprocess.Popen(argv, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    shown = ""

    def read(text: str) -> None:
        nonlocal shown
        until = time.monotonic() + PATIENCE
        while text not in shown:
            waiting, _, _ = select.select([ours], [], [], max(0.0, until - time.monotonic()))
            assert waiting, f"{text!r} was not shown, but: {shown!r}"
            shown += os.read(ours, 65536).decode("utf-8", "replace")
        shown = shown.partition(text)[2]

    def write(text: str) -> None:
        os.write(ours, text.encode())

    try:
        yield read, write
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)
