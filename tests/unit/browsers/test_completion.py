"""The completion scripts know every command, and bash completes with them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from ringout_host.cli import COMMANDS, main
from ringout_host.cli.completion import SHELLS, words


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_known(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for name in COMMANDS:
        assert name in script


def test_options_and_actions_are_known() -> None:
    assert {"--browser", "--system", "--help"} <= {word.text for word in words("install")}
    assert {"path", "build", "--target"} <= {word.text for word in words("extension")}


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        (["ringout", "self"], ["self-test"]),
        (["ringout", "install", "--sys"], ["--system"]),
        (["ringout", "extension", "bu"], ["build"]),
        (["ringout", "completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_bash_completes(typed: list[str], completed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["completion", "bash"])
    script = capsys.readouterr().out
    line = " ".join(f"'{word}'" for word in typed)
    ask = f"{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(typed) - 1}; _ringout; echo ${{COMPREPLY[@]}}"
    said = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True, timeout=30)
    assert said.stderr == ""
    assert set(completed) <= set(said.stdout.split())
