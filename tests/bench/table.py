"""The tables of `python3 tests bench` and `python3 tests reliability`: in the terminal and in the README, where
only the lines worth knowing are kept. A benchmark's line says what was measured, against what, and if its goal
was met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from rich.console import Console
from rich.table import Table

README: Final = Path(__file__).resolve().parents[2] / "README.md"


class Line(Protocol):
    """One line of a table."""

    @property
    def met(self) -> bool | None:
        """Whether it is as it should be; None where that is not asked."""

    @property
    def kept(self) -> bool:
        """Whether it belongs into the README."""

    def cells(self, name: str) -> tuple[str, ...]:
        """As text, beginning with the name of what it is a line of and ending with the verdict."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a table is called, its columns, and the word of its marker comments in the README."""

    title: str
    head: tuple[str, ...]
    mark: str
    right: frozenset[str] = frozenset()
    """Columns of numbers."""


BENCH: Final = Sheet(
    "RingOut, measured",
    ("benchmark", "what", "median", "ratio", "compared with", "goal", "met"),
    "bench",
    frozenset({"ratio"}),
)


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on `judged`, which is the ratio or the measured value itself."""

    judged: float
    bound: float
    unit: str = "×"
    least: bool = False
    """The bound is the least, not the most, that is good."""

    @property
    def met(self) -> bool:
        """Whether it was reached this time."""
        return self.judged >= self.bound if self.least else self.judged <= self.bound

    def __str__(self) -> str:
        unit = self.unit if self.unit == "%" else f" {self.unit}"
        return f"{'≥' if self.least else '≤'} {number(self.bound)}{unit}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    median: str
    ratio: float | None = None
    against: str = ""
    goal: Goal | None = None
    keep: bool = False
    """Belongs into the README although it has no goal."""

    @property
    def met(self) -> bool | None:
        """Whether the goal was reached."""
        return None if self.goal is None else self.goal.met

    @property
    def kept(self) -> bool:
        """Lines with a goal, and some others."""
        return self.keep or self.goal is not None

    def cells(self, bench: str) -> tuple[str, ...]:
        """As text."""
        met = {None: "", True: "yes", False: "no"}[self.met]
        ratio = "" if self.ratio is None else number(self.ratio)
        goal = "" if self.goal is None else str(self.goal)
        return bench, self.what, self.median, ratio, self.against, goal, met


def number(value: float) -> str:
    """Three figures, without a power of ten."""
    if value and abs(value) < 0.01:
        return f"{value:.2g}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def span(seconds: float) -> str:
    """A time with the unit that suits it."""
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1:
            return f"{number(seconds * factor)} {unit}"
    return f"{number(seconds * 1e9)} ns"


def show(results: Mapping[str, Sequence[Line]], sheet: Sheet = BENCH) -> None:
    """Print everything."""
    table = Table(title=sheet.title, title_justify="left")
    for name in sheet.head:
        table.add_column(name, justify="right" if name in sheet.right else "left")
    for name, lines in results.items():
        for place, line in enumerate(lines):
            style = {None: "", True: "green", False: "bold red"}[line.met]
            first, *cells = line.cells(name)
            table.add_row(first if place == 0 else "", *cells[:-1], f"[{style}]{cells[-1]}[/]" if style else "")
        table.add_section()
    console = Console()
    if console.width < 120:
        console = Console(width=150)
    console.print(table)


def save(results: Mapping[str, Sequence[Line]], sheet: Sheet = BENCH, readme: Path = README) -> None:
    """Put these lines between the marker comments, in place of the earlier ones of the same names.

    Raises:
        ValueError: the comments are not there.
    """
    begins, ends = f"<!-- {sheet.mark} -->", f"<!-- /{sheet.mark} -->"
    text = readme.read_text("utf-8")
    before, begin, rest = text.partition(begins)
    old, end, after = rest.partition(ends)
    if not (begin and end):
        raise ValueError(f"{readme.name} has no {begins} … {ends}")
    kept: dict[str, list[str]] = {}
    for line in old.strip().splitlines()[2:]:
        kept.setdefault(line.strip("| ").partition(" |")[0], []).append(line)
    kept |= {name: [_line(line.cells(name)) for line in lines if line.kept] for name, lines in results.items()}
    head = [_line(sheet.head), "|" + "---|" * len(sheet.head)]
    lines = [*head, *(line for name in kept for line in kept[name])]
    table = "\n".join(lines)
    readme.write_text(f"{before}{begins}\n{table}\n{ends}{after}", "utf-8")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
