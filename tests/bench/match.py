"""What finding and judging numbers costs in the host, against libphonenumber doing the least that could be asked.

Every candidate is new to the cache unless said otherwise; all regions take part. Numbers are libphonenumber's own
examples with other last digits; none is dialled.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import phonenumbers

from ringout_host.native.matching import Text as Piece
from ringout_host.numbers import match
from ringout_host.policy import inspect
from ringout_host.protocol import Policy

from .table import Goal, Row, span
from .timing import interleaved, median

Text = tuple[str, str]
"""A text and the region it is read in."""

_PHRASES = (
    "Call us: {}",
    "Tel. {} (Mo-Fr)",
    "{}",
    "Fax or phone {} today",
    "Kontakt: {}, Zimmer 4",
    "since 1998: {}",
)
_BATCH = 200


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    rounds = 5 if quick else 21
    texts = _texts()
    policy = Policy(countries=["US"], per_minute=5, per_hour=30, per_day=150)
    for text, region in (next(texts) for _ in range(4 * len(phonenumbers.SUPPORTED_REGIONS))):
        _match(text, region)  # patterns compiled
        inspect(text, region=region, home="US", policy=policy)
    known = [next(texts) for _ in range(_BATCH)]
    _each(_match, known)
    taken = interleaved(
        {
            "fresh": lambda: _clocked(_match, texts),
            "cached": lambda: _clocked(_match, iter(known)),
            "parse": lambda: _clocked(_least, texts),
            "matcher": lambda: _clocked(_matcher, texts),
            "inspect": lambda: _clocked(lambda t, r: inspect(t, region=r, home="US", policy=policy), texts),
        },
        rounds,
    )
    fresh, cached, least = median(taken["fresh"]), median(taken["cached"]), median(taken["parse"])
    matcher, judged = median(taken["matcher"]), median(taken["inspect"])
    grown = _growth(5_000 if quick else 100_000)
    return [
        Row("numbers.match, a fresh candidate of any region", span(fresh), fresh / matcher,
            "libphonenumber's matcher on the same text", Goal(fresh * 1e6, 150, "µs")),
        Row("numbers.match, a fresh candidate of any region", span(fresh), fresh / least,
            "libphonenumber: parse, validate, format", keep=True),
        Row("numbers.match, from cache", span(cached), cached / fresh, "fresh", Goal(cached * 1e6, 5, "µs")),
        Row("verdict of the policy", span(judged), judged / least, "libphonenumber: parse, validate, format"),
        Row("memory after many pages of fresh candidates", f"+{grown / 1024:.1f} MB", None, "half as many",
            Goal(grown / 1024, 2.0, "MB")),
    ]  # fmt: skip


def _texts() -> Iterator[Text]:
    """Texts that never come again, of every region in turn."""
    chance = random.Random(20)  # noqa: S311 - the same texts every time
    examples = {}
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        number = phonenumbers.example_number(region)
        style = chance.choice(
            (phonenumbers.PhoneNumberFormat.NATIONAL, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        )
        examples[region] = phonenumbers.format_number(number, style)
    while True:
        for region, shown in examples.items():
            digits = [place for place, c in enumerate(shown) if c.isdecimal()][-4:]
            changed = list(shown)
            for place in digits:
                changed[place] = str(chance.randrange(10))
            phrase = chance.choice(_PHRASES).format("".join(changed))
            yield f"{phrase} {chance.choice('abcdefghijk')}{chance.choice('lmnopqrstuv')}", region


def _match(text: str, region: str) -> object:
    return match([Piece(1, text)], region)


def _least(text: str, region: str) -> object:
    digits = "".join(c for c in text if c.isdecimal() or c == "+").removeprefix("1998").removesuffix("4")
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number)
    return valid and phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _matcher(text: str, region: str) -> object:
    return [one.number for one in phonenumbers.PhoneNumberMatcher(text, region)]


def _each(work: Callable[[str, str], object], texts: list[Text]) -> None:
    for text, region in texts:
        work(text, region)


def _clocked(work: Callable[[str, str], object], texts: Iterator[Text]) -> float:
    batch = [text for text, _ in zip(texts, range(_BATCH), strict=False)]
    begun = time.thread_time()
    _each(work, batch)
    return (time.thread_time() - begun) / len(batch)


def _growth(pages: int) -> float:
    """By how many KB the second half of so many candidates made this process larger; 0 where nobody can tell."""
    if sys.platform != "linux":
        return 0.0
    texts = _texts()
    sizes = []
    for _ in range(2):
        _each(_match, [next(texts) for _ in range(pages // 2)])
        gc.collect()
        sizes.append(_resident())
    return max(0.0, sizes[1] - sizes[0])


def _resident() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return float(status.partition("VmRSS:")[2].split()[0])
