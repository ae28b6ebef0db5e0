"""The self-test's report on a terminal: a sign, a sentence, and what repairs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Final

from rich.console import Console
from rich.text import Text

from ..protocol.requests import Diagnosis, Finding
from . import terminal

SIGNS: Final = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "broken": ("✗", "red"), "skipped": ("–", "dim")}


def print_report(diagnosis: Diagnosis, console: Console, *, quiet: bool = False) -> None:
    """Every finding under its subject; `quiet` leaves out what is well."""
    for subject, findings in groupby(diagnosis.findings, key=lambda finding: finding.subject):
        shown = [finding for finding in findings if not (quiet and finding.result == "ok")]
        if not shown:
            console.print(_line("✓", "green", f"{subject} works."), soft_wrap=True)
            continue
        console.print(Text(subject, style="bold"), soft_wrap=True)
        for finding in shown:
            for line in _lines(finding):
                console.print(line, soft_wrap=True)
    if not quiet:
        console.print()
        console.print(Text(summary(diagnosis), style="bold"), soft_wrap=True)


def summary(diagnosis: Diagnosis) -> str:
    """The whole report in one sentence."""
    broken = sum(finding.result == "broken" for finding in diagnosis.findings)
    warnings = sum(finding.result == "warning" for finding in diagnosis.findings)
    if diagnosis.exit_code == 3:
        return "The self-test could not be finished."
    if broken:
        return f"{_count(broken, 'link is', 'links are')} broken. Begin with the first one."
    if warnings:
        return f"Everything works, with {_count(warnings, 'remark', 'remarks')}."
    return "Everything works."


@contextmanager
def progress(*, silent: bool) -> Iterator[Callable[[str], None]]:
    """Says on a terminal's standard error what is being looked at; nothing elsewhere."""
    console = terminal.console(stderr=True)
    if silent or terminal.plain() or not console.is_terminal or not sys.stderr.isatty():
        yield lambda _: None
        return
    with console.status("looking around") as status:
        yield lambda text: status.update(Text(text))


def _lines(finding: Finding) -> Iterator[Text]:
    sign, style = SIGNS.get(finding.result, ("?", "red"))
    yield _line(sign, style, finding.message)
    if finding.remedy and finding.result != "ok":
        yield Text(f"    {finding.remedy}", style="cyan")


def _line(sign: str, style: str, text: str) -> Text:
    return Text.assemble("  ", (sign, style), " ", text)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
