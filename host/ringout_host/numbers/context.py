"""What the words around a number say about it. Looks at a bounded stretch of text on both sides, nowhere else."""

from __future__ import annotations

import re
from typing import Final

from . import extension, words

BEFORE: Final = 48
"""Characters before a number in which a word can speak for it or against it."""
AFTER: Final = 24

_MARKS: Final = "\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
"""Accents and vowel signs, which Python does not count among the characters of words."""
_WORD: Final = re.compile(rf"\b[^\W\d_]/[^\W\d_]\b|№|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")
_CLAUSE: Final = re.compile(r"[?!;|•·]")
_ACRONYM: Final = range(2, 6)
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
    adjacent, numbered, abbreviated = True, False, False
    at = len(before)
    said = words.NOTHING
    found = found[-_MOST_WORDS:]
    for place in range(len(found) - 1, -1, -1):
        word = found[place]
        between = before[word.end() : at]
        adjacent = adjacent and not (any(map(str.isdigit, between)) or _CLAUSE.search(between))
        at = word.start()
        if SPACELESS.search(word[0]):
            return _joined(before[max(0, word.end() - _NEAR_JOINED) : word.end()], adjacent=adjacent)
        lower = word[0].lower()
        if len(lower) == 2 and word[0].isupper() and before[: word.start()].rstrip().endswith(","):
            return said  # “Boise, ID”: a state
        weight = words.weight(lower)
        if weight == words.FOR:
            return weight
        if weight != words.NOTHING:
            if not adjacent:
                return said
            numbered = numbered or (place > 0 and found[place - 1][0].lower() in words.NUMBER)
            return words.AGAINST if weight == words.DOUBT and numbered else weight
        if adjacent and lower not in words.FILLERS and (abbreviated or (numbered and _is_acronym(word[0]))):
            said = words.AGAINST  # “Farm no.”, “XYZ number”: unless an earlier word says telephone
        numbered = numbered or lower in words.NUMBER
        abbreviated = abbreviated or lower in words.ABBREVIATED
        if adjacent and place > 1 and lower not in words.FILLERS and found[place - 1][0].lower() in words.OF:
            continue  # “cuenta de ahorros”: what it is stands before
        adjacent = adjacent and lower in words.LEADING_ON and lower not in words.LINKING
    return said


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) in _ACRONYM


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
