"""What the words around a number say about it. Looks at a bounded stretch of text on both sides, nowhere else."""

from __future__ import annotations

import re
from typing import Final

from . import extension, words
from .label import Label, ends_sentence, is_acronym, is_of_thing

BEFORE: Final = 48
"""Characters before a number in which a word can speak for it or against it."""
AFTER: Final = 24

_MARKS: Final = "\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
"""Accents and vowel signs, which Python does not count among the characters of words."""
_WORD: Final = re.compile(rf"\b[^\W\d_]/[^\W\d_]\b|[№#]|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")
_ORDINAL: Final = str.maketrans("ºª°", "...")
"""“Nº” is an abbreviation like “No.”"""
_TOLL_FREE: Final = re.compile(r"toll[ -]free", re.IGNORECASE)
"""One word: a toll pass is no telephone."""
_CLAUSE: Final = re.compile(r"[?!;|•·]")
_MOST_WORDS: Final = 7
_NEAR_JOINED: Final = 24
_JOINED_APART: Final = re.compile(r"[\d、。・·•|,;!?()\[\]「」\n]")
_MOST_BRIDGES: Final = 3
_BRACKET: Final = re.compile(r" ?[(\[]([^()\[\]\d]{2,22})[)\]]")
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
    """What the words before a number say, from the nearest on.

    A word for telephones counts anywhere near. One against them counts right before the number alone, and so does
    what is a label by its form: a word for “number” behind or before what it numbers (“Permit no.”, “kód
    produktu”), whatever that is, unless it is what people call (“reception number”).
    """
    before = _TOLL_FREE.sub("tollfree", before.translate(_ORDINAL))
    found = list(_WORD.finditer(before))[1 if cut else 0 :][-_MOST_WORDS:]
    label = Label()
    at = len(before)
    said = words.NOTHING
    for place in range(len(found) - 1, -1, -1):
        word = found[place]
        between = before[word.end() : at]
        if any(map(str.isdigit, between)) or _CLAUSE.search(between):
            if said <= words.AGAINST:
                return said
            label.adjacent = label.whole = False
        at = word.start()
        if SPACELESS.search(word[0]):
            return _joined(before, word.end(), adjacent=label.adjacent)
        lower = word[0].lower()
        if len(lower) == 2 and word[0].isupper() and before[:at].rstrip().endswith(","):
            return said  # “Boise, ID”: a state
        weight = words.weight(lower)
        if weight == words.FOR:
            return said if label.words and ends_sentence(word[0], between) else weight
        if before[word.end() : word.end() + 1] == "." and lower in words.DOTTED and label.adjacent:
            return words.AGAINST
        earlier = found[place - 1][0].lower() if place else ""
        if weight != words.NOTHING and label.adjacent:
            doubted = weight == words.DOUBT and (label.numbered or is_of_thing(found[:place]))
            return words.AGAINST if doubted else weight
        if label.is_numbered_by(word, between, before) or label.numbers_another_thing(word, between, before):
            said = words.AGAINST
        elif weight != words.NOTHING:
            return words.AGAINST if label.is_kind_of(word, between, before) else said
        elif not label.words and label.adjacent and _is_mere_acronym(word, between, before):
            said = words.DOUBT
        hyphened = place > 0 and before[found[place - 1].end() : at] == "-"
        label.take(word[0], between, led=hyphened or (place > 1 and earlier in words.OF))
    return said


def _is_mere_acronym(word: re.Match[str], between: str, before: str) -> bool:
    """“PQR 08021234574”: an unknown one right before figures, among words that are not all capitals."""
    if not is_acronym(word[0]) or word[0].lower() in words.PHONED or between.strip(" :\n"):
        return False
    others = before[: word.start()]
    return any(map(str.islower, others)) or not any(map(str.isupper, others))


def _joined(before: str, end: int, *, adjacent: bool) -> int:
    """What a word of a spaceless language says that ends at `end`, with those that it is one label with."""
    near = _JOINED_APART.split(before[max(0, end - _NEAR_JOINED) : end])[-1]
    good = max(near.rfind(word) for word in words.PHONE_JOINED)
    bad = max(near.rfind(word) for word in words.AGAINST_JOINED)
    if good > bad:
        return words.FOR
    if adjacent and (bad >= 0 or (near.endswith(words.NUMBER_JOINED) and near.strip() not in words.NUMBER_JOINED)):
        return words.AGAINST
    return words.NOTHING


def _bracketed_against(after: str) -> bool:
    """“(order)”, “(réf. bancaire)” behind a number; but “(orders)”, “(order line)” are what one calls it for."""
    bracket = _BRACKET.match(after)
    if not bracket:
        return False
    inside = [word[0].lower() for word in _WORD.finditer(bracket[1])]
    return bool(inside) and (
        inside[0] in words.HEADS or (words.weight(inside[-1]) <= words.AGAINST and not inside[-1].endswith("s"))
    )


def _after(after: str) -> int:
    behind = extension.after(after, 0)
    if extension.speaks(after) or (behind and extension.speaks(after[behind:])):
        return words.FOR
    after = after[behind:]
    if _bracketed_against(after):
        return words.AGAINST
    after = _TOLL_FREE.sub("tollfree", after.lstrip(" ([-"))
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
