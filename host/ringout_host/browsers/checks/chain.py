"""A chain of checks: each link says what it found, and the first broken one ends the chain.

A link may bring a repair that is safe to do without asking; `self-test --fix` does those and looks again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, NoReturn, Self

from ...protocol.requests import Finding

OK: Final = "ok"
WARNING: Final = "warning"
BROKEN: Final = "broken"
SKIPPED: Final = "skipped"

Repair = Callable[[], None]
"""Raises RingOutError or OSError where it cannot."""


class BrokenLink(Exception):  # noqa: N818 - not an error of the self-test; it has found what it looks for
    """Nothing behind this link can be looked at."""


@dataclass(slots=True)
class Chain:
    """The findings about one subject, in order. A `with` block of it ends at the first broken link."""

    subject: str
    findings: list[Finding] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def ok(self, check: str, message: str) -> None:
        """This link holds."""
        self._add(check, OK, message)

    def skip(self, check: str, message: str, remedy: str | None = None) -> None:
        """There was no reason, or no way, to look at this link."""
        self._add(check, SKIPPED, message, remedy)

    def warn(
        self,
        check: str,
        message: str,
        remedy: str | None = None,
        *,
        code: str | None = None,
        repair: Repair | None = None,
    ) -> None:
        """This link holds, but not as it should."""
        self._add(check, WARNING, message, remedy, code)
        if repair:
            self.repairs.append(repair)

    def note_broken(
        self,
        check: str,
        message: str,
        remedy: str | None = None,
        *,
        code: str | None = None,
        repair: Repair | None = None,
    ) -> None:
        """This link is broken, and others can be looked at nevertheless."""
        self._add(check, BROKEN, message, remedy, code)
        if repair:
            self.repairs.append(repair)

    def broken(
        self,
        check: str,
        message: str,
        remedy: str | None = None,
        *,
        code: str | None = None,
        repair: Repair | None = None,
    ) -> NoReturn:
        """This link is broken.

        Raises:
            BrokenLink: always.
        """
        self.note_broken(check, message, remedy, code=code, repair=repair)
        raise BrokenLink

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """A broken link ends the block, and nothing else."""
        return isinstance(error, BrokenLink)

    @property
    def whole(self) -> bool:
        """Nothing was broken."""
        return all(finding.result != BROKEN for finding in self.findings)

    def _add(
        self, check: str, result: str, message: str, remedy: str | None = None, code: str | None = None
    ) -> None:
        self.findings.append(
            Finding(subject=self.subject, check=check, result=result, message=message, remedy=remedy, code=code)
        )
