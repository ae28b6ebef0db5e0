"""`ringout completion`: a script that lets the shell complete commands and options, made from the parsers."""

from __future__ import annotations

import argparse
import importlib
import shlex
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..browsers.table import table

SHELLS: Final = ("bash", "zsh", "fish")

_HOW: Final = """\
bash, once:
  ringout completion bash > ~/.local/share/bash-completion/completions/ringout

zsh, in ~/.zshrc after compinit:
  source <(ringout completion zsh)

fish, once:
  ringout completion fish > ~/.config/fish/completions/ringout.fish"""


class Word(NamedTuple):
    """Something that can be typed after a command."""

    text: str
    help: str
    values: tuple[str, ...] = ()
    """What can follow it, where it is an option of which that is known."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The shell."""
    parser.epilog = _HOW
    parser.add_argument("shell", choices=SHELLS, help="the shell that you use")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    print({"bash": _bash, "zsh": _zsh, "fish": _fish}[args.shell](), end="")
    return 0


def words(command: str) -> list[Word]:
    """What can follow this command: its options, and the words that its actions and choices allow."""
    from . import COMMANDS  # noqa: PLC0415 - it imports this module

    parser = argparse.ArgumentParser(prog=f"ringout {command}")
    importlib.import_module(f".{COMMANDS[command].module}", __package__).configure(parser)
    return list(_of(parser))


def _of(parser: argparse.ArgumentParser) -> Iterator[Word]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to ask
        text = "" if action.help in (None, argparse.SUPPRESS) else str(action.help).replace("%%", "%")
        if action.option_strings:
            option = max(action.option_strings, key=len)
            yield Word(option, text, _values(option, action))
        elif isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            listed = {one.dest: one.help or "" for one in action._choices_actions}  # noqa: SLF001
            for name, sub in action.choices.items():
                yield Word(name, listed.get(name, ""))
                yield from (word for word in _of(sub) if word.text.startswith("--"))
        elif action.choices:
            yield from (Word(str(choice), text) for choice in action.choices)


def _values(option: str, action: argparse.Action) -> tuple[str, ...]:
    if action.choices:
        return tuple(map(str, action.choices))
    return tuple(browser.id for browser in table().browser) if option == "--browser" else ()


def _cases() -> Iterator[tuple[str, list[Word]]]:
    from . import COMMANDS  # noqa: PLC0415

    for name in COMMANDS:
        yield name, list({word.text: word for word in words(name)}.values())


def _bash() -> str:
    from . import COMMANDS  # noqa: PLC0415

    cases, values = "", ""
    for name, found in _cases():
        cases += f'    {name}) words="{" ".join(word.text for word in found)}" ;;\n'
        for word in found:
            if word.values:
                values += f'    "{name} {word.text}") words="{" ".join(word.values)}" ;;\n'
    return f"""\
_ringout() {{
  local words
  case "${{COMP_WORDS[1]}}" in
{cases}    *) words="{" ".join(COMMANDS)} --help --version" ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="{" ".join(COMMANDS)} --help --version"
  case "${{COMP_WORDS[1]}} ${{COMP_WORDS[COMP_CWORD-1]}}" in
{values}  esac
  COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
  [ ${{#COMPREPLY[@]}} -gt 0 ] || COMPREPLY=($(compgen -f -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o filenames -F _ringout ringout
"""


def _zsh() -> str:
    # zsh runs bash's completions itself.
    return f"autoload -U +X bashcompinit && bashcompinit\n{_bash()}"


def _fish() -> str:
    from . import COMMANDS  # noqa: PLC0415

    lines = [
        f"complete -c ringout -n __fish_use_subcommand -f -a {name} -d {shlex.quote(command.help)}"
        for name, command in COMMANDS.items()
    ]
    for name, found in _cases():
        for word in found:
            kind = f"-l {word.text[2:]}" if word.text.startswith("--") else f"-f -a {word.text}"
            if word.values:
                kind += f" -x -a {shlex.quote(' '.join(word.values))}"
            lines.append(
                f"complete -c ringout -n '__fish_seen_subcommand_from {name}' {kind} -d {shlex.quote(word.help)}"
            )
    return "\n".join(lines) + "\n"
