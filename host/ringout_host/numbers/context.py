"""What the words around a number say about it. Looks at a bounded stretch of text on both sides, nowhere else."""

from __future__ import annotations

import re
from typing import Final

from . import extension, words

BEFORE: Final = 48
"""Characters before a number in which a word can speak for it or against it."""
AFTER: Final = 24

_WORD: Final = re.compile(r"\b[^\W\d_]/[^\W\d_]\b|[^\W\d_]+")
_MOST_WORDS: Final = 7
_NEAR_JOINED: Final = 14
_MOST_BRIDGES: Final = 3
_BRIDGE: Final = re.compile(r" +([^\W\d_]+)")

SPACELESS: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Letters of scripts that do not put spaces between words, or not always: a number may touch them."""

_SYMBOL: Final = re.compile(f"[{words.SYMBOLS}]\\W{{0,3}}$")


def weigh(text: str, start: int, end: int) -> int:
    """A weight of `words` for the number at `text[start:end]`.

    The nearest word before it that says anything decides; one against it counts only right before it (“order”),
    one for it also a few words earlier (“call John at”). Without any, what is right after it decides: a word
    (“fax”, “to call me”), or an extension.
    """
    begin = max(0, start - BEFORE)
    before = text[begin:start]
    said = _before(before, cut=begin > 0 and text[begin - 1].isalnum())
    if said != words.NOTHING or (before and _SYMBOL.search(before)):
        return said or words.FOR
    return _after(text[end : end + AFTER])


def _before(before: str, *, cut: bool) -> int:
    found = list(_WORD.finditer(before))
    if cut:
        found = found[1:]
    adjacent, numbered = True, False
    at = len(before)
    for word in reversed(found[-_MOST_WORDS:]):
        adjacent = adjacent and not any(c.isdigit() for c in before[word.end() : at])
        at = word.start()
        if SPACELESS.search(word[0]):
            return _joined(before[max(0, word.end() - _NEAR_JOINED) : word.end()], adjacent=adjacent)
        lower = word[0].lower()
        if len(lower) == 2 and word[0].isupper() and before[: word.start()].rstrip().endswith(","):
            return words.NOTHING  # “Boise, ID”: a state
        weight = words.weight(lower)
        if weight == words.FOR:
            return weight
        if weight != words.NOTHING:
            if not adjacent:
                return words.NOTHING
            return words.AGAINST if weight == words.DOUBT and numbered else weight
        numbered = numbered or lower in words.NUMBER
        adjacent = adjacent and lower in words.FILLERS
    return words.NOTHING


def _joined(near: str, *, adjacent: bool) -> int:
    good = max(near.rfind(word) for word in words.PHONE_JOINED)
    bad = max(near.rfind(word) for word in words.AGAINST_JOINED)
    if good > bad:
        return words.FOR
    return words.AGAINST if bad >= 0 and adjacent else words.NOTHING


def _after(after: str) -> int:
    behind = extension.after(after, 0)
    if extension.speaks(after) or (behind and extension.speaks(after[behind:])):
        return words.FOR
    after = after[behind:].lstrip(" ([-")
    word = _WORD.match(after)
    if not word:
        return words.NOTHING
    lower = word[0].lower()
    if lower in words.AMOUNTS:
        return words.AGAINST_HARD
    at = word.end()
    for _ in range(_MOST_BRIDGES):
        if lower not in words.BRIDGES:
            break
        next_word = _BRIDGE.match(after, at)
        if not next_word:
            return words.NOTHING
        lower, at = next_word[1].lower(), next_word.end()
    return words.FOR if words.weight(lower) == words.FOR else words.NOTHING
