"""The three streams of a command, whatever it was started with, and what is printed on them.

A stream that was closed is an empty one. What a terminal's encoding lacks is written in plain characters: nobody
shall lose a sentence to its dash. `NO_COLOR` and `TERM=dumb` mean no escape codes at all.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_PLAIN: Final = {
    "…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "→": "->", "●": "*",
    "✓": "+", "✗": "x", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip


def begin() -> None:
    """See to it that there are three streams, and that they take whatever is printed."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, _empty(number))
    codecs.register_error("ringout-plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="ringout-plain")


def drop_output() -> None:
    """Nobody reads it any more; else Python tries once more at its end, and complains."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):  # no file of the system's stands behind it
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def plain() -> bool:
    """Whether the person wants no escape codes: no colours, no bold, nothing that turns."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def console(*, stderr: bool = False) -> Console:
    """For tables and reports on a terminal, or plain text elsewhere."""
    from rich.console import Console  # noqa: PLC0415 - only tables and reports need it

    class Ours(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to `main`: rich would end the process itself."""
            raise BrokenPipeError

    return Ours(stderr=stderr, highlight=False, color_system=None if plain() else "auto")


def print_json(value: Any) -> None:
    """For programs; readable for people where the encoding allows it."""
    unicode = codecs.lookup(sys.stdout.encoding or "ascii").name.startswith("utf")
    print(json.dumps(value, indent=2, ensure_ascii=not unicode))


def agreed(question: str) -> bool:
    """Whether the person types yes. Nobody who is asked where there is no terminal does."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"


def _empty(number: int) -> TextIO:
    """A stream that gives and takes nothing, in the place that was left open for the next file."""
    nothing = os.open(os.devnull, os.O_RDWR)
    if nothing == number:
        os.set_inheritable(number, True)
    else:
        os.dup2(nothing, number)
        os.close(nothing)
    return open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(character, "?") for character in lost), error.end
