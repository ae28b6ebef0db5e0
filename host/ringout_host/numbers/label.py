"""The words right before a number as its label: what it is a number of, by the form of the label alone."""

from __future__ import annotations

import re
from typing import Final

from . import words

_APART: Final = re.compile(r"[^\s.'’׳״:]")
"""Between the words of a label there is nothing of this."""
_BEGINS: Final = re.compile(r"(?:^|[^\w\s.'’׳״#]|\d|\.\s)\s*$")
"""Before a label: the text's beginning, a mark that parts it from others, figures, the end of a sentence."""
_ACRONYM: Final = range(2, 6)
_MOST_NAMED: Final = 3
"""Words that say what a number word before them numbers: *número de cuenta bancaria*."""
_MOST_KINDS: Final = 2
_UNABBREVIATED: Final = 4
"""Letters: behind fewer a full stop is that of an abbreviation, “Tel.”"""


class Label:
    """The words between one word and the number, while they may be one label."""

    def __init__(self) -> None:
        self.words: list[str] = []
        """Those that say something, the nearest first, and are in no table."""
        self.adjacent = True
        """Nothing but words that say nothing stands between."""
        self.whole = True
        """Nothing that would end a label stands between."""
        self.numbered = False
        self.at_number = False
        """The nearest of its words is one for “number”."""
        self.abbreviated = False
        self.called = False
        """One of the words is somebody whom people call."""

    def take(self, word: str, between: str, *, led: bool) -> None:
        """Add the next word before those of the label; `led`: a word like “de” or a hyphen stands before it."""
        lower = word.lower()
        self.at_number = lower in words.NUMBER
        self.numbered = self.numbered or self.at_number
        self.abbreviated = self.abbreviated or lower in words.ABBREVIATED
        self.called = self.called or lower in words.PHONED
        self.whole = (
            self.whole and (between == "-" or not _APART.search(between)) and not (self.words and ":" in between)
        )
        if lower not in words.LEADING_ON:
            self.words.append(lower)
            if self.adjacent and led and lower not in words.FILLERS:
                return  # “cuenta de ahorros”, “заказ-наряд”: what it is stands before
        self.adjacent = self.adjacent and lower in words.LEADING_ON and lower not in words.LINKING

    def numbers_another_thing(self, word: re.Match[str], between: str, before: str) -> bool:
        """“Farm no.”, “XYZ number”, “Permit number”, where `word` is the farm."""
        lower = word[0].lower()
        if not (self.adjacent and self.numbered) or lower in words.FILLERS or lower in words.PHONED:
            return False
        if before[word.end() : word.end() + 1] in ("'", "’"):
            return False  # “Kim’s number”
        return (
            self.abbreviated
            or is_acronym(word[0])
            or (self.at_number and between.isspace() and lower not in words.OF)
        )

    def is_numbered_by(self, word: re.Match[str], between: str, before: str) -> bool:
        """“Kód produktu”, “Número de cuenta”, where `word` is the code."""
        lower = word[0].lower()
        return (
            lower in words.NUMBER
            and lower not in words.ENGLISH_NUMBER
            and self._goes_on(word, between, before, _MOST_NAMED)
        )

    def is_kind_of(self, word: re.Match[str], between: str, before: str) -> bool:
        """“Dossier médical”, “Cta. ahorros”, where `word` is the account."""
        return word[0].lower() in words.HEADS and self._goes_on(word, between, before, _MOST_KINDS)

    def _goes_on(self, word: re.Match[str], between: str, before: str, most: int) -> bool:
        """Whether `word` begins a label whose other words say what kind of thing it is."""
        return (
            self.whole
            and 0 < len(self.words) <= most
            and not self.called
            and not _APART.search(between)
            and ":" not in between
            and (not word[0][0].islower() or _BEGINS.search(before, 0, word.start()) is not None)
        )


def is_of_thing(earlier: list[re.Match[str]]) -> bool:
    """Whether before a doubtful word stands what numbers it, or what is its: “n° client”, “código de cliente”."""
    for word in reversed(earlier):
        lower = word[0].lower()
        if lower not in words.OF or lower in words.NUMBER:
            return lower in words.NUMBER or lower in words.HEADS
    return False


def ends_sentence(word: str, behind: str) -> bool:
    """“Call or write us. Build 2015550123”: what was said before speaks of something else."""
    return behind.startswith((". ", ".\n")) and len(word) >= _UNABBREVIATED and word.islower()


def is_acronym(word: str) -> bool:
    """Whether it is a few capitals."""
    return word.isupper() and len(word) in _ACRONYM
