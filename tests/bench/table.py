"""The one table: what was measured, what it was compared with, the goal, and whether it was met.

In the terminal and in the README, where only the lines with a goal or a peer worth knowing are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

README: Final = Path(__file__).resolve().parents[2] / "README.md"
BEGIN: Final = "<!-- bench -->"
END: Final = "<!-- /bench -->"
_HEAD: Final = ("benchmark", "what", "median", "ratio", "compared with", "goal", "met")


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

    def cells(self, bench: str) -> tuple[str, ...]:
        """As text."""
        met = "" if self.goal is None else "yes" if self.goal.met else "no"
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


def show(results: dict[str, list[Row]]) -> None:
    """Print everything."""
    table = Table(*_HEAD[:3], title="RingOut, measured", title_justify="left")
    for name in _HEAD[3:]:
        table.add_column(name, justify="right" if name == "ratio" else "left")
    for bench, rows in results.items():
        for place, row in enumerate(rows):
            style = "" if row.goal is None else "green" if row.goal.met else "bold red"
            first, *cells = row.cells(bench)
            table.add_row(first if place == 0 else "", *cells[:-1], f"[{style}]{cells[-1]}[/]" if style else "")
        table.add_section()
    console = Console()
    if console.width < 120:
        console = Console(width=150)
    console.print(table)


def save(results: dict[str, list[Row]], readme: Path = README) -> None:
    """Put these lines between the marker comments, in place of the earlier ones of the same benchmarks.

    Raises:
        ValueError: the comments are not there.
    """
    text = readme.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{readme.name} has no {BEGIN} … {END}")
    kept: dict[str, list[str]] = {}
    for line in old.strip().splitlines()[2:]:
        kept.setdefault(line.strip("| ").partition(" |")[0], []).append(line)
    kept |= {bench: list(_lines(bench, rows)) for bench, rows in results.items()}
    head = [_line(_HEAD), "|" + "---|" * len(_HEAD)]
    lines = [*head, *(line for bench in kept for line in kept[bench])]
    table = "\n".join(lines)
    readme.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", "utf-8")


def _lines(bench: str, rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        if row.goal is not None or row.keep:
            yield _line(row.cells(bench))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
