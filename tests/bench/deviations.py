"""Where detection leaves out on purpose what libphonenumber's matcher finds in its own tests, and why.

A reason is a property of the text alone, told without asking detection, so that no miss can be talked away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatch, PhoneNumberMatcher, format_number

from ringout_host.numbers import context, extension, words

from .reference import Case

_DATE: Final = re.compile(r"(?:19|20)\d\d-(?:[01]\d-?[0-3]\d|(?:19|20)\d\d)\b")
_GOES_ON: Final = re.compile(r"[ -]?\d|[^\W\d_]")
_LETTER: Final = re.compile(r"[^\W\d_]\+?$")

Told = Callable[[Case, PhoneNumberMatch], bool]


def _is_date(case: Case, found: PhoneNumberMatch) -> bool:
    return _DATE.search(found.raw_string) is not None


def _is_longer(case: Case, found: PhoneNumberMatch) -> bool:
    behind = extension.after(case.text, found.end)
    before = _LETTER.search(case.text[: found.start]) if found.raw_string.startswith("++") else None
    return behind is None or before is not None or _GOES_ON.match(case.text, behind) is not None


def _is_bare(case: Case, found: PhoneNumberMatch) -> bool:
    return extension.split(found.raw_string)[0].isdecimal() and not _spoken_for(case, found)


def _is_ungrouped(case: Case, found: PhoneNumberMatch) -> bool:
    strict = PhoneNumberMatcher(case.text, case.region, Leniency.STRICT_GROUPING)
    return found.raw_string not in {one.raw_string for one in strict} and not _spoken_for(case, found)


REASONS: Final[dict[str, Told]] = {
    "a date or years": _is_date,
    "part of something longer, or of a word": _is_longer,
    "bare figures, and no word says telephone": _is_bare,
    "grouped as in no numbering plan, and no word says telephone": _is_ungrouped,
}
"""In words for the table; the first that holds counts."""


def reason(case: Case, ours: list[str]) -> str | None:
    """Why `ours` lacks what the reference finds; `None` when something lacks for no good reason, or is made up."""
    if set(ours) - set(case.expected):
        return None
    why = None
    for found in PhoneNumberMatcher(case.text, case.region, Leniency.VALID):
        if format_number(found.number, PhoneNumberFormat.E164) in ours:
            continue
        why = next((name for name, told in REASONS.items() if told(case, found)), None)
        if why is None:
            return None
    return why


def _spoken_for(case: Case, found: PhoneNumberMatch) -> bool:
    return context.weigh(case.text, found.start, found.end) == words.FOR
