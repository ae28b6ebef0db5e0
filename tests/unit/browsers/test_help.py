"""`--help` of every command: its own text, examples that work, and lines that fit a narrow terminal."""

from __future__ import annotations

import shlex

import pytest

from ringout_host.cli import COMMANDS, _parser, main
from ringout_host.cli.help import PAGES

EXAMPLES = [(command, line) for command, page in PAGES.items() for line in page.examples]


def test_every_command_has_a_page_and_no_other() -> None:
    assert PAGES.keys() == COMMANDS.keys()


@pytest.mark.parametrize(("command", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_every_example_is_a_command_line_that_is_understood(command: str, line: str) -> None:
    arguments = shlex.split(line)
    assert arguments[0] == command
    assert _parser(arguments).parse_args(arguments).command == command


@pytest.mark.parametrize(
    "arguments", [[], *([name] for name in COMMANDS)], ids=lambda found: " ".join(found) or "-"
)
def test_help_is_whole_and_fits(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "exit code: 0" in said
    # Examples, and what is copied from here, stay on one line; the rest is wrapped.
    prose = [line for line in said.splitlines() if not line.startswith("  ")]
    assert max(map(len, prose)) <= 60
    assert max(map(len, said.splitlines())) <= 88


def test_a_command_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["selftest"])
    assert ended.value.code == 2
    assert "there is no command 'selftest'; did you mean self-test?" in capsys.readouterr().err
